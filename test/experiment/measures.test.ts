import { describe, expect, test } from 'vitest'
import type { NightRow } from '../../sim/experiment/index.ts'
import { Measures } from '../../sim/experiment/measures.ts'
import type { SessionRecord } from '../../sim/model/index.ts'
import { gateway, night, run, session, task, waits } from './records.ts'

/** A session of `durationSeconds` that starts at `start`. */
function lasting(start: number, durationSeconds: number, over: Partial<SessionRecord>): SessionRecord {
  return session({ start, end: start + durationSeconds, durationSeconds, ...over })
}

/** Three nights, six sessions, four task attempts, two gateways: small enough for a pencil. */
function threeNights(): Measures {
  const m = new Measures()
  const failed = { result: 'Failed', firstResult: 'Failed' } as const
  const whole = {
    machines: 4,
    machinesFailed: 1,
    machinesFailedFirst: 2,
    transferredBytes: 3000,
    goodBytes: 2000,
  }
  const met = { missedWindow: false, windowOverrun: 0 }
  m.session(lasting(100, 1000, { ...whole, ...failed, ...met, algorithm: 'full', rateBytesPerSecond: 50 }))
  const late = { missedWindow: true, windowOverrun: 100, rateBytesPerSecond: 30, machines: 2 }
  m.session(lasting(200, 1400, { ...late, session: 'files#1', jobType: 'file-backup', result: 'Warning' }))
  const restore = {
    jobType: 'restore',
    rateBytesPerSecond: undefined,
    transferredBytes: 500,
    goodBytes: 500,
  } as const
  m.session(lasting(50, 2000, { ...restore, session: 'restore#1', algorithm: 'fixed' }))
  const lost = {
    machinesFailed: 1,
    machinesFailedFirst: 1,
    transferredBytes: 500,
    goodBytes: 0,
    rateBytesPerSecond: 10,
  }
  m.session(
    lasting(300, 2000, { ...lost, ...failed, session: 'burst#1', scheduled: false, algorithm: 'full' }),
  )
  m.night(night({ machines: 4, rpoMisses: 1, peakTasks: 3 }))
  const cut = { stopped: true, missedWindow: true, windowOverrun: 0, machines: 4, machinesFailed: 3 }
  const cutBytes = { machinesFailedFirst: 3, transferredBytes: 1000, goodBytes: 250, rateBytesPerSecond: 70 }
  m.session(lasting(86_500, 400, { ...cut, ...cutBytes, ...failed, night: 20_001 }))
  m.night(night({ night: 20_001, machines: 4, rpoMisses: 2, peakTasks: 5 }))
  const open = { result: undefined, firstResult: undefined, machines: 0, transferredBytes: 0, goodBytes: 0 }
  m.session(lasting(172_900, 100, { ...restore, ...open, night: 20_002, algorithm: 'full' }))
  m.night(night({ night: 20_003, machines: 4, rpoMisses: 4 }))

  m.task(task({ algorithm: 'full' }))
  const shared = [0, 0.5, 0, 0.5, 0, 0, 0, 0]
  const slow = {
    waitSeconds: 30,
    waits: waits({ repository: 20, gateway: 5, control: 5 }),
    controlSeconds: 3,
    transferSeconds: 150,
    limited: shared,
  }
  m.task(task({ ...slow, result: 'Failed', reason: 'server-lost' }))
  const never = {
    waitSeconds: 50,
    waits: waits({ repository: 50 }),
    controlSeconds: 0,
    transferSeconds: 0,
    limited: undefined,
  }
  m.task(task({ ...never, result: undefined, reason: 'unfinished' }))
  const merge = { algorithm: 'merge', waitSeconds: 0, waits: waits({}), controlSeconds: 0 } as const
  m.task(task({ ...merge, transferSeconds: 200, limited: [0, 0, 0, 0, 0, 0, 1, 0] }))

  m.gateway(gateway())
  const busy = {
    tasks: 6,
    bytesIn: 3000,
    saturatedShare: 0.1,
    slotUtilisation: 0.6,
    availability: 0.75,
    losses: 1,
  }
  m.gateway(gateway({ ...busy, gateway: 'gw-2' }))
  m.end(run({ activeSeconds: 300, measuredSeconds: 6000, skippedStarts: 2, unfinished: 1, retries: 3 }))
  return m
}

const findings = threeNights().findings()!

