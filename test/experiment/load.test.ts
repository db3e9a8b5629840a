/** The load of gateways over time, as it is kept of one replication. */
import { describe, expect, test } from 'vitest'
import { coarserRates, type ReplicationResult, ReplicationRun } from '../../sim/experiment/index.ts'
import { GATEWAY, GB, job, MB, machine, proxy, run, server, share, world } from '../model/worlds.ts'

/** One machine over each gateway, 100 MB/s per task: the first for 300 s, the second for 900 s. */
const TWO = world({
  servers: [server('gw-1', GATEWAY), server('gw-2', GATEWAY), proxy('proxy-1', 4)],
  repositories: [share('nas-1', ['gw-1']), share('nas-2', ['gw-2'])],
  jobs: [job('short', 'nas-1', [machine('a', 30 * GB)]), job('long', 'nas-2', [machine('b', 90 * GB)])],
})

function resultOf(bucket: number | undefined, load = true): ReplicationResult {
  const it = new ReplicationRun({ name: 'base', world: TWO }, { seed: 1, replication: 1, bucket, load })
  while (!it.advance(1000));
  return it.result()
}

describe('the load of a replication', () => {
  test('says bucket by bucket what load.csv says of the gateways', () => {
    const { load } = resultOf(undefined)
    expect(load).toMatchObject({ from: 0, width: 300, until: 86_400 })
    const rows = run(TWO).load
    for (const { gateway, bytesInPerSecond } of load!.gateways) {
      const told = rows.filter((row) => row.gateway === gateway).map((row) => row.bytesInPerSecond)
      expect([...bytesInPerSecond]).toEqual(told)
    }
    expect(load!.gateways.map(({ gateway }) => gateway)).toEqual(['gw-1', 'gw-2'])
    expect([...load!.gateways[0]!.bytesInPerSecond.slice(0, 3)]).toEqual([100 * MB, 0, 0])
    expect([...load!.gateways[1]!.bytesInPerSecond.slice(0, 4)]).toEqual([100 * MB, 100 * MB, 100 * MB, 0])
  })

  test('stays short however narrow the buckets are, and loses no byte', () => {
    const { load } = resultOf(60)
    // 1440 buckets of a minute: five in one.
    expect(load).toMatchObject({ width: 300, until: 86_400 })
    const bytes = load!.gateways.map(({ bytesInPerSecond }) =>
      bytesInPerSecond.reduce((sum, it) => sum + it * 300, 0),
    )
    expect(bytes).toEqual([30 * GB, 90 * GB])
    expect(load!.gateways[0]!.bytesInPerSecond).toHaveLength(288)
  })

  test('is kept only where it was asked for, and is no part of the fingerprint', () => {
    const without = resultOf(undefined, false)
    expect(without.load).toBeUndefined()
    expect(without.fingerprint).toBe(resultOf(undefined).fingerprint)
  })
})

describe('fewer buckets', () => {
  const rates = Float64Array.of(1, 2, 3, 4, 6)

  test('have the mean of those they are made of, the last one by how long it lasts', () => {
    // Five buckets of 10 s, the last cut to 5 s: (4 x 10 + 6 x 5) / 15.
    expect([...coarserRates({ rates, width: 10, seconds: 45 }, 3)]).toEqual([2, 70 / 15])
  })

  test('one by one change nothing', () => {
    expect(coarserRates({ rates, width: 10, seconds: 50 }, 1)).toBe(rates)
  })
})
