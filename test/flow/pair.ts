/** The network under test beside the naive one, through random histories. */
import fc from 'fast-check'
import { expect } from 'vitest'
import { Network, type TransferEnd, type TransferSpec } from '../../sim/flow/index.ts'
import { cap, capacity, transfer, weight } from './arbitrary.ts'
import { NaiveNetwork } from './naive-network.ts'

/** The last resource of a world stays finite, so that something limits every transfer. */
export const RESOURCES = 5

export interface Step {
  readonly wait: number
  readonly kind: 'start' | 'stop' | 'cap' | 'weight' | 'capacity'
  readonly pick: number
  readonly spec: TransferSpec
  readonly cap: number
  readonly weight: number
  readonly capacity: number
}

export const step: fc.Arbitrary<Step> = fc.record({
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
export class Pair {
  readonly fast: Network = new Network()
  readonly naive: NaiveNetwork = new NaiveNetwork()
  /** Ids in the fast network by sequence in the naive one. */
  readonly ids: Map<number, number> = new Map()
  readonly born: Map<number, number> = new Map()
  now: number
  readonly lines: number
  ended = 0

  /** The first `lines` resources are lines. */
  constructor(from: number, lines: number) {
    this.now = from
    this.lines = lines
    this.naive.advance(from)
    for (let r = 0; r < RESOURCES; r++) {
      const capacity = this.apart(10 * (r + 1), r)
      if (r < lines) this.fast.addLine(capacity)
      else this.fast.addResource(capacity)
      this.naive.addResource(capacity)
    }
  }

  /** With lines no two capacities are alike: of equal levels a line is named before what comes earlier on the path. */
  apart(capacity: number, r: number): number {
    return this.lines === 0 ? capacity : (capacity + 0.1 * (r + 1)) * (1 + Math.PI * 1e-3 * (r + 1))
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
      const changed = this.apart(step.capacity, r)
      this.naive.capacities[r] = changed
      this.fast.setCapacity(r, changed, this.now)
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
      // A line looks at its own caps and shares only: that others just fill it makes it no bottleneck.
      if (r < this.lines) continue
      if (Math.abs(this.naive.use[r]! - 0.999 * this.naive.capacities[r]!) < 1e-6) continue
      expect(this.fast.isSaturated(r)).toBe(this.naive.isSaturated(r))
      expectClose(this.fast.saturatedTime(r, this.now), this.naive.saturatedTime[r]!, 1e-9, 1e-6)
    }
  }
}

/** Leaves one line on the path. */
function withOneLine(spec: TransferSpec, lines: number): TransferSpec {
  const first = spec.path.find(({ resource }) => resource < lines)
  return { ...spec, path: spec.path.filter((hop) => hop.resource >= lines || hop === first) }
}

export function play(steps: readonly Step[], from: number, lines = 0): Pair {
  const pair = new Pair(from, lines)
  for (const step of steps) {
    pair.run(pair.now + step.wait)
    pair.apply({ ...step, spec: withOneLine(step.spec, lines) })
    pair.share()
  }
  pair.run(pair.now + 1e4)
  return pair
}
