import { describe, expect, test } from 'vitest'
import { formatInstant } from '../../sim/calendar.ts'
import { codesOf, jobOf, scenario, withJob, worldOf } from './helpers.ts'

/** Starts of the only job as the wall clock shows them. */
function starts(schedule: string, sections: Readonly<Record<string, string>> = {}): readonly string[] {
  const world = worldOf(withJob(`schedule: ${schedule}`, sections))
  const found = world.jobs[0]!.schedule
  if (found.kind !== 'times') throw new Error(found.kind)
  return found.times.map((t) => formatInstant(world.clock, t).slice(5, 16))
}

const seconds = (schedule: string, sections: Readonly<Record<string, string>> = {}): readonly number[] => {
  const found = jobOf(withJob(`schedule: ${schedule}`, sections)).schedule
  return found.kind === 'times' ? found.times : []
}

describe('the wall clock', () => {
  test('UTC is one period without end', () => {
    const { clock } = worldOf(scenario())
    expect(clock.periods).toEqual([{ at: -Infinity, offset: 1_767_571_200 }])
  })

  test('Berlin changes twice a year, on the last Sundays of March and October at 01:00 UTC', () => {
    const { clock } = worldOf(
      scenario({ timezone: 'Europe/Berlin', start: '2026-01-01T00:00', horizon: '365 d' }),
    )
    const start = Date.UTC(2025, 11, 31, 23) / 1000
    const utc = clock.periods.slice(1, 3).map(({ at }) => new Date((at + start) * 1000).toISOString())
    expect(utc).toEqual(['2026-03-29T01:00:00.000Z', '2026-10-25T01:00:00.000Z'])
  })

  test('zones with a quarter of an hour are no problem', () => {
    expect(starts('{ daily: "22:00" }', { timezone: 'Asia/Kathmandu', horizon: '2 d' })).toEqual([
      '01-05 22:00',
      '01-06 22:00',
    ])
  })
})

describe('daily', () => {
  test('a job at midnight runs at once when the scenario starts at midnight', () => {
    expect(seconds('{ daily: "00:00" }', { horizon: '24 h' })).toEqual([0])
  })

  test('days choose weekdays; 2026-01-05 is a Monday', () => {
    expect(starts('{ daily: "22:00", days: [tue, sat] }', { horizon: '7 d' })).toEqual([
      '01-06 22:00',
      '01-10 22:00',
    ])
  })

  test('nothing starts at the horizon or after it', () => {
    expect(seconds('{ daily: "00:00" }', { horizon: '48 h' })).toEqual([0, 86_400])
  })

  test('in the spring night a time that does not exist moves forward by the gap', () => {
    const berlin = { timezone: 'Europe/Berlin', start: '2026-03-28T12:00', horizon: '48 h' }
    expect(starts('{ daily: "02:30" }', berlin)).toEqual(['03-29 03:30', '03-30 02:30'])
    expect(seconds('{ daily: "02:30" }', berlin)).toEqual([14.5 * 3600, 37.5 * 3600])
  })

  test('in the autumn night a time that occurs twice happens once, the first time', () => {
    const berlin = { timezone: 'Europe/Berlin', start: '2026-10-24T12:00', horizon: '48 h' }
    expect(starts('{ daily: "02:30" }', berlin)).toEqual(['10-25 02:30', '10-26 02:30'])
    expect(seconds('{ daily: "02:30" }', berlin)).toEqual([14.5 * 3600, 39.5 * 3600])
  })
})

describe('every', () => {
  test('O5: every 4 h with offset 15 min gives 00:15, 04:15, 08:15 ...', () => {
    expect(starts('{ every: 4 h, offset: 15 min }').slice(0, 3)).toEqual([
      '01-05 00:15',
      '01-05 04:15',
      '01-05 08:15',
    ])
  })

  test('O6: every 4 h counts from midnight, so that 08:00 follows a run from 00:00 to 05:00', () => {
    expect(starts('{ every: 4 h }')).toContain('01-05 08:00')
    expect(starts('{ every: 4 h }')).not.toContain('01-05 05:00')
  })

  test('O7: every 2 h permitted from 09:00 to 17:00 gives 09, 10, 12, 14, 16', () => {
    const hours = starts('{ every: 2 h, permitted: ["09:00", "17:00"] }').map((text) => text.slice(6))
    expect(hours).toEqual(['09:00', '10:00', '12:00', '14:00', '16:00'])
  })

  test('a period may run past midnight', () => {
    expect(starts('{ every: 3 h, permitted: ["22:00", "06:00"] }').map((text) => text.slice(6))).toEqual([
      '00:00',
      '03:00',
      '22:00',
    ])
  })

  test('an interval that does not divide the day starts anew at midnight', () => {
    expect(starts('{ every: 10 h }', { horizon: '48 h' })).toEqual([
      '01-05 00:00',
      '01-05 10:00',
      '01-05 20:00',
      '01-06 00:00',
      '01-06 10:00',
      '01-06 20:00',
    ])
  })

  test('intervals of more than a day count from the midnight before the start', () => {
    expect(starts('{ every: 36 h }', { horizon: '5 d', start: '2026-01-05T18:00' })).toEqual([
      '01-06 12:00',
      '01-08 00:00',
      '01-09 12:00',
    ])
  })

  test('in the spring night the lost hour loses no start and makes none twice', () => {
    const berlin = { timezone: 'Europe/Berlin', start: '2026-03-29T00:00', horizon: '6 h' }
    expect(starts('{ every: 30 min }', berlin)).toEqual([
      '03-29 00:00',
      '03-29 00:30',
      '03-29 01:00',
      '03-29 01:30',
      '03-29 03:00',
      '03-29 03:30',
      '03-29 04:00',
      '03-29 04:30',
      '03-29 05:00',
      '03-29 05:30',
      '03-29 06:00',
      '03-29 06:30',
    ])
  })
})

