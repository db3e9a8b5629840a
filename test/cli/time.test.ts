import { expect, test } from 'vitest'
import { readTime } from '../../cli/explain/time.ts'

const START = '2026-01-05 22:00:00'

test.each([
  ['2026-01-05T23:10', '2026-01-05 23:10:00'],
  ['2026-01-06 01:02:03', '2026-01-06 01:02:03'],
  ['23:10', '2026-01-05 23:10:00'],
  ['22:00', '2026-01-05 22:00:00'],
  ['6:30', '2026-01-06 06:30:00'],
  ['49 min', '2026-01-05 22:49:00'],
  ['1 h 30 min', '2026-01-05 23:30:00'],
  ['2d', '2026-01-07 22:00:00'],
  ['0 s', '2026-01-05 22:00:00'],
])('%s, in a run that starts at 22:00, is %s', (text, instant) => {
  expect(readTime(text, START)).toBe(instant)
})

test.each(['soon', '', '25:00', '23:60', '2026-02-30T10:00', '2026-13-01T10:00', '10', '5 parsecs', '-1 h'])(
  '"%s" is no time',
  (text) => {
    expect(() => readTime(text, START)).toThrow(expect.objectContaining({ code: 'E-USAGE' }))
  },
)

test('a time before the start is refused with the start', () => {
  expect(() => readTime('2026-01-05T21:59', START)).toThrow(
    /before the start of the run, 2026-01-05 22:00:00/,
  )
})
