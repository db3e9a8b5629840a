import { expect, test } from 'vitest'
import { wanted } from '../../../output/page/browser/gantt/keys.ts'
import { planOf } from '../../../output/page/browser/gantt/plan.ts'
import { GanttState } from '../../../output/page/browser/gantt/state.ts'
import { nameOf, saidOf, spokenOf } from '../../../output/page/browser/gantt/words.ts'
import { GIB, HOUR, MINUTE, night } from './nights.ts'

const NIGHT = night({
  gateways: [{ gateway: 'gw-1' }, { gateway: 'gw-2' }],
  tasks: [
    { gateway: 'gw-1', queued: 0, start: 0, end: HOUR },
    { gateway: 'gw-1', queued: 0, start: 2 * HOUR, end: 3 * HOUR },
    { gateway: 'gw-1', queued: 0, start: 30 * MINUTE, end: 150 * MINUTE },
    { gateway: 'gw-2', queued: 0, start: 4 * HOUR, end: 5 * HOUR },
  ],
})
const FROM = NIGHT.start
const hour = (hours: number): number => FROM + hours * HOUR * 1000

/** Ten hours, of which two lanes fit. */
function state(): GanttState {
  const it = new GanttState(planOf(NIGHT), hour(0), hour(10), () => 2)
  it.window = { from: hour(0), to: hour(4), top: 0, bottom: 2 }
  return it
}

const inHours = ({ from, to }: { readonly from: number; readonly to: number }): readonly number[] =>
  [from, to].map((at) => (at - FROM) / HOUR / 1000)

test('what is seen first is when anything happens, and as many lanes as fit', () => {
  const { first, whole } = new GanttState(planOf(NIGHT), hour(0), hour(10), () => 2)
  expect(inHours(whole)).toEqual([0, 10])
  expect(inHours(first)[0]).toBe(0)
  // A hundredth of its length and a second more than the five hours.
  expect(inHours(first)[1]).toBeCloseTo(5.05 + 1 / 3600, 9)
  expect([first.top, first.bottom]).toEqual([0, 2])
})

test('moving stops at the ends of the night', () => {
  expect(inHours(state().moved(0.5, 0))).toEqual([2, 6])
  expect(inHours(state().moved(-1, 0))).toEqual([0, 4])
  expect(inHours(state().moved(9, 0))).toEqual([6, 10])
  expect(state().moved(0, 9).bottom).toBeCloseTo(planOf(NIGHT).height, 9)
})

test('zooming keeps the middle, or the selected task, in its place', () => {
  expect(inHours(state().zoomed(0.5))).toEqual([1, 3])
  expect(inHours(state().zoomed(100))).toEqual([0, 10])
  const it = state()
  it.selected = 0
  // Its middle, 0.5 h, stays at an eighth of the width.
  expect(inHours(it.zoomed(0.5))).toEqual([0.25, 2.25])
})

test('a task that is out of sight is brought into it, one that is seen moves nothing', () => {
  expect(inHours(state().showing(1))).toEqual([0, 4])
  const { from, to, top } = state().showing(3)
  expect(hour(4)).toBeGreaterThanOrEqual(from)
  expect(hour(5)).toBeLessThanOrEqual(to)
  expect(top).toBeCloseTo(1.6, 9)
})

test('arrow keys go along a lane, and to the task nearest in time in the lane above or below', () => {
  const it = state()
  expect(it.neighbour('after')).toBe(0)
  it.selected = 0
  expect(it.neighbour('after')).toBe(1)
  expect(it.neighbour('before')).toBe(0)
  expect(it.neighbour('above')).toBe(0)
  it.selected = 1
  expect(it.neighbour('below')).toBe(2)
  it.selected = 2
  expect(it.neighbour('below')).toBe(3)
  expect(it.neighbour('above')).toBe(0)
})

test('while something is looked for, keys go only to what was found', () => {
  const it = state()
  it.found = Uint8Array.of(0, 1, 0, 1)
  expect(it.neighbour('below')).toBe(1)
  it.selected = 1
  expect(it.neighbour('before')).toBe(1)
  expect(it.neighbour('below')).toBe(3)
})

test('Enter in the search goes from one found to the next in time, and round again', () => {
  const it = state()
  expect(it.nextFound()).toBeUndefined()
  it.found = Uint8Array.of(1, 1, 1, 0)
  const gone = [1, 2, 3, 4].map(() => {
    it.selected = it.nextFound()
    return it.selected
  })
  expect(gone).toEqual([0, 2, 1, 0])
})

test('keys of others are left alone', () => {
  expect(wanted('Tab', false)).toBeUndefined()
  expect(wanted('a', false)).toBeUndefined()
  expect(wanted('ArrowLeft', false)).toEqual({ what: 'select', step: 'before' })
  expect(wanted('ArrowLeft', true)).toEqual({ what: 'move', right: -0.25, down: 0 })
  expect(wanted('Enter', false)).toEqual({ what: 'explain' })
})

test('a task is told in a few words: where, when, what it waited for and how it ended', () => {
  const told = night({
    tasks: [
      {
        machine: '<img src=x>',
        disk: 2,
        attempt: 1,
        session: 'nightly#1',
        gateway: 'gw-1',
        fallback: 1,
        queued: 0,
        start: 5 * MINUTE,
        end: 49 * MINUTE + 7,
        waitSeconds: 300,
        waitedFor: 'proxy',
        durationSeconds: 2647,
        rateBytesPerSecond: GIB,
        result: 'Failed',
        reason: 'server-lost',
      },
    ],
  })
  const said = new Map(saidOf(told, 0))
  expect(said.get('machine')).toBe('<img src=x>')
  expect(said.get('disk')).toBe('2, attempt 1')
  expect(said.get('gateway')).toBe('gw-1, not the first option of its rule')
  expect(said.get('when')).toBe('22:05:00 to 22:49:07')
  expect(said.get('waited')).toBe('5 min, for a free slot at a proxy or its datastore')
  expect(said.get('took')).toBe('44 min')
  expect(said.get('rate')).toBe('1.0 GiB/s, read')
  expect(said.get('result')).toMatch(/^Failed: a server that took part/)
  expect(said.has('tenant')).toBe(false)
  expect(nameOf(told, 0)).toBe('<img src=x>, disk 2, attempt 1 of nightly#1')
  expect(spokenOf(told, 0)).toMatch(/of nightly#1, at gw-1, 22:05:00 to 22:49:07: Failed: a server/)
})

test('in other rows the same time is seen, from the first row on', () => {
  const it = new GanttState(planOf(NIGHT), hour(0), hour(10), (height) => Math.min(3, height))
  it.window = { from: hour(1), to: hour(2), top: 1, bottom: 4 }
  it.arrange(planOf(NIGHT, 'job'))
  expect(inHours(it.window)).toEqual([1, 2])
  expect([it.window.top, it.window.bottom, it.higher]).toEqual([0, 2, false])
})
