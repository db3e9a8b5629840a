import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dueTolerance, Network } from '../../sim/flow/index.ts'
import { type Scene, scene } from './arbitrary.ts'

const over = (...resources: number[]) => resources.map((resource) => ({ resource, coefficient: 1 }))

/** Starts one transfer after another, shares, and lets all of them end; the times of the ends. */
function ends({ capacities, transfers }: Scene, scale = 1): number[] {
  const network = new Network()
  for (const capacity of capacities) network.addResource(capacity * scale)
  const times: number[] = []
  const finish = (to: number): void => {
    while (network.nextDue() <= to) {
      const now = network.nextDue()
      times.push(...network.takeDue(now).map(() => now))
      network.share(now)
    }
  }
  transfers.forEach((spec, i) => {
    finish(i / 4)
    network.start({ ...spec, bytes: spec.bytes * scale, cap: spec.cap * scale }, i / 4)
    network.share(i / 4)
  })
  finish(1e9)
  return times
}

describe('time', () => {
  test('sizes and rates twice, or 2^20 times, as large change no end by a single bit', () => {
    fc.assert(
      fc.property(scene(20), (world) => {
        const times = ends(world)
        expect(ends(world, 2)).toEqual(times)
        expect(ends(world, 2 ** 20)).toEqual(times)
        expect(ends(world, 2 ** -20)).toEqual(times)
      }),
    )
  })

  test('the same history gives the same bits', () => {
    fc.assert(
      fc.property(scene(30), (world) => {
        expect(ends(world)).toEqual(ends(world))
      }),
    )
  })

  test('after 10^7 seconds and 20,000 transfers every end is met, one after the other', () => {
    const network = new Network()
    const [gate, store] = [network.addResource(1.2e9), network.addResource(1e9)]
    let now = 1e7
    let started = 0
    let ended = 0
    const begin = (): void => {
      const bytes = 1e6 + ((started * 7919) % 1000) * 1e5
      const cap = started % 3 === 0 ? 1e7 + (started % 97) * 1e5 : Infinity
      network.start({ path: over(gate, store), bytes, cap, weight: 1 + (started % 2) }, now)
      started++
    }
    for (let i = 0; i < 100; i++) begin()
    network.share(now)
    while (ended < 20_000) {
      expect(network.nextDue()).toBeGreaterThanOrEqual(now - dueTolerance(now))
      now = Math.max(now, network.nextDue())
      const done = network.takeDue(now)
      expect(done.length).toBeGreaterThan(0)
      for (const _ of done) {
        ended++
        if (started < 20_000) begin()
      }
      network.share(now)
    }
    expect(network.transfersInProgress).toBe(0)
    let bytes = 0
    for (let i = 0; i < started; i++) bytes += 1e6 + ((i * 7919) % 1000) * 1e5
    expect(network.useIntegral(store, now) / bytes).toBeCloseTo(1, 6)
  })

  test('a million changes leave no drift: the rates are those of a network that was just built', () => {
    const used = new Network()
    const link = used.addResource(1000)
    const random = (i: number): number => ((i * 2_654_435_761) % 1_000_003) / 1_000_003
    const wanted = Array.from({ length: 50 }, (_, i) => ({
      path: [{ resource: link, coefficient: 0.1 + random(i) }],
      bytes: 1e30,
      cap: i % 2 ? 40 * random(i + 99) : Infinity,
      weight: 0.5 + random(i + 7),
    }))
    const ids = wanted.map((spec) => used.start(spec, 0))
    for (let i = 0; i < 300_000; i++) {
      const huge = {
        path: [{ resource: link, coefficient: 1 + 1e6 * random(i) }],
        bytes: 1e30,
        cap: 1e9,
        weight: 1e3,
      }
      const id = used.start(huge, i)
      used.setCap(ids[i % 50]!, i % 5 ? wanted[i % 50]!.cap : 3, i)
      if (i % 2) used.share(i)
      used.stop(id, i)
      used.share(i)
    }
    wanted.forEach((spec, i) => {
      used.setCap(ids[i]!, spec.cap, 1e6)
    })
    used.share(1e6)
    const fresh = new Network()
    fresh.addResource(1000)
    const others = wanted.map((spec) => fresh.start(spec, 0))
    fresh.share(0)
    ids.forEach((id, i) => {
      expect(used.rate(id) / fresh.rate(others[i]!)).toBeCloseTo(1, 11)
    })
  })

  test('many ends at one instant come in the order of their starts', () => {
    const network = new Network()
    const [one, two] = [network.addResource(60), network.addResource(60)]
    const ids: number[] = []
    for (let i = 0; i < 60; i++) {
      const path = i % 3 === 0 ? over(one) : i % 3 === 1 ? over(two) : over(one, two)
      // Forty cross each link: a level of 1.5, or a cap of the same rate.
      ids.push(network.start({ path, bytes: 15, cap: i % 2 ? 1.5 : Infinity, weight: 1 }, 5))
    }
    network.share(5)
    expect(network.nextDue()).toBe(15)
    expect(network.takeDue(15).map((end) => end.id)).toEqual(ids)
    network.share(15)
    expect([network.transfersInProgress, network.nextDue()]).toEqual([0, Infinity])
  })

  test('a completion belongs to an instant up to 10^-9 s, or four steps of the clock, before it', () => {
    expect([dueTolerance(0), dueTolerance(1), dueTolerance(1e7)]).toEqual([1e-9, 1e-9, 4 * 2 ** -29])
    const network = new Network()
    const link = network.addResource(1)
    network.start({ path: over(link), bytes: 10, cap: Infinity, weight: 1 }, 0)
    network.share(0)
    expect(network.takeDue(10 - 2e-9)).toEqual([])
    expect(network.takeDue(10 - 5e-10).length).toBe(1)
  })
})
