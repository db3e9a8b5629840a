import { PriorityQueue } from '@datastructures-js/priority-queue'
import { Chance, EventList, sample } from '../../sim/kernel/index.ts'
import type { BenchLine } from '../bench-line.ts'
import { nanosecondsPerOperation, type Variant } from '../interleaved.ts'

/**
 * The hold model (Jones 1986): N pending events, each executed event schedules one exponential increment later.
 * Beside it the time-out pattern: each executed event also cancels a far time-out and arms it again.
 */
export async function bench(): Promise<BenchLine[]> {
  return [1_000, 100_000].flatMap((pending) =>
    nanosecondsPerOperation([
      { name: `hold, ${pending} pending, event list`, prepare: () => holdList(pending) },
      {
        name: `hold, ${pending} pending, @datastructures-js/priority-queue`,
        prepare: () => holdPackage(pending),
      },
      timeouts(pending),
    ]),
  )
}

const HOLDS = 400_000
const INCREMENTS = increments(1 << 16)

function increments(count: number): Float64Array {
  const uniforms = new Chance('hold', 0).sequence('increments')
  return Float64Array.from({ length: count }, () => sample({ kind: 'exponential', mean: 1 }, uniforms))
}

function increment(i: number): number {
  return INCREMENTS[i & (INCREMENTS.length - 1)]!
}

function holdList(pending: number): () => number {
  const list = new EventList<number>()
  for (let i = 0; i < pending; i++) list.add(increment(i), 0, i)
  return () => {
    for (let i = 0; i < HOLDS; i++) {
      const event = list.takeNext()
      list.add(list.time + increment(pending + i), 0, event)
    }
    return HOLDS
  }
}

interface Entry {
  readonly time: number
  readonly rank: number
  readonly sequence: number
  readonly event: number
}

function holdPackage(pending: number): () => number {
  const queue = new PriorityQueue<Entry>(
    (a, b) => a.time - b.time || a.rank - b.rank || a.sequence - b.sequence,
  )
  let sequence = 0
  for (let i = 0; i < pending; i++)
    queue.enqueue({ time: increment(i), rank: 0, sequence: sequence++, event: i })
  return () => {
    for (let i = 0; i < HOLDS; i++) {
      const { time, event } = queue.dequeue()!
      queue.enqueue({ time: time + increment(pending + i), rank: 0, sequence: sequence++, event })
    }
    return HOLDS
  }
}

function timeouts(pending: number): Variant {
  const FAR = 1e9
  return {
    name: `hold, cancel and arm a time-out, ${pending} pending, event list`,
    prepare: () => {
      const list = new EventList<number>()
      for (let i = 0; i < pending; i++) list.add(increment(i), 0, i)
      const armed = Array.from({ length: pending }, (_, i) => list.add(FAR + increment(i), 1, -1))
      return () => {
        for (let i = 0; i < HOLDS; i++) {
          const event = list.takeNext()
          const now = list.time
          list.add(now + increment(pending + i), 0, event)
          list.cancel(armed[event]!)
          armed[event] = list.add(now + FAR, 1, -1)
        }
        return HOLDS
      }
    },
    note: 'one hold, one cancel and one add; 2 N pending',
  }
}
