import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Network, type TransferEnd, type TransferSpec } from '../../sim/flow/index.ts'
import { cap, capacity, transfer, weight } from './arbitrary.ts'
import { NaiveNetwork } from './naive-network.ts'

/** The last resource of a world stays finite, so that something limits every transfer. */
const RESOURCES = 5

interface Step {
  readonly wait: number
  readonly kind: 'start' | 'stop' | 'cap' | 'weight' | 'capacity'
  readonly pick: number
  readonly spec: TransferSpec
  readonly cap: number
  readonly weight: number
  readonly capacity: number
}

const step: fc.Arbitrary<Step> = fc.record({
  wait: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 3, noNaN: true })),
  kind: fc.oneof(
    { weight: 4, arbitrary: fc.constant('start' as const) },
    { weight: 1, arbitrary: fc.constantFrom('stop' as const, 'cap' as const, 'weight' as const) },
    { weight: 1, arbitrary: fc.constant('capacity' as const) },
  ),
  pick: fc.nat(),
  spec: transfer(RESOURCES),
  cap,
  weight,
  capacity,
})

function expectClose(actual: number, wanted: number, relative = 1e-8, absolute = 1e-9): void {
  if (actual === wanted) return
  if (!(Math.abs(actual - wanted) <= relative * Math.abs(wanted) + absolute)) expect(actual).toBe(wanted)
}

/** The network under test and the naive one, driven through the same history and compared after each instant. */
class Pair {
  readonly fast: Network = new Network()
  readonly naive: NaiveNetwork = new NaiveNetwork()
  /** Ids in the fast network by sequence in the naive one. */
  readonly ids: Map<number, number> = new Map()
  readonly born: Map<number, number> = new Map()
  now: number
  ended = 0

  constructor(from: number) {
    this.now = from
    this.naive.advance(from)
    for (let r = 0; r < RESOURCES; r++) {
      this.fast.addResource(10 * (r + 1))
      this.naive.addResource(10 * (r + 1))
    }
  }

  run(to: number): void {
    while (this.fast.nextDue() <= to) {
      const wanted = this.naive.nextDue()
      this.now = Math.max(this.now, this.fast.nextDue())
      expectClose(this.now, wanted, 0, 1e-6)
      for (const end of this.fast.takeDue(this.now)) this.expectEnd(end, 0)
      this.share()
    }
    expect(this.naive.nextDue()).toBeGreaterThan(to - 1e-6)
    this.now = to
  }

  expectEnd(end: TransferEnd, left: number | undefined): void {
    const sequence = [...this.ids].find(([, id]) => id === end.id)![0]
    const naive = this.naive.stop(sequence, this.now)
    this.ids.delete(sequence)
    this.ended++
    expectClose(end.left, left ?? naive.left, 1e-7, 1e-6)
    expectClose(naive.left, end.left, 1e-7, 1e-6)
    naive.limited.forEach((seconds, i) => {
      expectClose(end.limited[i]!, seconds, 1e-7, 1e-6)
    })
    const elapsed = this.now - this.born.get(sequence)!
    expectClose(
      end.limited.reduce((sum, x) => sum + x),
      elapsed,
      1e-9,
      1e-7,
    )
  }

  apply(step: Step): void {
    const running = [...this.ids]
    const [sequence, id] = running[step.pick % Math.max(1, running.length)] ?? []
    if (step.kind === 'start') {
      const next = this.naive.start(step.spec, this.now)
      this.ids.set(next, this.fast.start(step.spec, this.now))
      this.born.set(next, this.now)
    } else if (step.kind === 'capacity') {
      const r = step.pick % (RESOURCES - 1)
      this.naive.advance(this.now)
      this.naive.capacities[r] = step.capacity
      this.fast.setCapacity(r, step.capacity, this.now)
    } else if (sequence !== undefined && id !== undefined) this.change(step, sequence, id)
  }

  change(step: Step, sequence: number, id: number): void {
    this.naive.advance(this.now)
    const naive = this.naive.transfers.get(sequence)!
    if (step.kind === 'stop') this.expectEnd(this.fast.stop(id, this.now), undefined)
    else if (step.kind === 'weight') {
      naive.weight = step.weight
      this.fast.setWeight(id, step.weight, this.now)
    } else {
      const safe = naive.spec.path.some((hop) => hop.resource === RESOURCES - 1)
        ? step.cap
        : Math.min(step.cap, 5)
      naive.cap = safe
      this.fast.setCap(id, safe, this.now)
    }
  }

  share(): void {
    this.fast.share(this.now)
    this.naive.share(this.now)
    expect(this.fast.certificate()).toEqual([])
    expect(this.fast.transfersInProgress).toBe(this.ids.size)
    const out = new Float64Array(16)
    for (const [sequence, id] of this.ids) {
      const naive = this.naive.transfers.get(sequence)!
      expectClose(this.fast.rate(id), naive.rate, 1e-9, 1e-12)
      expect(this.fast.limiter(id)).toBe(naive.limiter)
      expectClose(this.fast.remaining(id, this.now), naive.left, 1e-7, 1e-6)
      expect(this.fast.limitedTimes(id, this.now, out)).toBe(naive.spec.path.length)
      naive.limited.forEach((seconds, i) => {
        expectClose(out[i]!, seconds, 1e-7, 1e-6)
      })
    }
    for (let r = 0; r < RESOURCES; r++) {
      expectClose(this.fast.use(r), this.naive.use[r]!, 1e-9, 1e-9)
      expectClose(this.fast.useIntegral(r, this.now), this.naive.carried[r]!, 1e-9, 1e-6)
      if (Math.abs(this.naive.use[r]! - 0.999 * this.naive.capacities[r]!) < 1e-6) continue
      expect(this.fast.isSaturated(r)).toBe(this.naive.isSaturated(r))
      expectClose(this.fast.saturatedTime(r, this.now), this.naive.saturatedTime[r]!, 1e-9, 1e-6)
    }
  }
}

function play(steps: readonly Step[], from: number): Pair {
  const pair = new Pair(from)
  for (const step of steps) {
    pair.run(pair.now + step.wait)
    pair.apply(step)
    pair.share()
  }
  pair.run(pair.now + 1e4)
  return pair
}

describe('a random history', () => {
  test('moves the same bytes to the same times as the naive simulation', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 60 }), (steps) => {
        play(steps, 0)
      }),
      { numRuns: 600 },
    )
  })

  test('does so too after 10^7 seconds', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 40 }), (steps) => {
        play(steps, 1e7)
      }),
      { numRuns: 100 },
    )
  })
})
