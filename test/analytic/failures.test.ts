/** Queues whose server breaks down, and transfers that are interrupted. */
import { describe, expect, test } from 'vitest'
import type { TaskRecord } from '../../sim/model/index.ts'
import { observe } from './observe.ts'
import { expectReference } from './reference.ts'
import { UNIT } from './station.ts'
import { average, expectMean } from './steady.ts'

/** Gateways with one slot each before a share; each breaks down and is repaired by itself. */
function gateways(title: string, count: number, rate: number, arrivals: number): string {
  const horizon = (arrivals * UNIT) / rate
  return `
name: ${title}
seed: ${title}
horizon: ${horizon} s
servers:
  - { name: gw, count: ${count}, nic: unlimited, compute: unlimited, roles: { gateway: { maxTasks: 1 } } }
repositories:
  - { name: nas, type: smb, maxTasks: unlimited, gateway: [gw] }
jobs:
  - name: arrivals
    type: agent
    target: nas
    schedule: { poisson: { mean: ${UNIT / rate} s } }
    taskRate: 100 MB/s
    machines: [{ name: computer, bytes: { exponential: { mean: 10 GB } } }]
failures:
  - { server: gw, every: { exponential: { mean: ${UNIT / BREAKS} s } }, repair: { exponential: { mean: ${UNIT / REPAIRS} s } } }
policies: { taskOverhead: 0 s, control: { session: 0 s, task: 0 s } }
`
}

/** Per unit of service. */
const BREAKS = 0.05
const REPAIRS = 1

describe('gateways that break down: the task in service is lost', () => {
  test.each([
    [1, 0.5, 80_000],
    [2, 1.2, 80_000],
  ])(
    '%d gateways, %d arrivals: one in 21 of the started fails, and the time of all is as computed',
    (n, lam, arrivals) => {
      const seen: Pick<TaskRecord, 'start' | 'result' | 'reason' | 'waitSeconds' | 'durationSeconds'>[] = []
      const title = `breakdowns ${n}`
      observe(gateways(title, n, lam, arrivals), { task: (record) => void seen.push(record) })
      const started = seen.filter(({ start }) => start !== undefined)
      const lost = (it: Pick<TaskRecord, 'result'>) => (it.result === 'Failed' ? 1 : 0)
      const perStarted = BREAKS / (1 + BREAKS)
      const row = { n: 1, mode: 'lost' }
      expectReference('gateways_with_breakdowns', row, 'P_task_fails', perStarted)
      expectReference('gateways_with_breakdowns', row, 'availability', REPAIRS / (REPAIRS + BREAKS))
      expectMean(`${title} P(lost | started)`, started.map(lost), perStarted)
      // The textbook's queue outlives an outage of all gateways; here a gateway that cannot be reached fails a task at
      // once, so that the last one to break down empties the queue, and who arrives before a repair is turned away.
      const theory = breakdowns(n, lam)
      expect(seen.every((it) => it.start !== undefined || it.reason === 'gateway-inaccessible')).toBe(true)
      expectMean(`${title} P(fails)`, seen.map(lost), theory.fails)
      expectMean(
        `${title} time in the system`,
        seen.map((it) => (it.waitSeconds + it.durationSeconds) / UNIT),
        theory.number / lam,
      )
      expectMean(
        `${title} wait`,
        seen.map((it) => it.waitSeconds / UNIT),
        theory.waiting / lam,
      )
    },
  )

  test('by hand for one gateway: the queue is geometric, cut off by each breakdown', () => {
    const [lam, all] = [0.5, 0.5 + 1 + BREAKS]
    const ratio = (all - Math.sqrt(all * all - 4 * lam)) / 2
    const up = REPAIRS / (REPAIRS + BREAKS)
    const { number, fails } = breakdowns(1, lam)
    expect(number).toBeCloseTo((up * ratio) / (1 - ratio), 9)
    expect(fails).toBeCloseTo(1 - (up * ratio) / lam, 9)
  })
})

/**
 * Stationary chain of (gateways up, tasks), solved by sweeps. Without a gateway there are no tasks.
 * `number`: tasks in the system; `waiting`: those not in service; `fails`: share of arrivals that fail.
 */
