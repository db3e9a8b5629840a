import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { loadScenario, MESSAGES } from '../../scenarios/index.ts'
import { JOB_TYPES } from '../../sim/model/index.ts'

const LIBRARY = new URL('../../scenarios/library/', import.meta.url)
const texts = new Map(
  readdirSync(LIBRARY).map((file) => [file, readFileSync(new URL(file, LIBRARY), 'utf8')]),
)

/** What a scenario that asks about capacity or time may leave open. */
const ALLOWED = ['W-NO-FAILURE-MODEL', 'W-FIRST-FULL-NIGHT', 'W-ASSUMED']

const byType = JOB_TYPES.map((type) => ({
  type,
  file: type === 'backup' ? 'hyper-v.yaml' : `${type === 'agent' ? 'agents' : type}.yaml`,
}))

describe('the library', () => {
  test.each([...texts])('%s loads, and every session that it is about has a start', (file, text) => {
    const result = loadScenario(file, { files: { read: () => text } })
    const issues = result.ok ? result.scenario.warnings : result.issues
    expect(issues.filter(({ code }) => !ALLOWED.includes(code))).toEqual([])
  })

  test.each(byType)(
    'has a small scenario for jobs of type $type, which says what it answers',
    ({ type, file }) => {
      const text = texts.get(file)!
      const result = loadScenario(file, { files: { read: () => text } })
      const jobs = result.ok ? result.scenario.variants[0]!.world.jobs : []
      expect(jobs.map((job) => job.type)).toContain(type)
      const own = jobs.reduce(
        (sum, { machines }) => sum + machines.filter(({ from }) => from === undefined).length,
        0,
      )
      expect(own).toBeLessThanOrEqual(30)
      expect(text.split('\n').length).toBeLessThanOrEqual(60)
      expect(text).toMatch(/^# .*[?.:]\n#\n# /)
    },
  )
})

test('rules that the page of the model holds say where', () => {
  const rules = Object.entries(MESSAGES).flatMap(([code, { rule }]) =>
    rule === undefined ? [] : [[code, rule] as const],
  )
  const cited = rules.filter(([, rule]) => rule.includes('(Gateway Servers'))
  expect(cited.filter(([, rule]) => !/See docs\/model\.md [1-9]\.$/.test(rule))).toEqual([])
})