describe('of three nights by hand', () => {
  test.each([
    ['throughput', 6000 / 300],
    ['throughput.horizon', 6000 / 6000],
    ['goodput', 3750 / 300],
    ['wastedBytes', 2250],
    ['failureRate', 5 / 12],
    ['failureRate.first', 6 / 12],
    ['failureRate.sessions', 3 / 5],
    ['failureRate.attempts', 1 / 3],
    ['skippedStarts', 2],
    ['unfinished', 1],
    ['retries', 3],
    ['stoppedSessions', 1],
    ['sessionDuration', 6900 / 6],
    ['sessionDuration{full}', 3100 / 3],
    ['sessionDuration{increment}', 1800 / 2],
    ['rateBytesPerSecond', 160 / 4],
    ['rateBytesPerSecond{full}', 60 / 2],
    ['rateBytesPerSecond{increment}', 100 / 2],
    ['windowMisses', 2 / 3],
    ['windowOverrun', 100 / 3],
    ['backupWindow', 1900 / 2],
    ['backupWindow{full}', 1500],
    ['backupWindow{increment}', 400],
    ['backupWindow.all', 2750 / 3],
    ['rpoMisses', 0.75 / 2],
    ['queueWait', 90 / 4],
    ['queueWait{full}', 10],
    ['queueWait{increment}', 80 / 2],
    ['queueWait.proxy', 10 / 4],
    ['queueWait.repository', 70 / 4],
    ['queueWait.gateway', 5 / 4],
    ['queueWait.control', 5 / 4],
    ['controlDelay', 4 / 4],
    ['gateways.tasks', 4],
    ['gateways.max.tasks', 6],
    ['gateways.bytesIn', 2000],
    ['gateways.saturatedShare', 0.2],
    ['gateways.max.saturatedShare', 0.3],
    ['gateways.slotUtilisation', 0.6],
    ['gateways.max.slotUtilisation', 0.6],
    ['gateways.availability', 0.875],
    ['gateways.max.availability', 0.75],
    ['gateways.losses', 0.5],
    ['imbalance', 1000 / 2000],
    ['imbalance.peak', 3000 / 2000],
    ['bottleneckShare.Source', 50 / 400],
    ['bottleneckShare.Proxy', 75 / 400],
    ['bottleneckShare.Gateway', 75 / 400],
    ['bottleneckShare.Target', 200 / 400],
    ['bottleneckShare.Network', 0],
    ['bottleneckShare.CloudGateway', 0],
    ['bottleneckShare.Wan', 0],
    ['bottleneckShare.Throttling', 0],
  ])('%s is %f', (name, value) => {
    expect(findings.values[name]).toBeCloseTo(value, 12)
  })

  test('every metric has a value', () => {
    // Nobody to be fair to: there are no tenants.
    const { fairness: _, ...values } = findings.values
    for (const [name, value] of Object.entries(values)) expect(value, name).toBeTypeOf('number')
  })

  test.each([
    ['sessionDuration', [100, 1000, 1400, 2000, 2000, Infinity]],
    ['sessionDuration{increment}', [1400, Infinity]],
    ['backupWindow', [1500, Infinity]],
    ['backupWindow.all', [100, 2250, Infinity]],
    ['rpoMisses', [0.25, 0.5]],
    ['windowMisses', [0, 1, 1]],
    ['queueWait', [0, 10, 30, 50]],
    ['gateways.slotUtilisation', [0.6]],
  ])('%s was observed as %j', (name, observed) => {
    expect([...findings.observations[name]!]).toEqual(observed)
  })

  test('nights with sessions have a row, a night that only closed has none', () => {
    const first: NightRow = {
      night: 20_000,
      algorithm: 'full',
      sessions: 2,
      machines: 6,
      machinesFailed: 1,
      bytes: 4000,
      firstStart: 100,
      lastEnd: 1600,
      backupWindowSeconds: 1500,
      windowMisses: 1,
      rpoMisses: 1,
      peakTasks: 3,
    }
    expect(findings.nights.map((it) => it.night)).toEqual([20_000, 20_001, 20_002])
    expect(findings.nights[0]).toEqual(first)
    expect(findings.nights[1]).toMatchObject({
      backupWindowSeconds: 400,
      rpoMisses: 2,
      algorithm: 'increment',
    })
  })

  test('a night without backups and without an end leaves its cells empty', () => {
    const empty = { firstStart: undefined, lastEnd: undefined, backupWindowSeconds: undefined }
    expect(findings.nights[2]).toMatchObject({
      ...empty,
      rpoMisses: undefined,
      peakTasks: undefined,
      sessions: 1,
    })
  })

  test('the stopped session is counted', () => {
    expect([findings.sessions, findings.stopped]).toEqual([6, 1])
  })
})

describe('measures', () => {
  test('have no findings before the end of the run', () => {
    const measures = new Measures()
    measures.session(session())
    expect(measures.findings()).toBeUndefined()
  })

  test('of a run in which nothing happened know counts and no rates', () => {
    const measures = new Measures()
    measures.end(run({ activeSeconds: 0 }))
    const { values } = measures.findings()!
    const known = Object.entries(values).filter(([, value]) => value !== undefined)
    expect(Object.fromEntries(known)).toEqual({
      'throughput.horizon': 0,
      wastedBytes: 0,
      skippedStarts: 0,
      unfinished: 0,
      retries: 0,
      stoppedSessions: 0,
    })
  })

  test('see no waste in the last bit of a sum taken in another order', () => {
    const measures = new Measures()
    measures.session(session({ transferredBytes: 0.1 + 0.2 + 0.3, goodBytes: 0.3 + 0.2 + 0.1 }))
    measures.end(run())
    expect(measures.findings()!.values['wastedBytes']).toBe(0)
  })

  test('count a warning once per code and subject', () => {
    const measures = new Measures()
    const warning = { code: 'W-unlimited', subject: 'nightly', message: 'nothing limits it' }
    measures.warning(warning)
    measures.warning({ ...warning, subject: 'weekly' })
    measures.warning(warning)
    measures.end(run())
    expect(measures.findings()!.warnings).toEqual([
      { ...warning, count: 2 },
      { ...warning, subject: 'weekly', count: 1 },
    ])
  })

  test('take the heavier algorithm when a night has as many of each', () => {
    const measures = new Measures()
    measures.session(session({ algorithm: 'increment' }))
    measures.session(session({ algorithm: 'full' }))
    measures.end(run())
    expect(measures.findings()!.nights[0]!.algorithm).toBe('full')
  })

  test('call gateways uneven by nothing when they did nothing', () => {
    const measures = new Measures()
    measures.gateway(gateway({ bytesIn: 0 }))
    measures.end(run())
    const { values } = measures.findings()!
    expect([values['imbalance'], values['imbalance.peak']]).toEqual([undefined, undefined])
  })
})
