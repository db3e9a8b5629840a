import { describe, expect, test } from 'vitest'
import { DAY, GB, MB, one, policies, proxy, run, share } from './estates.ts'
import { GATEWAY, machines, server } from './worlds.ts'

const NAS = share('nas', ['g1'])
const SERVERS = [proxy('proxy-1', Number.POSITIVE_INFINITY), server('g1', GATEWAY)]

describe('over-commitment', () => {
  /** Comfortable with min(2 x 2 cores, (12 - 4) / 4 GiB) = 2 tasks. */
  const small = server('g1', GATEWAY, { cores: 2, memory: 12 * 1024 ** 3, compute: 200 * MB })
  const loaded = (count: number, overCommit: 'ignore' | 'slow') =>
    run(
      one(
        NAS,
        { servers: [proxy('proxy-1', 99), small], ...policies({ overCommit }) },
        { machines: machines(count, 40 * GB) },
      ),
    )

  test('seconds with more tasks than cores and memory carry', () => {
    expect(loaded(2, 'ignore').gateways[0]).toMatchObject({ overCommittedSeconds: 0 })
    expect(loaded(4, 'ignore').gateways[0]!.overCommittedSeconds).toBeCloseTo(800, 6) // 160 GB at 200 MB/s
  })

  test('`slow` slows the machine in proportion: four tasks where two are comfortable halve it', () => {
    const slowed = loaded(4, 'slow')
    expect(slowed.sessions[0]!.end).toBeCloseTo(1600, 6)
    // Busy at half of what it can do when it is not over-committed.
    expect(slowed.gateways[0]!.computeUtilisation! * DAY).toBeCloseTo(800, 6)
    expect(slowed.gateways[0]!.saturatedSeconds).toBeCloseTo(1600, 6)
  })
})

describe('repository slots', () => {
  const ends = (slotCounting: 'per-disk' | 'per-chain', perMachineFiles = true) =>
    run(
      one(
        share('nas', ['g1'], { maxTasks: 1, perMachineFiles }),
        { servers: SERVERS, ...policies({ slotCounting }) },
        { machines: machines(2, 40 * GB, { disks: 4 }), taskRate: { full: 50 * MB, increment: 50 * MB } },
      ),
    ).tasks.map(({ end }) => end)

  test('count disks, or chains: then all disks of a machine run in one slot', () => {
    expect(ends('per-disk')).toEqual([200, 400, 600, 800, 1000, 1200, 1400, 1600])
    expect(ends('per-chain')).toEqual([...Array(4).fill(200), ...Array(4).fill(400)])
  })

  test('a single file is one chain for the whole job', () => {
    expect(ends('per-chain', false)).toEqual(Array(8).fill(200))
  })
})
