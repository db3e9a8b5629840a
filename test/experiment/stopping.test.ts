import { describe, expect, test } from 'vitest'
import { isCertain, replicateUntil, type Stopping, type StoppingRule } from '../../sim/experiment/index.ts'
import { Chance } from '../../sim/kernel/index.ts'
import { SCENARIO } from '../cli/runs.ts'
import { normals, SyntheticReplicator, type System, variant } from './synthetic.ts'

const rule = (more: Partial<StoppingRule> = {}): StoppingRule => ({
  metric: 'throughput',
  halfWidth: 0.1,
  of: 'mean',
  confidence: 0.95,
  ...more,
})

const stopping = (rules: readonly StoppingRule[], min = 1, max = 200): Stopping => ({ min, max, rules })

const run = (system: System, given: Stopping, certain = false) =>
  replicateUntil(new SyntheticReplicator({ a: system }), [variant('a', certain)], given)

/** Jobs of a night that fail, each with probability p. */
const failing = (trial: number, p: number, jobs = 300): System => {
  const key = new Chance('failures', trial).key('night')
  return (n) => {
    let failed = 0
    for (let job = 0; job < jobs; job++) if (key.value(n, job) < p) failed++
    return { failureRate: failed / jobs }
  }
}

describe('replications go on until the interval is narrow', () => {
  test('at the first of the floors, if it was narrow from the tenth replication on', async () => {
    // 99 and 101 in turn: half-width about 0.7 % of the mean from the tenth on.
    const { replications, open } = await run(
      (n) => ({ throughput: n % 2 === 0 ? 99 : 101 }),
      stopping([rule()]),
    )
    expect([replications, open]).toEqual([15, []])
  })

  test('and never with fewer than the least number', async () => {
    const system: System = (n) => ({ throughput: n % 2 === 0 ? 99 : 101 })
    expect((await run(system, stopping([rule()], 40))).replications).toBe(40)
  })

  test('an interval that was narrow by luck does not count: it must stay so', async () => {
    // Ten nights close together, then one that is not.
    const system: System = (n) => ({ throughput: n === 11 ? 200 : 100 + (n % 2) })
    const { replications } = await run(system, stopping([rule()]))
    expect(replications).toBeGreaterThan(15)
  })

  test('all rules must be met, and by all variants, which get the same nights', async () => {
    const wide: System = (n) => ({ throughput: n % 2 === 0 ? 50 : 150 })
    const narrow: System = (n) => ({ throughput: n % 2 === 0 ? 99 : 101 })
    const replicator = new SyntheticReplicator({ wide, narrow })
    const { replications } = await replicateUntil(
      replicator,
      [variant('narrow'), variant('wide')],
      stopping([rule()]),
    )
    // sd 50: 1.98 * 50 / sqrt(n) <= 10 from about 98 nights on.
    expect(replications).toBeGreaterThan(98)
    expect(replications).toBeLessThan(130)
    expect([...replicator.asked.values()]).toEqual([replications, replications])
  })

  test('a half-width in the unit of the metric is met whatever the mean', async () => {
    const system: System = (n) => ({ backupWindow: n % 2 === 0 ? -1 : 1 })
    const absolute = rule({ metric: 'backupWindow', halfWidth: 1, of: 'unit' })
    expect((await run(system, stopping([absolute]))).replications).toBe(15)
    const relative = rule({ metric: 'backupWindow' })
    expect((await run(system, stopping([relative], 1, 50))).open).toHaveLength(1)
  })

  test('no spread is no certainty: the end is the maximum, and it is said', async () => {
    const { replications, open } = await run(() => ({ throughput: 7 }), stopping([rule()], 1, 60))
    expect(replications).toBe(60)
    expect(open).toEqual([{ variant: 'a', rule: rule(), mean: 7, halfWidth: 0, n: 60 }])
  })

  test('unless chance has no part in the world: then one replication says it all', async () => {
    expect((await run(() => ({ throughput: 7 }), stopping([rule()]), true)).replications).toBe(1)
  })

  test('a metric without values cannot be met', async () => {
    const { open } = await run(() => ({}), stopping([rule()], 1, 40))
    expect(open).toEqual([{ variant: 'a', rule: rule(), mean: undefined, halfWidth: undefined, n: 0 }])
  })

  test('nights without a value do not count for the floor', async () => {
    const system: System = (n) => ({ throughput: n % 3 === 0 ? 99 + (n % 2) * 2 : undefined })
    // The tenth value is that of night 30; it must stay narrow for five nights more.
    expect((await run(system, stopping([rule()]))).replications).toBeGreaterThanOrEqual(35)
  })
})

describe('rare failures', () => {
  const share = rule({ metric: 'failureRate', halfWidth: 0.002, of: 'unit' })

  test('never end the study before 30 nights, and never while none was seen', async () => {
    let early = 0
    for (let trial = 1; trial <= 100; trial++) {
      const { replications, variants } = await run(failing(trial, 0.0001), stopping([share], 1, 60))
      if (replications < 30) early++
      const seen = variants[0]!.replications.some(({ values }) => values['failureRate']! > 0)
      if (!seen) expect(replications).toBe(60)
    }
    expect(early).toBe(0)
  })
})

describe('the interval at the end', () => {
  test('covers the mean about as often as it says (300 studies of normal values)', async () => {
    let covered = 0
    for (let trial = 1; trial <= 300; trial++) {
      const value = normals(trial, 'coverage')
      const { variants, replications } = await run(
        (n) => ({ throughput: 100 + 30 * value(n) }),
        stopping([rule({ confidence: 0.9 })], 1, 1000),
      )
      const values = variants[0]!.replications.map((it) => it.values['throughput']!)
      const mean = values.reduce((sum, it) => sum + it, 0) / replications
      const sd = Math.sqrt(values.reduce((sum, it) => sum + (it - mean) ** 2, 0) / (replications - 1))
      // t(0.95) lies between 1.68 and 1.75 for 16 to 45 values.
      if (Math.abs(mean - 100) <= (1.7 * sd) / Math.sqrt(replications)) covered++
    }
    // 90 % less three standard errors of 300 trials (5.2 %).
    expect(covered / 300).toBeGreaterThan(0.848)
  })
})

describe('a world is certain', () => {
  const world = SCENARIO.variants[0]!.world
  const still = {
    ...world,
    jobs: world.jobs.map((job) => ({
      ...job,
      taskRate: { full: 1e8, increment: 1e8 },
      machines: job.machines.map((machine) => ({ ...machine, bytes: 3e10 })),
    })),
  }

  test('when no law has any spread', () => {
    expect(isCertain(world)).toBe(false)
    expect(isCertain(still)).toBe(true)
  })

  test('but not with random losses, arrivals, new machines or other causes', () => {
    const failure = { kind: 'other', job: 'nightly', taskFailure: 0.01, retryFailure: 0, taskWarning: 0 }
    expect(isCertain({ ...still, failures: [failure as never] })).toBe(false)
    expect(isCertain({ ...still, failures: [{ ...failure, taskFailure: 0 } as never] })).toBe(true)
    const job = still.jobs[0]!
    expect(isCertain({ ...still, jobs: [{ ...job, newShare: 0.5 }] })).toBe(false)
    const poisson = { ...job, schedule: { kind: 'poisson', mean: 60 } as never }
    expect(isCertain({ ...still, jobs: [poisson] })).toBe(false)
  })
})
