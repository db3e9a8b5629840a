/** Failures of other causes, scripted and by chance. */
import { describe, expect, test } from 'vitest'
import { Chance } from '../../sim/kernel/index.ts'
import { OtherCauses } from '../../sim/model/failures/other.ts'
import type { Failure, Job, OtherFailures } from '../../sim/model/index.ts'
import type { Runtime } from '../../sim/model/runtime.ts'
import {
  at,
  DAY,
  GATEWAY,
  GB,
  HOUR,
  job,
  machine,
  machines,
  proxy,
  run,
  server,
  share,
  world,
} from './worlds.ts'

const NIGHTS = 1500
const nights = (count: number) => at(...Array.from({ length: count }, (_, i) => i * HOUR))

function estate(parts: Partial<Job>, failures: Failure[], list = machines(8, GB), horizon = NIGHTS * HOUR) {
  return run(
    world({
      servers: [proxy('proxy-1', 1000), server('g1', GATEWAY)],
      repositories: [share('nas', ['g1'])],
      jobs: [job('nightly', 'nas', list, parts)],
      failures,
      horizon,
    }),
  )
}

const other = (more: Partial<OtherFailures>): OtherFailures => ({
  kind: 'other',
  job: 'nightly',
  taskFailure: 0.05,
  retryFailure: 0,
  taskWarning: 0,
  ...more,
})

describe('a scripted failure', () => {
  test('hits its machine in sessions that start on its day, in its attempts, midway', () => {
    const failure: Failure = {
      kind: 'scripted',
      job: 'nightly',
      machine: 'vm-2',
      days: [20_459],
      attempts: [1, 2],
    }
    const retry = { attempts: 2, wait: 60 }
    const facts = estate({ schedule: at(0, DAY), retry }, [failure], machines(2, GB), 3 * DAY)
    expect(
      facts.sessions.map(({ attempts, firstResult, result }) => [attempts, firstResult, result]),
    ).toEqual([
      [1, 'Success', 'Success'],
      [3, 'Failed', 'Success'],
    ])
    const failed = facts.tasks.filter(({ result }) => result === 'Failed')
    expect(failed.map(({ machine: name, attempt, reason }) => [name, attempt, reason])).toEqual([
      ['vm-2', 1, 'other'],
      ['vm-2', 2, 'other'],
    ])
    for (const { readBytes } of failed) {
      expect(readBytes).toBeGreaterThan(0)
      expect(readBytes).toBeLessThan(GB)
    }
  })

  test('takes the other disks of its machine with it; their bytes were moved, but not for good', () => {
    const failure: Failure = {
      kind: 'scripted',
      job: 'nightly',
      machine: 'vm',
      days: [20_458],
      attempts: 'all',
    }
    const { tasks, sessions } = estate({}, [failure], [machine('vm', 2 * GB, { disks: 2 })])
    expect(tasks.map(({ reason }) => reason)).toEqual(['other', 'sibling-failed'])
    expect(tasks[0]!.end).toBe(tasks[1]!.end)
    expect(sessions[0]!.goodBytes).toBe(0)
    expect(sessions[0]!.transferredBytes).toBe(tasks[0]!.transferredBytes + tasks[1]!.transferredBytes)
  })
})

/** Mean and its standard error over sessions: nights of a bursty job are not independent, batches of 100 nearly are. */
function shareOf(values: readonly number[]): { mean: number; error: number } {
  const batches = Array.from({ length: values.length / 100 }, (_, i) =>
    mean(values.slice(i * 100, i * 100 + 100)),
  )
  const centre = mean(batches)
  const variance = batches.reduce((sum, one) => sum + (one - centre) ** 2, 0) / (batches.length - 1)
  return { mean: centre, error: Math.sqrt(variance / batches.length) }
}
const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length

