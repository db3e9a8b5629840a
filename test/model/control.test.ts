import { describe, expect, test } from 'vitest'
import type { Roles, Server } from '../../sim/model/index.ts'
import { at, GB, job, MB, machine, one, policies, proxy, resource, run, share, world } from './estates.ts'
import { DAY, GATEWAY, machines, server } from './worlds.ts'

const UNLIMITED = Number.POSITIVE_INFINITY
const VBR: Roles = { 'backup-server': {} }
/** 8 cores of 150 MB/s. */
const WHOLE = { cores: 8, compute: 1200 * MB }
const CONTROL = policies({ control: { session: 5, task: 0.5 } })

const estate = (servers: Server[], more: Parameters<typeof job>[3] = {}, control = CONTROL) =>
  run(one(share('nas', ['gw']), { servers: [proxy('proxy-1', UNLIMITED), ...servers], ...control }, more))

describe('control work at the backup server', () => {
  const dedicated = [server('vbr', VBR, WHOLE), server('gw', GATEWAY)]

  test('a session opens after 5 core-seconds, its task moves data 0.5 core-seconds after its start', () => {
    const { tasks, sessions } = estate(dedicated)
    expect(sessions[0]).toMatchObject({ start: 0, controlSeconds: 5, end: 405.5 })
    expect(tasks[0]).toMatchObject({
      queued: 5,
      start: 5,
      controlSeconds: 0.5,
      transferSeconds: 400,
      end: 405.5,
    })
  })

  test('one piece of it uses at most one core: eight sessions open at once, sixteen take twice as long', () => {
    const openings = (count: number) => {
      const jobs = Array.from({ length: count }, (_, i) => job(`job-${i}`, 'nas', [machine('vm', GB)]))
      const { sessions } = run(
        world({
          servers: [proxy('proxy-1', UNLIMITED), ...dedicated],
          repositories: [share('nas', ['gw'])],
          jobs,
          ...CONTROL,
        }),
      )
      return new Set(sessions.map(({ controlSeconds }) => controlSeconds))
    }
    expect(openings(8)).toEqual(new Set([5]))
    expect(openings(16)).toEqual(new Set([10]))
  })

  test('0 turns it off', () => {
    expect(estate(dedicated, {}, policies({ control: { session: 0, task: 0 } })).tasks[0]).toMatchObject({
      queued: 0,
      controlSeconds: 0,
      end: 400,
    })
  })

  test('without a backup server there is none', () => {
    expect(estate([server('gw', GATEWAY)]).tasks[0]).toMatchObject({ queued: 0, controlSeconds: 0 })
  })

  test('a backup server without a limit of compute does it at one core each', () => {
    const { tasks } = estate([server('vbr', VBR), server('gw', GATEWAY)])
    expect(tasks[0]).toMatchObject({ queued: 5, controlSeconds: 0.5 })
  })

  test('its share of the machine is a figure of its own', () => {
    // 5.5 core-seconds of 8 cores in a day.
    expect(resource(estate(dedicated), 'vbr').controlUtilisation! * DAY).toBeCloseTo(5.5 / 8, 9)
    expect(resource(estate(dedicated), 'vbr').computeUtilisation! * DAY).toBeCloseTo(5.5 / 8, 9)
    expect(resource(estate(dedicated), 'gw').controlUtilisation).toBeUndefined()
  })
})

