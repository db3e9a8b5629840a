import { describe, expect, test } from 'vitest'
import type { World } from '../../sim/model/index.ts'
import {
  at,
  attached,
  DAY,
  datastore,
  down,
  GB,
  job,
  link,
  MB,
  machine,
  nightly,
  one,
  proxy,
  resource,
  restore,
  run,
  share,
  world,
} from './estates.ts'
import { GATEWAY, HOUR, machines, server } from './worlds.ts'

const UNLIMITED = Number.POSITIVE_INFINITY
const NAS = share('nas', ['g1'])
const card = { in: 200 * MB, out: 400 * MB, efficiency: 1, duplex: 'full' } as const
const SERVERS = [proxy('proxy-1', UNLIMITED), server('g1', GATEWAY, { nic: card, compute: 800 * MB })]
const days = (count: number, parts: Partial<World> = {}) => ({
  servers: SERVERS,
  horizon: count * DAY,
  ...parts,
})

describe('what is measured', () => {
  test('shares of time are means over [warm-up, horizon]', () => {
    // One night of 400 s at 100 MB/s in a day.
    const { gateways } = run(one(NAS, days(1)))
    expect(gateways[0]).toMatchObject({ tasks: 1, peakTasks: 1, bytesIn: 40 * GB, bytesOut: 40 * GB })
    expect(gateways[0]!.meanTasks * DAY).toBeCloseTo(400, 9)
    expect(gateways[0]!.nicUtilisation! * DAY).toBeCloseTo(200, 6) // in: half of the card for 400 s
    expect(gateways[0]!.computeUtilisation! * DAY).toBeCloseTo(50, 6)
  })

  test('sessions before the warm-up are in no table; the load they cause in the measured period is', () => {
    // Starts 100 s before the warm-up ends and runs 400 s; the second starts in the measured day.
    const schedule = at(DAY - 100, DAY + HOUR)
    const { sessions, tasks, gateways, resources, flows, runs } = run(
      one(NAS, days(2, { warmup: DAY }), { schedule }),
    )
    expect(sessions.map(({ session }) => session)).toEqual(['nightly#2'])
    expect(tasks).toHaveLength(1)
    expect(gateways[0]).toMatchObject({ tasks: 1, bytesIn: 40 * GB })
    expect(flows.map((flow) => [flow.tasks, flow.bytesIn])).toEqual([[1, 40 * GB]])
    expect(resources.find(({ resource: name }) => name === 'nas')!.bytesIn).toBe(40 * GB)
    expect(gateways[0]!.meanTasks * DAY).toBeCloseTo(300 + 400, 6)
    expect(gateways[0]!.nicUtilisation! * DAY).toBeCloseTo(350, 6)
    expect(runs[0]).toMatchObject({ measuredSeconds: DAY, activeSeconds: 400 })
  })

  test('bytes of a session that runs past the horizon count to its end; shares of time stop there', () => {
    const { gateways, sessions, runs } = run(one(NAS, days(1), { schedule: at(DAY - 100) }))
    expect(sessions[0]!.end).toBe(DAY + 300)
    expect(gateways[0]!.bytesIn).toBeCloseTo(40 * GB, 0)
    expect(gateways[0]!.meanTasks * DAY).toBeCloseTo(100, 6)
    expect(gateways[0]!.nicUtilisation! * DAY).toBeCloseTo(50, 6)
    expect(runs[0]).toMatchObject({ activeSeconds: 400, end: DAY + 300 })
  })

  test('a peak is one of the measured period: what runs when it begins counts', () => {
    const peak = (first: number) =>
      run(one(NAS, days(2, { warmup: DAY }), { machines: machines(3, 40 * GB), schedule: at(first) }))
        .gateways[0]!.peakTasks
    expect([peak(0), peak(DAY - 100), peak(DAY)]).toEqual([0, 3, 3])
  })

  test('seconds with a transfer in progress: overlapping ones count once, synthetic work does not', () => {
    const jobs = [
      job('a', 'nas', [machine('vm', 40 * GB)]),
      job('b', 'nas', [machine('vm', 40 * GB)], { schedule: at(200) }),
    ]
    expect(run(world({ ...days(1), repositories: [NAS], jobs })).runs[0]).toMatchObject({
      activeSeconds: 600,
    })
  })
})

