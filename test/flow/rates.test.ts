import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Network, type TransferSpec } from '../../sim/flow/index.ts'
import { type Scene, scene } from './arbitrary.ts'
import { waterFilling } from './water-filling.ts'

function shared({ capacities, transfers }: Scene): { network: Network; ids: number[] } {
  const network = new Network()
  for (const capacity of capacities) network.addResource(capacity)
  const ids = transfers.map((spec) => network.start(spec, 0))
  network.share(0)
  return { network, ids }
}

/** On one route with one member each side of a tie, a cap and a level may differ by rounding only. */
function close(actual: number, wanted: number): boolean {
  return Math.abs(actual - wanted) <= 1e-9 * Math.max(Math.abs(wanted), 1e-12)
}

describe('rates', () => {
  test('are those of water-filling, and so are the limiters', () => {
    fc.assert(
      fc.property(scene(), (world) => {
        const { network, ids } = shared(world)
        const fair = waterFilling(world.capacities, world.transfers)
        expect(network.certificate()).toEqual([])
        ids.forEach((id, i) => {
          if (!close(network.rate(id), fair.rates[i]!)) expect(network.rate(id)).toBe(fair.rates[i])
        })
        expect(ids.map((id) => network.limiter(id))).toEqual(fair.limiters)
      }),
      { numRuns: 2000 },
    )
  })

  test('do not depend on the order in which transfers start', () => {
    const shuffled = scene().chain((world) =>
      fc.record({
        world: fc.constant(world),
        order: fc.shuffledSubarray([...world.transfers.keys()], { minLength: world.transfers.length }),
      }),
    )
    fc.assert(
      fc.property(shuffled, ({ world, order }) => {
        const straight = shared(world)
        const other = shared({ ...world, transfers: order.map((i) => world.transfers[i]!) })
        order.forEach((i, k) => {
          const one = straight.network.rate(straight.ids[i]!)
          expect(close(other.network.rate(other.ids[k]!), one)).toBe(true)
        })
      }),
    )
  })

  test('with hundreds of different caps on one route divide at the level of water-filling', () => {
    const capacity = 1000
    for (const count of [10, 63, 64, 65, 130, 500]) {
      const transfers: TransferSpec[] = Array.from({ length: count }, (_, i) => ({
        path: [{ resource: 0, coefficient: 0.5 + ((i * 7919) % 97) / 97 }],
        bytes: 1,
        cap: 0.1 + ((i * 104_729) % 1009) / 50,
        weight: 1 + (i % 3),
      }))
      const { network, ids } = shared({ capacities: [capacity], transfers })
      const fair = waterFilling([capacity], transfers)
      expect(network.certificate()).toEqual([])
      expect(ids.map((id) => network.limiter(id))).toEqual(fair.limiters)
      ids.forEach((id, i) => {
        expect(close(network.rate(id), fair.rates[i]!)).toBe(true)
      })
    }
  })
})