describe('failures by chance', () => {
  test.each([
    ['alone', other({})],
    ['in bursts', other({ burst: { afterFailure: 0.687, badShare: 0.28 } })],
    ['in bursts of a whole job', other({ burst: { afterFailure: 0.5, badShare: 1 } })],
    ['in bursts of single machines', other({ burst: { afterFailure: 0.3, badShare: 0.001 } })],
  ])('%s: the long-run share of failed first attempts is taskFailure', (_, failure) => {
    const { sessions } = estate({ schedule: nights(NIGHTS) }, [failure])
    expect(sessions).toHaveLength(NIGHTS)
    const first = shareOf(sessions.map((session) => session.machinesFailedFirst / session.machines))
    expect(first.error).toBeLessThan(0.015)
    expect(Math.abs(first.mean - 0.05)).toBeLessThan(4 * first.error)
  })

  test('a bad session follows a bad one with the given probability, and fails at least one machine', () => {
    const { sessions } = estate({ schedule: nights(NIGHTS) }, [
      other({ burst: { afterFailure: 0.687, badShare: 0.28 } }),
    ])
    const bad = sessions.map((session) => session.machinesFailedFirst > 0)
    const after = bad.slice(1).filter((_, i) => bad[i])
    const again = after.filter(Boolean).length / after.length
    expect(Math.abs(again - 0.687)).toBeLessThan(3 * Math.sqrt((0.687 * 0.313) / after.length))
    // The share of its machines that a bad session fails: 0.28 + 0.72^8 / 8.
    const shares = sessions.filter((_, i) => bad[i]).map((session) => session.machinesFailedFirst / 8)
    expect(mean(shares)).toBeCloseTo(0.28 + 0.72 ** 8 / 8, 1)
  })

  test('over 100,000 sessions the chain is bad as often as taskFailure asks', () => {
    for (const [afterFailure, badShare] of [
      [0.687, 0.28],
      [0.3, 0.001],
      [0.05, 0.5],
    ] as const) {
      const rule = other({ burst: { afterFailure, badShare } })
      const rt = { world: { failures: [rule] }, chance: new Chance(1, 1) } as unknown as Runtime
      const causes = new OtherCauses(rt)
      const plain = job('nightly', 'nas', [])
      let [bad, count] = [false, 0]
      for (let i = 0; i < 100_000; i++) {
        bad = causes.drawSession(plain, bad, 8)
        if (bad) count++
      }
      const perBad = badShare + (1 - badShare) ** 8 / 8
      const pi = 0.05 / perBad
      // Variance of the mean of a two-state chain: pi (1 - pi) (1 + l) / (1 - l) / n, l = P(bad|bad) - P(bad|good).
      const l = afterFailure - (pi * (1 - afterFailure)) / (1 - pi)
      const sd = Math.sqrt((pi * (1 - pi) * (1 + l)) / (1 - l) / 100_000)
      expect(Math.abs(count / 100_000 - pi)).toBeLessThan(3 * sd)
    }
  })

  test('a retry fails with retryFailure; warnings are no failures and are not retried', () => {
    const failure = other({ taskFailure: 0.2, retryFailure: 0.4, taskWarning: 0.1 })
    const { sessions, tasks } = estate({ schedule: nights(500), retry: { attempts: 1, wait: 0 } }, [failure])
    const share = (attempt: number, result: string) => {
      const all = tasks.filter((task) => task.attempt === attempt)
      return all.filter((task) => task.result === result).length / all.length
    }
    // 4000 first attempts, about 800 second ones.
    expect(Math.abs(share(1, 'Failed') - 0.2)).toBeLessThan(3 * Math.sqrt(0.16 / 4000))
    expect(Math.abs(share(2, 'Failed') - 0.4)).toBeLessThan(3 * Math.sqrt(0.24 / 800))
    expect(Math.abs(share(1, 'Warning') - 0.08)).toBeLessThan(3 * Math.sqrt(0.08 / 4000))
    expect(sessions.some(({ result, attempts }) => result === 'Warning' && attempts === 1)).toBe(true)
  })

  test('adding a gateway does not move the failures of the others', () => {
    const failures = [other({ taskFailure: 0.3 })]
    const of = (names: string[]) =>
      run(
        world({
          servers: [proxy('proxy-1', 1000), ...names.map((name) => server(name, GATEWAY))],
          repositories: [share('nas', names)],
          jobs: [job('nightly', 'nas', machines(8, GB), { schedule: nights(20) })],
          failures,
        }),
      ).tasks.map(({ session, machine: name, reason, readBytes }) => [session, name, reason, readBytes])
    expect(of(['g1', 'g2'])).toEqual(of(['g1']))
  })
})
