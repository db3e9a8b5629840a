import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lay } from '../../../output/page/browser/gantt/lanes.ts'
import {
  busySpan,
  mostAtOnce,
  NOBODY,
  planOf,
  rowsOffered,
  taskAt,
} from '../../../output/page/browser/gantt/plan.ts'
import { MINUTE, night, type Row } from './nights.ts'

/** Minutes after 22:00. */
function task(
  machine: string,
  gateway: string | undefined,
  queued: number,
  start: number | undefined,
  end: number,
  more: Row = {},
): Row {
  return {
    machine,
    gateway,
    queued: queued * MINUTE,
    start: start === undefined ? undefined : start * MINUTE,
    end: end * MINUTE,
    result: 'Success',
    ...more,
  }
}

const NIGHT = night({
  gateways: [
    { gateway: 'cgw', kind: 'cloud' },
    { gateway: 'gw-1', kind: 'server' },
    { gateway: 'idle', kind: 'server' },
  ],
  tasks: [
    task('a', 'gw-1', 0, 0, 30),
    task('b', 'gw-1', 0, 10, 20),
    task('c', 'gw-1', 0, 40, 50, { result: 'Failed', fallback: 1 }),
    task('d', undefined, 0, 5, 15, { cloudGateway: 'cgw', resumes: 1, result: 'Warning' }),
    task('e', undefined, 20, undefined, 25, { result: 'Failed' }),
    task('f', 'gw-1', 15, 20, 30, { result: undefined }),
  ],
})

test('gateways come first, then cloud gateways, then who had none; those without a task have their row', () => {
  const { rows, height } = planOf(NIGHT)
  expect(rows.map(({ name, tasks }) => [name, tasks])).toEqual([
    ['gw-1', 4],
    ['idle', 0],
    ['cgw', 1],
    [NOBODY, 1],
  ])
  // Each has room for two lanes at least, and 0.6 of a lane to the next.
  expect(rows.map(({ top }) => Math.round(top * 10) / 10)).toEqual([0, 2.6, 5.2, 7.8])
  expect(height).toBeCloseTo(9.8, 9)
})

test('tasks that overlap lie in lanes of their own; one that begins as another ends takes its lane', () => {
  const { rows, lane } = planOf(NIGHT)
  expect(rows[0]!.lanes.map(({ tasks }) => tasks)).toEqual([
    [0, 2],
    [1, 5],
  ])
  expect([...lane.slice(0, 3)]).toEqual([0, 1, 0])
})

test('at once are tasks that move together: one that ends as another begins is gone, one that never started was not there', () => {
  expect(mostAtOnce(planOf(NIGHT))).toEqual(['gw-1', 2])
  const waiting = night({
    gateways: [],
    tasks: [1, 2, 3].map((i) => task(`m-${i}`, undefined, 0, undefined, 9)),
  })
  expect(mostAtOnce(planOf(waiting))[1]).toBe(0)
})

test('of its waiting is drawn what its lane has room for', () => {
  const { waits } = planOf(NIGHT)
  const minutes = [...waits].map((at) => (at - NIGHT.start) / (MINUTE * 1000))
  // c waited since 22:00, behind a, which ended at 22:30; f came when b was still there.
  expect(minutes).toEqual([0, 0, 30, 0, 20, 20])
})

test('what never started is where it was queued, and nothing is missing of what marks a task', () => {
  const plan = planOf(NIGHT)
  expect([...plan.started]).toEqual([1, 1, 1, 1, 0, 1])
  expect([...plan.end]).toEqual([0, 0, 2, 1, 2, 3])
  expect([...plan.suspended]).toEqual([0, 0, 0, 1, 0, 0])
  expect([...plan.fallback]).toEqual([0, 0, 1, 0, 0, 0])
  expect(busySpan(plan).map((at) => (at - NIGHT.start) / (MINUTE * 1000))).toEqual([0, 50])
})

test('the task under the pointer is found, and a thin one that is missed by little', () => {
  const plan = planOf(NIGHT)
  const at = (minute: number): number => NIGHT.start + minute * MINUTE * 1000
  expect(taskAt(plan, at(29), 0.5, 0)).toBe(0)
  expect(taskAt(plan, at(15), 1.5, 0)).toBe(1)
  expect(taskAt(plan, at(35), 0.5, 0)).toBeUndefined()
  expect(taskAt(plan, at(36), 0.5, 5 * MINUTE * 1000)).toBe(2)
  expect(taskAt(plan, at(15), 2.3, 0)).toBeUndefined()
  expect(taskAt(plan, at(15), 3, 0)).toBeUndefined()
  expect(taskAt(plan, at(10), 5.3, 0)).toBe(3)
})

test('a gateway that bears the words for having none keeps its own row', () => {
  const { rows } = planOf(night({ tasks: [task('a', NOBODY, 0, 0, 1), task('b', undefined, 0, 0, 1)] }))
  expect(rows.map(({ name, tasks }) => [name, tasks])).toEqual([
    [NOBODY, 1],
    [NOBODY, 1],
  ])
})

test('tasks are put in rows by anything else that tells them apart', () => {
  const it = night({
    gateways: [
      { gateway: 'gw-1', kind: 'server' },
      { gateway: 'cgw-2', kind: 'cloud' },
    ],
    tasks: [
      task('a', 'gw-1', 0, 0, 1, { tenant: 'zoo', cloudGateway: 'cgw-1', job: 'nightly' }),
      task('b', 'gw-1', 0, 0, 1, { tenant: 'acme', cloudGateway: 'cgw-2', job: 'nightly' }),
      task('c', 'gw-1', 0, 0, 1, { job: 'nightly' }),
    ],
  })
  expect(rowsOffered(it)).toEqual(['gateway', 'cloudGateway', 'tenant'])
  const rows = (by: Parameters<typeof planOf>[1]) =>
    planOf(it, by).rows.map(({ name, tasks }) => [name, tasks])
  expect(rows('tenant')).toEqual([
    ['acme', 1],
    ['zoo', 1],
    ['no tenant', 1],
  ])
  expect(rows('cloudGateway')).toEqual([
    ['cgw-2', 1],
    ['cgw-1', 1],
    ['no cloud gateway', 1],
  ])
})

test('however spans lie, none overlaps another of its lane, and there are as many lanes as run at once at most', () => {
  const span = fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 20 }))
  fc.assert(
    fc.property(fc.array(span, { maxLength: 60 }), (spans) => {
      const from = Float64Array.from(spans, ([start]) => start)
      const to = Float64Array.from(spans, ([start, length]) => start + length)
      const order = [...spans.keys()].sort((a, b) => from[a]! - from[b]!)
      const { lane, lanes } = lay(order, from, to)
      const together = spans.map(([t]) => spans.filter((_, i) => from[i]! <= t && t < to[i]!).length)
      expect(lanes).toBe(Math.max(0, ...together))
      const ends: number[] = []
      for (const [i, it] of order.entries()) {
        expect(from[it]!).toBeGreaterThanOrEqual(ends[lane[i]!] ?? 0)
        ends[lane[i]!] = to[it]!
      }
    }),
    { seed: 11, numRuns: 300 },
  )
})