describe('a gateway on the backup server', () => {
  /** One night of 23 machines; one more job starts in the middle of it. */
  const night = (servers: Server[]) => {
    const fast = { taskRate: { full: UNLIMITED, increment: UNLIMITED } }
    const { sessions, gateways } = run(
      world({
        servers: [proxy('proxy-1', UNLIMITED), ...servers],
        repositories: [share('nas', ['gw'])],
        jobs: [
          job('many', 'nas', machines(23, 100 * GB), fast),
          job('late', 'nas', [machine('vm', GB)], { ...fast, schedule: at(600) }),
        ],
        ...CONTROL,
      }),
    )
    return { late: sessions.find((session) => session.job === 'late')!, gateway: gateways[0]! }
  }
  const together = night([server('gw', { ...VBR, ...GATEWAY }, WHOLE)])
  const apart = night([server('vbr', VBR, WHOLE), server('gw', GATEWAY, WHOLE)])

  test('S11: opening a session shares the machine with 23 transfers: 50 of 150 MB/s, three times as long', () => {
    expect(apart.late.controlSeconds).toBe(5)
    expect(together.late.controlSeconds).toBeCloseTo(15, 9)
  })

  test('S13: a dedicated gateway takes the work off the backup server', () => {
    expect(together.gateway.computeUtilisation!).toBeGreaterThan(apart.gateway.computeUtilisation!)
  })

  test('and control work slows the data, a little', () => {
    const { tasks } = estate([server('gw', { ...VBR, ...GATEWAY }, { cores: 1, compute: 100 * MB })], {
      machines: machines(2, 40 * GB),
    })
    // Opening 5 s; two starts of half a core-second share one core for 1 s; then 80 GB at 100 MB/s.
    expect(tasks.map(({ controlSeconds, end }) => [controlSeconds, end])).toEqual(
      Array(2).fill([1, 5 + 1 + 800]),
    )
  })
})

describe('transfers that take no time', () => {
  const unlimited = { taskRate: { full: UNLIMITED, increment: UNLIMITED } }

  test('one that nothing limits ends in the instant it begins, with one warning per job', () => {
    const { tasks, warnings } = run(
      one(share('nas', ['gw']), { servers: [proxy('proxy-1', UNLIMITED), server('gw', GATEWAY)] }, unlimited),
    )
    expect(tasks[0]).toMatchObject({
      end: 0,
      readBytes: 40 * GB,
      transferredBytes: 40 * GB,
      transferSeconds: 0,
      rateBytesPerSecond: undefined,
      limited: undefined,
      bottleneck: undefined,
      result: 'Success',
    })
    expect(new Set(warnings.map(({ code, subject }) => `${code} ${subject}`))).toEqual(
      new Set(['W-UNLIMITED-TRANSFER nightly']),
    )
  })

  test('its bytes are in the tables all the same', () => {
    const facts = run(
      one(share('nas', ['gw']), { servers: [proxy('proxy-1', UNLIMITED), server('gw', GATEWAY)] }, unlimited),
    )
    expect(facts.gateways[0]).toMatchObject({ bytesIn: 40 * GB, bytesOut: 40 * GB, tasks: 1 })
    expect(resource(facts, 'nas').bytesIn).toBe(40 * GB)
  })

  test('one of 0 bytes ends without a warning, after its overhead', () => {
    const { tasks, warnings, sessions } = run(
      one(
        share('nas', ['gw']),
        { servers: [proxy('proxy-1', UNLIMITED), server('gw', GATEWAY)], ...policies({ taskOverhead: 10 }) },
        { machines: [machine('vm', 0)] },
      ),
    )
    expect(tasks[0]).toMatchObject({
      start: 0,
      end: 10,
      durationSeconds: 10,
      readBytes: 0,
      result: 'Success',
      bottleneck: undefined,
    })
    expect(sessions[0]).toMatchObject({ result: 'Success', rateBytesPerSecond: undefined })
    expect(warnings).toEqual([])
  })

  test('the fixed overhead is drawn for every task and attempt', () => {
    const { tasks } = run(
      one(
        share('nas', ['gw']),
        {
          servers: [proxy('proxy-1', UNLIMITED), server('gw', GATEWAY)],
          ...policies({ taskOverhead: { kind: 'uniform', low: 5, high: 20 } }),
        },
        { machines: machines(20, GB) },
      ),
    )
    const overheads = tasks.map(({ durationSeconds, transferSeconds }) => durationSeconds - transferSeconds)
    expect(new Set(overheads).size).toBe(20)
    for (const overhead of overheads) expect(overhead).toBeGreaterThan(5 - 1e-9)
  })
})