describe('other schedules', () => {
  test('cron is in local time', () => {
    expect(starts('{ cron: "30 21 * * 1-5" }', { horizon: '7 d', timezone: 'Europe/Berlin' })).toEqual([
      '01-05 21:30',
      '01-06 21:30',
      '01-07 21:30',
      '01-08 21:30',
      '01-09 21:30',
    ])
  })

  test('cron in the spring night moves forward, in the autumn night happens once', () => {
    expect(
      starts('{ cron: "30 2 * * *" }', { timezone: 'Europe/Berlin', start: '2026-03-29T00:00' }),
    ).toEqual(['03-29 03:30'])
    expect(
      starts('{ cron: "30 2 * * *" }', { timezone: 'Europe/Berlin', start: '2026-10-25T00:00' }),
    ).toEqual(['10-25 02:30'])
  })

  test('cron at the very start counts', () => {
    expect(seconds('{ cron: "0 0 * * *" }')).toEqual([0])
  })

  test('the last Saturday of a month, as the message about `monthly` writes it', () => {
    expect(starts('{ cron: "0 5 * * 6#L" }', { horizon: '60 d' })).toEqual(['01-31 05:00', '02-28 05:00'])
  })

  test('cron knows seconds, and the first Monday of a month', () => {
    expect(seconds('{ cron: "*/30 0 0 * * *" }')).toEqual([0, 30])
    expect(starts('{ cron: "0 20 * * 1#2" }', { horizon: '30 d' })).toEqual(['01-12 20:00'])
  })

  test('at takes durations, dates and times of day, in order, as manual starts without retries', () => {
    const job = jobOf(withJob('schedule: { at: [2026-01-05T23:10, 5 h, "04:00"] }'))
    expect(job.schedule).toEqual({
      kind: 'times',
      times: [14_400, 18_000, 83_400],
      manual: true,
      overlapping: false,
    })
    expect(job.retry.attempts).toBe(0)
  })

  test('after names another job, or the only one of a counted entry', () => {
    const jobs =
      '[{ name: a, count: 1, target: nas, schedule: { daily: "22:00" }, machines: [{ name: v, size: 1 GiB }] }, { name: b, target: nas, schedule: { after: a }, machines: [{ name: v, size: 1 GiB }] }]'
    expect(worldOf(scenario({ jobs })).jobs[1]!.schedule).toEqual({ kind: 'after', job: 'a-1' })
  })

  test('continuous retries without a wait', () => {
    const job = jobOf(withJob('schedule: { continuous: true }'))
    expect(job.schedule).toEqual({ kind: 'continuous' })
    expect(job.retry).toEqual({ attempts: 3, wait: 0 })
  })

  test('poisson has its mean in seconds and no retries unless given', () => {
    expect(jobOf(withJob('schedule: { poisson: { mean: 10 min } }'))).toMatchObject({
      schedule: { kind: 'poisson', mean: 600 },
      retry: { attempts: 0 },
    })
    expect(
      jobOf(withJob('schedule: { poisson: { mean: 10 min } }, retry: { attempts: 2, wait: 1 min }')).retry,
    ).toEqual({ attempts: 2, wait: 60 })
  })

  test('a trace gives its starts, equal ones twice, and says how many lie outside', () => {
    const text = withJob('schedule: { trace: data/sessions.csv }')
    const files = {
      'data/sessions.csv': 'job,start\na,2026-01-05 22:00:00\na,5 h\na,5 h\na,2027-01-05 22:00:00\n',
    }
    expect(jobOf(text, { files }).schedule).toEqual({
      kind: 'times',
      times: [18_000, 18_000, 79_200],
      manual: false,
      overlapping: true,
    })
    expect(codesOf(text, { files })).toContain('W-TRACE-OUTSIDE')
  })

  test('agents wait 30 minutes between retries', () => {
    expect(jobOf(withJob('type: agent, schedule: { daily: "22:00" }')).retry).toEqual({
      attempts: 3,
      wait: 1800,
    })
  })
})
