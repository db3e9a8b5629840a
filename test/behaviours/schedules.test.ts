/** Examples with figures: when periodic schedules start. */
import { expect, test } from 'vitest'
import { run } from '../model/worlds.ts'
import { scenario, worldOf } from '../scenarios/helpers.ts'

/** Times of day at which a job starts on the first day, and how many starts its own run made it miss. */
const startsOf = (schedule: string, bytes = '0 B') => {
  const facts = run(
    worldOf(
      scenario({
        jobs: `[{ name: nightly, target: nas, schedule: ${schedule}, taskRate: 1 MB/s, machines: [{ name: vm, bytes: ${bytes} }] }]`,
        policies: '{ taskOverhead: 0 s, control: { session: 0 s, task: 0 s } }',
        failures: '[]',
      }),
    ),
  )
  return {
    starts: facts.sessions.map(({ start }) => clock(start)),
    skipped: facts.runs[0]!.skippedStarts,
    facts,
  }
}

function clock(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(11, 16)
}

test('O5 every 4 h with an offset of 15 min: 00:15, 04:15, 08:15', () => {
  expect(startsOf('{ every: 4 h, offset: 15 min }').starts).toEqual([
    '00:15',
    '04:15',
    '08:15',
    '12:15',
    '16:15',
    '20:15',
  ])
})

test('O6 every 4 h and a run from 00:00 to 05:00: the next start is at 08:00', () => {
  // 18 GB at 1 MB/s take 5 h.
  const { starts, skipped, facts } = startsOf('{ every: 4 h }', '18 GB')
  expect(clock(facts.sessions[0]!.end)).toBe('05:00')
  expect(starts).toEqual(['00:00', '08:00', '16:00'])
  expect(skipped).toBe(3)
})

test('O7 every 2 h permitted from 09:00 to 17:00: 09:00, 10:00, 12:00, 14:00, 16:00', () => {
  expect(startsOf('{ every: 2 h, permitted: ["09:00", "17:00"] }').starts).toEqual([
    '09:00',
    '10:00',
    '12:00',
    '14:00',
    '16:00',
  ])
})
