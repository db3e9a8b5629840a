import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { EventList, NO_NOTICE, type Notice } from '../../sim/kernel/index.ts'

interface Entry {
  readonly time: number
  readonly rank: number
  readonly id: number
  readonly notice: Notice
}

/** The slow truth: an array kept in order of (time, rank, order of adding). */
class SortedArray {
  readonly entries: Entry[] = []

  add(entry: Entry): void {
    this.entries.push(entry)
    this.entries.sort((a, b) => a.time - b.time || a.rank - b.rank || a.id - b.id)
  }

  cancel(notice: Notice): boolean {
    const at = this.entries.findIndex((entry) => entry.notice === notice)
    if (at >= 0) this.entries.splice(at, 1)
    return at >= 0
  }
}

const operation = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('add' as const), time: fc.nat(6), rank: fc.nat(3) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('take' as const) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('cancel' as const), which: fc.nat() }) },
)

describe('the event list', () => {
  test('gives the same order as a sorted array, whatever is added, taken and cancelled', () => {
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 300 }), (operations) => {
        const list = new EventList<number>()
        const truth = new SortedArray()
        const notices: Notice[] = []
        operations.forEach((op, id) => {
          if (op.do === 'add') {
            const notice = list.add(op.time, op.rank, id)
            notices.push(notice)
            truth.add({ time: op.time, rank: op.rank, id, notice })
          } else if (op.do === 'cancel' && notices.length > 0) {
            const notice = notices[op.which % notices.length]!
            expect(list.isPending(notice)).toBe(truth.entries.some((entry) => entry.notice === notice))
            expect(list.cancel(notice)).toBe(truth.cancel(notice))
          } else if (op.do === 'take' && truth.entries.length > 0) {
            const first = truth.entries.shift()!
            expect([list.takeNext(), list.time, list.rank]).toEqual([first.id, first.time, first.rank])
          }
          expect(list.size).toBe(truth.entries.length)
          expect(list.nextTime()).toBe(truth.entries[0]?.time ?? Number.POSITIVE_INFINITY)
        })
        for (const entry of truth.entries) expect(list.takeNext()).toBe(entry.id)
      }),
      { numRuns: 300, seed: 20_260_105 },
    )
  })

  test('a thousand simultaneous events leave in the order in which they were scheduled', () => {
    const list = new EventList<number>()
    for (let i = 0; i < 1000; i++) list.add(7, 3, i)
    expect(Array.from({ length: 1000 }, () => list.takeNext())).toEqual(
      Array.from({ length: 1000 }, (_, i) => i),
    )
  })

  test('at one time the lower rank leaves first, even when it was added last', () => {
    const list = new EventList<string>()
    list.add(1, 10, 'share')
    list.add(1, 5, 'outcome')
    list.add(1, 0, 'end')
    expect([list.takeNext(), list.takeNext(), list.takeNext()]).toEqual(['end', 'outcome', 'share'])
    expect(list.rank).toBe(10)
  })

  test('a notice of a fired or cancelled event is harmless, also when its place is used again', () => {
    const list = new EventList<string>()
    const fired = list.add(1, 0, 'fired')
    list.takeNext()
    const cancelled = list.add(2, 0, 'cancelled')
    expect(list.cancel(cancelled)).toBe(true)
    const later = list.add(3, 0, 'later')
    for (const old of [fired, cancelled, NO_NOTICE]) {
      expect(list.isPending(old)).toBe(false)
      expect(list.cancel(old)).toBe(false)
    }
    expect(list.isPending(later)).toBe(true)
    expect(list.takeNext()).toBe('later')
  })

  test('no notice is ever given twice, however often places are reused', () => {
    const list = new EventList<number>()
    const seen = new Set<Notice>()
    for (let i = 0; i < 100_000; i++) {
      seen.add(list.add(i, 0, i))
      if (i % 3 > 0) list.takeNext()
    }
    expect(seen.size).toBe(100_000)
  })

  test('a place whose generations are used up is retired, its last notice stays its own', () => {
    const list = new EventList<string>()
    list.add(0, 0, 'first')
    list.takeNext()
    ;(list as unknown as { generation: Int32Array }).generation[0] = 0x7ffffffe
    const last = list.add(0, 0, 'last of its place')
    expect(last).toBe(0x7ffffffe * 2 ** 22)
    expect(list.isPending(last)).toBe(true)
    list.takeNext()
    const next = list.add(0, 0, 'elsewhere')
    expect(list.isPending(last)).toBe(false)
    expect(next % 2 ** 22).toBe(1)
  })

  test('a far time-out that is armed and cancelled each second leaves nothing behind', () => {
    const list = new EventList<number>()
    let most = 0
    for (let t = 0; t < 50_000; t++) {
      const timeout = list.add(t + 1e6, 2, t)
      most = Math.max(most, list.size)
      list.cancel(timeout)
    }
    expect(most).toBe(1)
    expect(list.size).toBe(0)
    expect((list as unknown as { times: Float64Array }).times.length).toBe(64)
  })

  test('what was taken or cancelled is let go, so that memory is not held', () => {
    const list = new EventList<object>()
    list.cancel(list.add(1, 0, {}))
    list.add(1, 0, {})
    list.takeNext()
    expect((list as unknown as { events: unknown[] }).events).toEqual([undefined])
  })

  test('it grows as far as needed and keeps the order', () => {
    const list = new EventList<number>()
    for (let i = 0; i < 10_000; i++) list.add((i * 7919) % 10_000, 0, i)
    for (let t = 0; t < 10_000; t++) {
      list.takeNext()
      expect(list.time).toBe(t)
    }
  })

  test.each([Number.NaN, -1, 0.5, 256])('an event with rank %s is our mistake and says so', (rank) => {
    expect(() => new EventList().add(0, rank, 'x')).toThrow(/rank is a whole number/)
  })

  test('an event without a time, and a take from an empty list, are our mistakes and say so', () => {
    expect(() => new EventList().add(Number.NaN, 0, 'x')).toThrow(/needs a time/)
    expect(() => new EventList().takeNext()).toThrow(/nothing is pending/)
  })
})
