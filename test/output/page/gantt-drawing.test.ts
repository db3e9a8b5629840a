import { expect, test } from 'vitest'
import { drawingOf, type GanttView } from '../../../output/page/browser/gantt/drawing.ts'
import { planOf } from '../../../output/page/browser/gantt/plan.ts'
import { night, type Row } from './nights.ts'

const ONE = { gateway: 'gw', queued: 0, result: 'Success' }

function plan(...tasks: readonly Row[]) {
  const it = night({ tasks: tasks.map((task) => ({ ...ONE, ...task })) })
  return { plan: planOf(it), start: it.start }
}

/** A second is a pixel from x = 100 on, a lane ten pixels from y = 0 on. */
function view(start: number, more: Partial<GanttView> = {}): GanttView {
  const perMs = 1 / 1000
  return {
    left: 100,
    right: 300,
    top: 0,
    bottom: 100,
    perMs,
    origin: 100 - start * perMs,
    begin: 0,
    perLane: 10,
    ...more,
  }
}

/** Rounded: times since 1970 leave a few digits behind a pixel. */
function seen(list: readonly number[]): readonly number[] {
  return list.map((it) => Math.round(it * 1000) / 1000)
}

test('a bar is as long as its task, in the colour of its end; before it a thin line for its waiting', () => {
  const made = plan({ start: 20, end: 70 }, { start: 90, end: 100, result: 'Failed' })
  const { bars, waits } = drawingOf(made.plan, view(made.start))
  expect(seen(bars[0]!)).toEqual([120, 1, 50, 8])
  expect(seen(bars[2]!)).toEqual([190, 1, 10, 8])
  // From 0 to 20, and from 70, when its lane was free, to 90.
  expect(seen(waits)).toEqual([100, 4.5, 20, 1, 170, 4.5, 20, 1])
})

test('what lies outside of the window is not drawn', () => {
  const made = plan({ start: 0, end: 10 }, { start: 50, end: 60 }, { start: 400, end: 500, queued: 400 })
  const { bars } = drawingOf(made.plan, view(made.start, { left: 140, right: 170 }))
  expect(seen(bars[0]!)).toEqual([150, 1, 10, 8])
  const above = drawingOf(made.plan, view(made.start, { begin: -50 }))
  expect(above.bars.flat()).toEqual([])
})

test('ten thousand tasks within a few pixels are a few bars', () => {
  const many = Array.from({ length: 10_000 }, (_, i) => ({ start: i, end: i + 1, queued: i }))
  const made = plan(...many)
  const wide = drawingOf(made.plan, view(made.start, { perMs: 1e-6, origin: 100 - made.start * 1e-6 }))
  // Ten pixels, no more than four for each and the last.
  expect(wide.bars[0]!.length / 4).toBeLessThanOrEqual(44)
  const near = drawingOf(made.plan, view(made.start))
  expect(near.bars[0]!.length / 4).toBeGreaterThanOrEqual(200)
})

test('a failure is drawn even where a success lies in the same pixel', () => {
  const made = plan({ start: 10, end: 10.2 }, { start: 10.2, end: 10.4, result: 'Failed' })
  const { bars } = drawingOf(made.plan, view(made.start))
  expect(bars[0]).toHaveLength(4)
  expect(bars[2]).toHaveLength(4)
})

test('failures are hatched inside of their bars', () => {
  const made = plan({ start: 20, end: 60, result: 'Failed' })
  const { hatching } = drawingOf(made.plan, view(made.start))
  expect(hatching.length).toBeGreaterThan(4 * 5)
  for (let i = 0; i < hatching.length; i += 2) {
    expect(hatching[i]).toBeGreaterThanOrEqual(120 - 1e-6)
    expect(hatching[i]).toBeLessThanOrEqual(160 + 1e-6)
    expect(hatching[i + 1]).toBeGreaterThanOrEqual(1 - 1e-6)
    expect(hatching[i + 1]).toBeLessThanOrEqual(9 + 1e-6)
  }
})

test('what was suspended, took another gateway or had a warning is marked on its bar; what never began ends in a cross', () => {
  const made = plan(
    { start: 0, end: 50, resumes: 1 },
    { start: 60, end: 90, fallback: 1 },
    { start: 100, end: 130, result: 'Warning' },
    { queued: 140, end: 160, result: 'Failed' },
  )
  const { pauses, flags, edges, crosses, bars } = drawingOf(made.plan, view(made.start))
  expect(seen(pauses)).toEqual([100, 5, 150, 5])
  expect(seen(flags)).toEqual([160, 1, 4, 4])
  expect(seen(edges)).toEqual([200, 1, 30, 8])
  expect(seen(crosses)).toEqual([256.5, 1.5, 263.5, 8.5, 256.5, 8.5, 263.5, 1.5])
  expect(bars[2]).toEqual([])
})

test('of what is looked for the others are faint, without marks', () => {
  const made = plan({ start: 0, end: 50, result: 'Failed' }, { start: 60, end: 90 })
  const { bars, others, hatching } = drawingOf(made.plan, view(made.start), Uint8Array.of(0, 1))
  expect(seen(others)).toEqual([100, 1, 50, 8])
  expect(seen(bars[0]!)).toEqual([160, 1, 30, 8])
  expect([bars[2], hatching]).toEqual([[], []])
})
