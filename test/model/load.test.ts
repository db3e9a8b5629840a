import { describe, expect, test } from 'vitest'
import { bucketWidth } from '../../sim/model/measure/index.ts'
import {
  at,
  attached,
  DAY,
  datastore,
  down,
  GB,
  job,
  MB,
  machine,
  one,
  proxy,
  restore,
  run,
  share,
  world,
} from './estates.ts'
import { GATEWAY, HOUR, machines, server } from './worlds.ts'

const NAS = share('nas', ['g1'])
const card = { in: 200 * MB, out: 400 * MB, efficiency: 1, duplex: 'full' } as const
const SERVERS = [proxy('proxy-1', Number.POSITIVE_INFINITY), server('g1', GATEWAY, { nic: card })]

describe('load over time', () => {
  test('buckets are the 288th part of the horizon, rounded up to a handy width', () => {
    const widths = [HOUR, DAY, 2 * DAY, 7 * DAY, 30 * DAY, 365 * DAY].map(
      (horizon) => bucketWidth(horizon) / 60,
    )
    expect(widths).toEqual([1, 5, 10, 60, 360, 720])
  })

  test('means of each bucket: 400 s at 100 MB/s are one whole and a third of buckets of 300 s', () => {
    const { load } = run(one(NAS, { servers: SERVERS }))
    expect(load).toHaveLength(288)
    expect(load.slice(0, 3)).toEqual([
      {
        time: 0,
        gateway: 'g1',
        tasks: 1,
        bytesInPerSecond: 100 * MB,
        bytesOutPerSecond: 100 * MB,
        utilisation: 0.5,
        saturated: 0,
        down: 0,
      },
      expect.objectContaining({
        time: 300,
        tasks: expect.closeTo(1 / 3, 9),
        utilisation: expect.closeTo(1 / 6, 9),
      }),
      expect.objectContaining({ time: 600, tasks: 0, bytesInPerSecond: 0, utilisation: 0 }),
    ])
  })

  test('the first bucket begins with the warm-up, and knows what already runs', () => {
    const { load } = run(
      one(NAS, { servers: SERVERS, horizon: 2 * DAY, warmup: DAY + 100 }, { schedule: at(DAY) }),
    )
    expect(load[0]).toMatchObject({ time: DAY + 100, bytesInPerSecond: 50 * MB, tasks: 0.5 }) // the last 300 of 400 s, in 600 s
    expect(load.at(-1)!.time).toBeLessThan(2 * DAY)
    const seconds = 2 * DAY - (DAY + 100)
    expect(load).toHaveLength(Math.ceil(seconds / 600))
  })

  test('the sum of the buckets is what the gateway took in', () => {
    const { load, gateways } = run(
      one(NAS, { servers: SERVERS }, { machines: machines(7, 33 * GB), schedule: at(1234.5) }),
    )
    expect(load.reduce((sum, row) => sum + row.bytesInPerSecond * 300, 0) / gateways[0]!.bytesIn).toBeCloseTo(
      1,
      9,
    )
    expect(load.reduce((sum, row) => sum + row.tasks * 300, 0) / (gateways[0]!.meanTasks * DAY)).toBeCloseTo(
      1,
      9,
    )
  })

  test('what saturated is shown beside the gateways, with its bytes', () => {
    const { load } = run(
      one(share('nas', ['g1'], { maxTasks: 1 }), { servers: SERVERS }, { machines: machines(2, 30 * GB) }),
    )
    expect(load.filter(({ time }) => time < 600)).toEqual([
      expect.objectContaining({ time: 0, gateway: 'g1', saturated: 0 }),
      expect.objectContaining({
        time: 0,
        gateway: 'nas',
        saturated: 1,
        utilisation: 1,
        bytesInPerSecond: 100 * MB,
        bytesOutPerSecond: 0,
      }),
      expect.objectContaining({ time: 300, gateway: 'g1' }),
      expect.objectContaining({
        time: 300,
        gateway: 'nas',
        saturated: 0,
        utilisation: 1,
        bytesInPerSecond: expect.closeTo(100 * MB, 0),
      }),
    ])
  })

  test('so is a datastore that is written to in a restore', () => {
    const { load } = run(
      world({
        servers: SERVERS,
        datastores: [datastore('lun', { maxTasks: 1 })],
        repositories: [NAS],
        jobs: [restore('back', 'nas', machines(2, 30 * GB))],
      }),
    )
    expect(load.find(({ gateway }) => gateway === 'lun')).toMatchObject({
      saturated: 1,
      bytesInPerSecond: 100 * MB,
      bytesOutPerSecond: 0,
    })
  })

  test('outages are seen in the buckets that they touch', () => {
    const { load } = run({ ...one(NAS, { servers: SERVERS }), failures: [down('g1', 1350, 300)] })
    expect(load.slice(3, 7).map(({ down: share }) => share)).toEqual([0, 0.5, 0.5, 0])
  })

  test('a proxy that turns gateway in the middle of a run shows the tasks that it serves', () => {
    const { load } = run(
      world({
        servers: [proxy('proxy-1', 99), server('host')],
        repositories: [attached('local', 'host'), share('auto', 'automatic')],
        jobs: [
          job('first', 'local', [machine('vm', 60 * GB)]),
          job('second', 'auto', [machine('vm', 60 * GB)], { schedule: at(1200) }),
        ],
      }),
    )
    expect(load.every(({ tasks }) => tasks >= 0)).toBe(true)
    expect(load.slice(4, 7).map(({ gateway, tasks }) => [gateway, tasks])).toEqual([
      ['proxy-1', 1],
      ['proxy-1', 1],
      ['proxy-1', 0],
    ])
  })
})