function breakdowns(n: number, lam: number): { number: number; waiting: number; fails: number } {
  const most = 300
  const p = Array.from({ length: n + 1 }, (_, up) => new Float64Array(up === 0 ? 1 : most + 1).fill(1))
  for (let sweep = 0; sweep < 6000; sweep++) {
    for (let up = 0; up <= n; up++) {
      for (let tasks = 0; tasks < p[up]!.length; tasks++) {
        const busy = Math.min(up, tasks)
        const arrives = up > 0 && tasks < most ? lam : 0
        const leaves = arrives + busy + up * BREAKS + (n - up) * REPAIRS
        let enters = 0
        if (up > 0 && tasks > 0) enters += lam * p[up]![tasks - 1]!
        if (up > 0 && tasks < most) enters += Math.min(up, tasks + 1) * p[up]![tasks + 1]!
        if (up > 0 && (up > 1 || tasks === 0)) enters += (n - up + 1) * REPAIRS * (p[up - 1]![tasks] ?? 0)
        if (up === 0) enters += BREAKS * p[1]!.reduce((a, b) => a + b, 0)
        else if (up < n) {
          // A busy gateway takes its task with it, an idle one nothing.
          const [more, before] = [p[up + 1]!, Math.min(up + 1, tasks + 1)]
          if (tasks < most) enters += before * BREAKS * more[tasks + 1]!
          enters += Math.max(0, up + 1 - tasks) * BREAKS * more[tasks]!
        }
        p[up]![tasks] = enters / leaves
      }
    }
    const total = p.reduce((sum, row) => sum + row.reduce((a, b) => a + b, 0), 0)
    for (const row of p) for (let i = 0; i < row.length; i++) row[i]! /= total
  }
  let [number, busy] = [0, 0]
  for (const [up, row] of p.entries()) {
    for (const [tasks, share] of row.entries()) {
      number += tasks * share
      busy += Math.min(up, tasks) * share
    }
  }
  return { number, waiting: number - busy, fails: 1 - busy / lam }
}

const HOUR = 3600

/** One transfer after the other through one gateway that drops its connections at random moments. */
function interrupted(title: string, hours: number, retry: string, horizonDays: number): string {
  return `
name: ${title}
seed: ${title}
horizon: ${horizonDays} d
servers:
  - { name: gw, nic: unlimited, compute: unlimited, roles: [gateway] }
repositories:
  - { name: nas, type: smb, gateway: [gw] }
jobs:
  - name: long
    type: agent
    target: nas
    schedule: { continuous: true }
    retry: ${retry}
    taskRate: 100 MB/s
    machines: [{ name: computer, bytes: ${hours * 360} GB }]
failures:
  - { server: gw, kind: connection-loss, every: { exponential: { mean: 24 h } }, for: 0 s }
policies: { taskOverhead: 0 s, control: { session: 0 s, task: 0 s } }
`
}

const MEAN_TIME_BETWEEN = 24