describe('gateways', () => {
  test('every server that is listed, has the role or was chosen has a row', () => {
    const servers = [
      proxy('proxy-1', 4),
      proxy('proxy-2', 4),
      server('idle', GATEWAY),
      server('listed'),
      server('other'),
    ]
    const repositories = [share('auto', 'automatic'), share('list', ['listed'])]
    const { gateways } = run(
      world({
        servers,
        repositories,
        jobs: [job('nightly', 'auto', [machine('vm', GB)], { proxies: ['proxy-1', 'proxy-2'] })],
      }),
    )
    expect(gateways.map(({ gateway, tasks }) => [gateway, tasks])).toEqual([
      ['proxy-1', 1],
      ['idle', 0],
      ['listed', 0],
    ])
  })

  test('bytes of a machine that failed are wasted, those of its finished disks too', () => {
    const { gateways, flows } = run({
      ...one(NAS, days(1), {
        machines: [machine('vm', 80 * GB, { disks: 2 }), machine('good', 10 * GB)],
        retry: { attempts: 1, wait: 60 },
      }),
      failures: [{ kind: 'scripted', job: 'nightly', machine: 'vm', days: [20_458], attempts: [1] }],
    })
    const [gateway] = gateways
    expect(gateway!.bytesIn - gateway!.bytesWasted).toBeCloseTo(90 * GB, 0)
    expect(flows.reduce((sum, flow) => sum + flow.bytesIn, 0)).toBeCloseTo(gateway!.bytesIn, 0)
  })

  test('a disk that was done before its sibling failed is wasted with it', () => {
    const list = [machine('vm', 20 * GB, { disks: 2 })]
    const servers = [proxy('proxy-1', 1), server('g1', GATEWAY)]
    const { gateways } = run({ ...one(NAS, { servers }, { machines: list }), failures: [down('g1', 150)] })
    // The first disk moved its 10 GB by 100 s, the second 5 GB.
    expect(gateways[0]!.bytesWasted / GB).toBeCloseTo(15, 9)
  })

  test('availability counts the union of causes', () => {
    const failures = [
      down('g1', 1000, 1000),
      down('g1', 1500, 1000),
      down('g1', 4000, 500, { kind: 'connection-loss' }),
    ]
    const { gateways } = run({ ...one(NAS, days(1)), failures })
    expect(gateways[0]).toMatchObject({ downSeconds: 2000, availability: 1 - 2000 / DAY, losses: 3 })
  })

  test('losses count from the end of the warm-up, that instant included, to the horizon', () => {
    const failures = [50, 100, 150, 300].map((at) => down('g1', at, 10))
    const slow = { taskRate: { full: MB, increment: MB } }
    const measured = { ...one(NAS, { servers: SERVERS, warmup: 100, horizon: 200 }, slow), failures }
    expect(run(measured).gateways[0]).toMatchObject({ losses: 2, downSeconds: 20, availability: 0.8 })
  })

  test('an outage for the rest counts up to the horizon', () => {
    const { gateways } = run({ ...one(NAS, days(1)), failures: [down('g1', DAY / 2)] })
    expect(gateways[0]!.availability).toBe(0.5)
  })

  test('flows tell gateway, repository, direction and operation apart', () => {
    const { flows, gateways } = run(
      world({
        servers: SERVERS,
        datastores: [datastore('lun')],
        repositories: [NAS, share('other', ['g1'])],
        jobs: [
          job('a', 'nas', machines(2, 10 * GB)),
          job('b', 'other', [machine('vm', 10 * GB)]),
          restore('back', 'nas', [machine('vm', 10 * GB)]),
        ],
      }),
    )
    expect(
      flows
        .map((flow) => [flow.repository, flow.direction, flow.operation, flow.tasks, flow.bytesIn / GB])
        .sort(),
    ).toEqual([
      ['nas', 'backup', 'backup', 2, 20],
      ['nas', 'restore', 'restore', 1, 10],
      ['other', 'backup', 'backup', 1, 10],
    ])
    expect(gateways[0]).toMatchObject({ tasks: 4, bytesIn: 40 * GB })
  })
})

describe('resources', () => {
  test('slot and rate utilisation of stores, both directions of a link, mean and peak of tasks', () => {
    const facts = run(
      one(
        share('nas', ['g1'], { site: 'dr', maxTasks: 2, write: 100 * MB }),
        {
          sites: ['hq', 'dr'],
          links: [link('wan', 200 * MB)],
          servers: SERVERS,
          datastores: [datastore('san', { read: 400 * MB })],
        },
        { machines: machines(2, 20 * GB, { datastore: 'san' }) },
      ),
    )
    expect(resource(facts, 'nas')).toMatchObject({
      kind: 'repository',
      bytesIn: 40 * GB,
      bytesOut: 0,
      peakTasks: 2,
    })
    const seconds = (share: number | undefined) => share! * DAY
    expect(
      [resource(facts, 'nas').inUtilisation, resource(facts, 'nas').slotUtilisation].map(seconds),
    ).toEqual([expect.closeTo(400, 6), expect.closeTo(400, 6)])
    expect(
      [resource(facts, 'wan').inUtilisation, resource(facts, 'wan').outUtilisation].map(seconds),
    ).toEqual([expect.closeTo(200, 6), 0])
    expect([resource(facts, 'san').inUtilisation, resource(facts, 'san').outUtilisation]).toEqual([
      undefined,
      expect.closeTo(100 / DAY, 9),
    ])
    expect(resource(facts, 'wan')).toMatchObject({ kind: 'link', site: 'hq - dr', peakTasks: 2, bytesOut: 0 })
  })

  test('a direct attached host shows its work among the servers, though it is no gateway', () => {
    const facts = run(
      one(attached('local', 'host'), {
        servers: [proxy('proxy-1', 4), server('host', {}, { compute: 200 * MB })],
      }),
    )
    expect(resource(facts, 'host')).toMatchObject({ bytesIn: 40 * GB, peakTasks: 1 })
    expect(resource(facts, 'host').computeUtilisation! * DAY).toBeCloseTo(200, 6)
  })
})

describe('nights', () => {
  test('the peak of a night is its own, also of the first after the warm-up', () => {
    const jobs = [
      job('big', 'nas', machines(9, GB), { schedule: at(0) }),
      job('small', 'nas', machines(2, GB), { schedule: nightly(3) }),
    ]
    const { nights } = run(world({ ...days(3, { warmup: DAY }), repositories: [NAS], jobs }))
    expect(nights.map(({ end, peakTasks, machines: count }) => [end / DAY, peakTasks, count])).toEqual([
      [1.5, 2, 11],
      [2.5, 2, 11],
    ])
  })
})
