import { SimulationFault } from '../fault.ts'
import type { Seconds } from '../units.ts'

/** Names a pending event. It stays harmless after the event fired or was cancelled: it never names another one. */
export type Notice = number

/** Names nothing: never pending, cancelling it is `false`. Generations start at 1, so no event is called 0. */
export const NO_NOTICE: Notice = 0

/** A notice is generation * 2^22 + slot: 4 million pending events, 2^31 uses of each slot, exact in a double. */
const SLOT_BITS = 22
const SLOTS = 1 << SLOT_BITS
const SLOT_MASK = SLOTS - 1
const PER_SLOT = 1 / SLOTS

/** A slot used this often is retired instead of reused, so that an old notice can never come true again. */
const LAST_GENERATION = 0x7fffffff

/** Rank and sequence share one double, rank * 2^45 + sequence: ties cost one comparison. 2^45 events are 40 days at 10^7/s. */
const RANKS = 256
const SEQUENCES = 35_184_372_088_832
const PER_SEQUENCE = 1 / SEQUENCES

/**
 * Pending events in order of (time, rank, sequence): a 4-ary heap over typed arrays with true removal.
 *
 * The heap holds times and slots; the rest is kept per slot, so that a move of the heap copies two numbers.
 * `place[slot]` is where a slot stands in the heap, which makes cancelling O(log n) and leaves no dead entries:
 * a far time-out that is armed and cancelled each second must not fill the list (docs/decisions/0003).
 */
export class EventList<E> {
  /** Time of the event taken last. */
  time: Seconds = 0
  /** Rank of the event taken last. */
  rank = 0

  private count = 0
  private sequence = 0
  private times = new Float64Array(64)
  private slots = new Int32Array(64)

  private place = new Int32Array(64)
  private order = new Float64Array(64)
  private generation = new Int32Array(64).fill(1)
  private events: (E | undefined)[] = []
  private free = new Int32Array(64)
  private freeCount = 0
  private slotsEverUsed = 0

  /** Number of pending events. */
  get size(): number {
    return this.count
  }

  /** Ranks are whole numbers from 0 to 255; a time of `Infinity` is legal and means "never". */
  add(time: Seconds, rank: number, event: E): Notice {
    if (Number.isNaN(time))
      throw new SimulationFault(this.time, 'event list', 'an event needs a time, got NaN')
    if ((rank & (RANKS - 1)) !== rank) {
      throw new SimulationFault(
        this.time,
        'event list',
        `a rank is a whole number from 0 to 255, got ${rank}`,
      )
    }
    const slot = this.takeSlot()
    this.events[slot] = event
    this.order[slot] = rank * SEQUENCES + this.sequence++
    this.rise(this.count++, time, slot)
    return this.generation[slot]! * SLOTS + slot
  }

  /** True if the event was pending and is now gone; false if it fired, was cancelled or never was. */
  cancel(notice: Notice): boolean {
    if (!this.isPending(notice)) return false
    const slot = notice & SLOT_MASK
    const hole = this.place[slot]!
    const last = --this.count
    if (hole < last) {
      const time = this.times[last]!
      const moved = this.slots[last]!
      if (hole > 0 && this.precedes(time, moved, (hole - 1) >> 2)) this.rise(hole, time, moved)
      else this.sink(hole, time, moved)
    }
    this.release(slot)
    return true
  }

  isPending(notice: Notice): boolean {
    const slot = notice & SLOT_MASK
    return slot < this.slotsEverUsed && this.generation[slot] === (notice - slot) * PER_SLOT
  }

  /** Time of the next event; `Infinity` when there is none. */
  nextTime(): Seconds {
    return this.count > 0 ? this.times[0]! : Number.POSITIVE_INFINITY
  }

  /** Removes and returns the first event, and sets `time` and `rank` to its own. */
  takeNext(): E {
    if (this.count === 0) throw new SimulationFault(this.time, 'event list', 'nothing is pending')
    const slot = this.slots[0]!
    this.time = this.times[0]!
    this.rank = Math.floor(this.order[slot]! * PER_SEQUENCE)
    const event = this.events[slot] as E
    const last = --this.count
    if (last > 0) this.sink(0, this.times[last]!, this.slots[last]!)
    this.release(slot)
    return event
  }

  /** Does (time, slot) come before the entry at `index` of the heap? */
  private precedes(time: Seconds, slot: number, index: number): boolean {
    const other = this.times[index]!
    return time < other || (time === other && this.order[slot]! < this.order[this.slots[index]!]!)
  }

  /** Puts (time, slot) into the hole at `index` or above it. */
  private rise(index: number, time: Seconds, slot: number): void {
    const { times, slots, place, order } = this
    let hole = index
    while (hole > 0) {
      const parent = (hole - 1) >> 2
      const parentTime = times[parent]!
      const parentSlot = slots[parent]!
      if (parentTime < time || (parentTime === time && order[parentSlot]! < order[slot]!)) break
      times[hole] = parentTime
      slots[hole] = parentSlot
      place[parentSlot] = hole
      hole = parent
    }
    times[hole] = time
    slots[hole] = slot
    place[slot] = hole
  }

  /** Puts (time, slot) into the hole at `index` or below it. */
  private sink(index: number, time: Seconds, slot: number): void {
    const { times, slots, place, order, count } = this
    let hole = index
    for (let child = 4 * hole + 1; child < count; child = 4 * hole + 1) {
      let least = child
      let leastTime = times[child]!
      const end = child + 4 < count ? child + 4 : count
      for (let other = child + 1; other < end; other++) {
        const t = times[other]!
        if (t < leastTime || (t === leastTime && order[slots[other]!]! < order[slots[least]!]!)) {
          least = other
          leastTime = t
        }
      }
      const leastSlot = slots[least]!
      if (time < leastTime || (time === leastTime && order[slot]! < order[leastSlot]!)) break
      times[hole] = leastTime
      slots[hole] = leastSlot
      place[leastSlot] = hole
      hole = least
    }
    times[hole] = time
    slots[hole] = slot
    place[slot] = hole
  }

  private takeSlot(): number {
    if (this.freeCount > 0) return this.free[--this.freeCount]!
    const slot = this.slotsEverUsed
    if (slot === SLOTS)
      throw new SimulationFault(this.time, 'event list', `more than ${SLOTS} events are pending`)
    if (slot === this.times.length) this.grow(slot * 2)
    this.slotsEverUsed++
    this.events.push(undefined)
    return slot
  }

  private release(slot: number): void {
    this.events[slot] = undefined
    const generation = ++this.generation[slot]!
    if (generation < LAST_GENERATION) this.free[this.freeCount++] = slot
  }

  private grow(capacity: number): void {
    this.times = enlarged(this.times, new Float64Array(capacity))
    this.slots = enlarged(this.slots, new Int32Array(capacity))
    this.place = enlarged(this.place, new Int32Array(capacity))
    this.order = enlarged(this.order, new Float64Array(capacity))
    this.generation = enlarged(this.generation, new Int32Array(capacity).fill(1))
    this.free = enlarged(this.free, new Int32Array(capacity))
  }
}

function enlarged<A extends Float64Array | Int32Array>(from: A, to: A): A {
  to.set(from)
  return to
}