describe('a transfer that starts again from zero after each interruption', () => {
  test.each([
    // hours of transfer, attempts, wait after a failure in hours, sessions, precision of P(fails)
    [1, 1, 0, 20_000],
    [4, 4, 0, 180_000],
    [8, 1, 0, 20_000],
    [8, 4, 40 / 60, 40_000],
  ])(
    '%d h at one interruption in 24 h, %d attempts, %d h between them',
    (hours, attempts, wait, sessions) => {
      const title = `restart ${hours} h x ${attempts}`
      const { success, fails, elapsed, tries, untilFailure } = restart(hours, attempts, wait)
      const retry = `{ attempts: ${attempts - 1}, wait: ${Math.round(wait * 60)} min }`
      const failed: number[] = []
      const took: number[] = []
      const made: number[] = []
      const first: number[] = []
      const untilLoss: number[] = []
      observe(interrupted(title, hours, retry, Math.ceil((sessions * elapsed) / 24)), {
        session(record) {
          failed.push(record.result === 'Failed' ? 1 : 0)
          took.push(record.durationSeconds / HOUR)
          made.push(record.attempts)
          first.push(record.firstResult === 'Failed' ? 0 : 1)
        },
        task({ reason, durationSeconds }) {
          if (reason !== undefined) untilLoss.push(durationSeconds / HOUR)
          if (reason !== undefined && reason !== 'gateway-connection-lost') throw new Error(reason)
        },
      })
      if (wait === 0) {
        const row = { duration_h: hours, max_attempts: attempts, repair_h: 0, retry_wait_h: 0 }
        const table = 'transfer_restart_exponential_failures'
        expectReference(table, row, 'p_success_one_attempt', success)
        expectReference(table, row, 'p_job_fails', fails)
        expectReference(table, row, 'mean_attempts_truncated', tries)
        expectReference(table, row, 'mean_time_to_failure_given_failure_h', untilFailure)
        expectReference(table, row, 'E_elapsed_with_max_attempts_h', elapsed)
      }
      expectMean(`${title} P(first attempt succeeds)`, first, success)
      expectMean(`${title} P(fails)`, failed, fails, 0.12)
      if (attempts === 1) expect(made.every((it) => it === 1)).toBe(true)
      else expectMean(`${title} attempts`, made, tries)
      expectMean(`${title} time to failure h`, untilLoss, untilFailure)
      expectMean(`${title} elapsed h`, took, elapsed)
    },
  )

  test('by hand: eight hours at one interruption in 24 h succeed at once in 71.7 of 100 cases', () => {
    expect(restart(8, 1, 0).success).toBeCloseTo(0.716531, 6)
    expect(restart(8, 4, 0).fails).toBeCloseTo(0.006457, 6)
    expect(restart(8, 1000, 40 / 60).elapsed).toBeCloseTo(9.75844, 5)
  })
})

/** Attempts are independent; a wait is paid after each failure but the last allowed one. */
function restart(
  hours: number,
  attempts: number,
  wait: number,
): { success: number; fails: number; elapsed: number; tries: number; untilFailure: number } {
  const success = Math.exp(-hours / MEAN_TIME_BETWEEN)
  const lost = 1 - success
  const untilFailure = MEAN_TIME_BETWEEN - (hours * success) / lost
  let [tries, elapsed, reached] = [0, 0, 1]
  for (let attempt = 1; attempt <= attempts; attempt++) {
    tries += reached
    elapsed += reached * (success * hours + lost * (untilFailure + (attempt < attempts ? wait : 0)))
    reached *= lost
  }
  return { success, fails: reached, elapsed, tries, untilFailure }
}

describe('a transfer that goes on where it stopped', () => {
  test('eight hours over a line that fails for 40 min once in 24 h take 8 h 13 min 20 s on average', () => {
    const sessions = 20_000
    const took: number[] = []
    const resumes: number[] = []
    observe(
      `
name: resume
seed: resume
horizon: ${Math.ceil((sessions * 8.3) / 24)} d
sites: [{ name: branch }, { name: hq }]
links:
  - { name: line, between: [branch, hq], bandwidth: 10 Gbit/s }
servers:
  - { name: repo, site: hq, nic: unlimited, compute: unlimited }
repositories:
  - { name: store, type: linux, host: repo }
jobs:
  - name: long
    type: agent
    target: store
    schedule: { continuous: true }
    taskRate: 100 MB/s
    retry: { attempts: 0 }
    machines: [{ name: computer, site: branch, bytes: 2880 GB }]
failures:
  - { link: line, every: { exponential: { mean: 24 h } }, for: 40 min }
policies:
  taskOverhead: 0 s
  control: { session: 0 s, task: 0 s }
  resume: { poll: 1 min, giveUp: 1 h }
`,
      {
        task: (record) => {
          took.push(record.durationSeconds / HOUR)
          resumes.push(record.resumes)
        },
      },
    )
    expect(8 + (8 / MEAN_TIME_BETWEEN) * (40 / 60)).toBeCloseTo(8.222222, 6)
    expectMean('resume elapsed h', took, 8 + (8 / MEAN_TIME_BETWEEN) * (40 / 60))
    expectMean('resume count', resumes, 8 / MEAN_TIME_BETWEEN)
    expect(average(took.filter((_, i) => resumes[i] === 0))).toBeCloseTo(8, 9)
  })
})
