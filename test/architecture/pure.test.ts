import { describe, expect, test } from 'vitest'
import { codeOnly, linesMatching, sourcesOf } from './sources.ts'

const ENGINE_MATHS =
  /\bMath\s*\.\s*(?:a?(?:sin|cos|tan)h?|atan2|log(?:10|2|1p)?|exp(?:m1)?|pow|cbrt|hypot)\b|\*\*(?!\/)|\}\s*=\s*Math\b|\bMath\s*\[/
const WALL_CLOCK = /\bDate\b|\bMath\s*\.\s*random\b|\bperformance\b/
const DOOR = 'sim/kernel/numeric.ts'

const code = sourcesOf('sim').map(codeOnly)

describe('the simulated world is pure', () => {
  test('the rules are checked against the real sources, not against an empty list', () => {
    expect(code.length).toBeGreaterThan(10)
    expect(code.map(({ path }) => path)).toContain(DOOR)
  })

  test('transcendental functions come from our own numerics, so that a run replays in every engine', () => {
    expect(
      linesMatching(
        code.filter(({ path }) => path !== DOOR),
        ENGINE_MATHS,
      ),
    ).toEqual([])
  })

  test('no file asks the wall clock or an unseeded generator', () => {
    expect(linesMatching(code, WALL_CLOCK)).toEqual([])
  })

  test.each([
    'const a = Math.log(2)',
    'const f = Math.expm1',
    'const b = 2 ** 3',
    'b **= 2',
    'const { log } = Math',
    "Math['log'](2)",
    'Math.hypot(1, 2)',
    'Math.atan2(1, 2)',
  ])('the rule sees `%s`', (line) => {
    expect(ENGINE_MATHS.test(line)).toBe(true)
  })

  test.each(['Math.sqrt(2)', 'Math.LOG2E', 'Math.floor(x)', 'Math.max(1, 2)', 'a * b', 'Math.expand'])(
    'the rule lets `%s` pass',
    (line) => {
      expect(ENGINE_MATHS.test(line)).toBe(false)
    },
  )

  test('comments and texts may mention what code may not do', () => {
    const source = { path: 'x.ts', text: "/* Math.log\n ** */ const a = 'Math.exp' // 2 ** 3\nMath.sin(1)" }
    expect(linesMatching([codeOnly(source)], ENGINE_MATHS)).toEqual(['x.ts:3: Math.sin(1)'])
  })
})
