import { describe, expect, test } from 'vitest'
import {
  MemoryReplicator,
  valueOfChanges,
  withFasterCards,
  withFasterLinks,
  withLessData,
  withMoreSlots,
} from '../../sim/experiment/index.ts'
import type { World } from '../../sim/model/index.ts'
import { GATEWAY, GB, job, MB, machine, machines, proxy, server, share, world } from '../model/worlds.ts'

const CARD = 100 * MB

/** 360 GB over a card of 100 MB/s: an hour. The link to the machines' site takes ten times as much. */
const NIGHT = world({
  sites: ['hq', 'branch'],
  links: [{ name: 'wan', between: ['hq', 'branch'], bandwidth: 10 * CARD, latency: 0, efficiency: 1 }],
  servers: [
    server('gw', GATEWAY, { nic: { in: CARD, out: CARD, efficiency: 1, duplex: 'full' } }),
    proxy('proxy-1', 4, { site: 'branch' }),
  ],
  repositories: [share('nas', ['gw'])],
  jobs: [
    job('nightly', 'nas', machines(4, 90 * GB, { site: 'branch' }), {
      taskRate: { full: Number.POSITIVE_INFINITY, increment: Number.POSITIVE_INFINITY },
    }),
  ],
})

async function worth(
  base: World,
  changes: Readonly<Record<string, World>>,
  metrics = ['backupWindow', 'throughput'],
) {
  const replicator = new MemoryReplicator(1)
  const named = Object.entries(changes).map(([name, changed]) => ({ name, world: changed }))
  const [before, ...after] = await replicator.upTo([{ name: 'base', world: base }, ...named], 1)
  return valueOfChanges(
    { world: base, results: before! },
    named.map((it, i) => ({ world: it.world, words: it.name, results: after[i]! })),
    metrics,
    0.95,
  )
}

const CHANGES = {
  link: withFasterLinks(NIGHT, ['wan'], 125 * MB),
  data: withLessData(NIGHT, 0.9),
  card: withFasterCards(NIGHT, ['gw'], 125 * MB),
  slots: withMoreSlots(NIGHT, ['proxy-1'], 'proxy'),
}

describe('the value of a change', () => {
  test('by hand: an hour becomes 54 minutes with 10 % less data, and 1,600 s with 1 Gbit/s more', async () => {
    const rows = (await worth(NIGHT, CHANGES)).filter(({ metric }) => metric === 'backupWindow')
    // 360 GB / 100 MB/s = 3,600 s; 324 GB / 100 MB/s = 3,240 s; 360 GB / 225 MB/s = 1,600 s.
    expect(rows.map(({ candidate, rank, baseline, value }) => [candidate, rank, baseline, value])).toEqual([
      ['card', 1, 3600, 1600],
      ['data', 2, 3600, 3240],
      ['link', 3, 3600, 3600],
      ['slots', 3, 3600, 3600],
    ])
    expect(rows.map(({ difference, benefit }) => [difference, benefit])).toEqual([
      [-2000, 2000],
      [-360, 360],
      [0, 0],
      [0, 0],
    ])
    expect(rows.map(({ better, significant }) => [better, significant])).toEqual([
      [true, true],
      [true, true],
      [false, false],
      [false, false],
    ])
  })

  test('more is better in the throughput, which less data does not raise', async () => {
    const rows = (await worth(NIGHT, CHANGES)).filter(({ metric }) => metric === 'throughput')
    expect(rows[0]).toMatchObject({
      candidate: 'card',
      baseline: 100 * MB,
      value: 225 * MB,
      benefit: 125 * MB,
    })
    expect(rows.find(({ candidate }) => candidate === 'data')!.benefit).toBeCloseTo(0, 6)
  })

  test('metrics follow one another in the order asked for', async () => {
    const rows = await worth(NIGHT, CHANGES, ['failureRate', 'backupWindow'])
    expect(rows.map(({ metric }) => metric)).toEqual([
      ...Array(4).fill('failureRate'),
      ...Array(4).fill('backupWindow'),
    ])
  })

  test('a proxy with a slot more takes two machines where it took one', async () => {
    // Two machines of 60 GB at 100 MB/s each: one after the other 1,200 s, side by side 600 s.
    const slow = world({
      servers: [server('gw', GATEWAY), proxy('proxy-1', 1)],
      repositories: [share('nas', ['gw'])],
      jobs: [job('nightly', 'nas', machines(2, 60 * GB))],
    })
    const [row] = await worth(slow, { slot: withMoreSlots(slow, ['proxy-1'], 'proxy') })
    expect([row!.baseline, row!.value]).toEqual([1200, 600])
  })

  test('less data is less of every volume: sizes with their shares of use, used bytes, fixed bytes', () => {
    const { bytes: _, ...sized } = machine('a', 0, { size: 200 * GB, used: { share: 0.5 } })
    const list = [sized, { ...sized, used: { bytes: 80 * GB } }, machine('c', 10 * GB)]
    const less = withLessData({ ...NIGHT, jobs: [job('nightly', 'nas', list)] }, 0.5).jobs[0]!.machines
    expect(less.map(({ size, used, bytes }) => [size, used, bytes])).toEqual([
      [100 * GB, { share: 0.5 }, undefined],
      [100 * GB, { bytes: 40 * GB }, undefined],
      [5 * GB, { share: 1 }, 5 * GB],
    ])
  })
})
