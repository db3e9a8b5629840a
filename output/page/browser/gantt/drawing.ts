/**
 * What of a plan is seen through a window, as shapes in pixels: a few long lists, so that ten thousand tasks are a
 * few paths to draw and not ten thousand.
 */
import { ENDS, type GanttLane, type GanttPlan, type GanttRow, lastBefore } from './plan.ts'

/** How the plan lies in the picture. Pixels. */
export interface GanttView {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  /** Where time 0 lies, and how wide a millisecond is. */
  readonly origin: number
  readonly perMs: number
  /** Where the first lane begins, and how high a lane is. */
  readonly begin: number
  readonly perLane: number
}

/** Rectangles: x, y, width, height, and so on. */
export type Rects = number[]
/** Lines: from x, y to x, y, and so on. */
export type Lines = number[]

export interface Drawing {
  /** Bars by how they ended, as in ENDS. */
  readonly bars: readonly Rects[]
  /** Bars that were not looked for. */
  readonly others: Rects
  readonly waits: Rects
  /** Around bars of tasks with a warning. */
  readonly edges: Rects
  /** Over bars of tasks that failed. */
  readonly hatching: Lines
  /** Where tasks ended that never began. */
  readonly crosses: Lines
  /** Along bars of tasks that were suspended. */
  readonly pauses: Lines
  /** At the beginning of bars whose gateway was not the first option. */
  readonly flags: Rects
}

const WARNING = ENDS.indexOf('Warning')
const FAILED = ENDS.indexOf('Failed')
/** Narrower ones show nothing but their colour. */
const LEAST_WIDTH = 6
const HATCH_STEP = 5

/** `found`: by place of task, 1 for those that were looked for; undefined: all of them. */
export function drawingOf(plan: GanttPlan, view: GanttView, found?: Uint8Array): Drawing {
  const drawing: Drawing = {
    bars: ENDS.map(() => []),
    others: [],
    waits: [],
    edges: [],
    hatching: [],
    crosses: [],
    pauses: [],
    flags: [],
  }
  for (const row of visibleRows(plan, view)) {
    for (const [i, lane] of row.lanes.entries()) {
      const y = view.begin + (row.top + i) * view.perLane
      if (y < view.bottom && y + view.perLane > view.top) drawLane(drawing, plan, lane, y, view, found)
    }
  }
  return drawing
}

export function visibleRows({ rows }: GanttPlan, view: GanttView): readonly GanttRow[] {
  const from = (view.top - view.begin) / view.perLane
  const to = (view.bottom - view.begin) / view.perLane
  return rows.filter(({ top, size }) => top < to && top + size > from)
}

function drawLane(
  drawing: Drawing,
  plan: GanttPlan,
  { tasks }: GanttLane,
  top: number,
  view: GanttView,
  found: Uint8Array | undefined,
): void {
  const gap = view.perLane >= 6 ? 2 : view.perLane >= 3 ? 0.5 : 0
  const [y, height] = [top + gap / 2, view.perLane - gap]
  const [first, last] = [view.left, view.right].map((x) => (x - view.origin) / view.perMs) as [number, number]
  // Where the last bar of each look ended: what lies within the same quarter of a pixel is seen already.
  const drawn = new Float64Array(ENDS.length + 1).fill(Number.NEGATIVE_INFINITY)
  let i = Math.max(0, lastBefore(plan, tasks, first))
  for (; i < tasks.length; i++) {
    const place = tasks[i]!
    if (plan.waits[place]! > last) break
    if (plan.to[place]! < first) continue
    const look = found === undefined || found[place] === 1 ? plan.end[place]! : ENDS.length
    const x = Math.max(view.left - 2, view.origin + plan.from[place]! * view.perMs)
    const right = Math.min(view.right + 2, view.origin + plan.to[place]! * view.perMs)
    const width = Math.max(1, right - x)
    drawWait(drawing, plan, place, x, y + height / 2, view)
    if (x + width <= drawn[look]! + 0.25) continue
    drawn[look] = x + width
    if (plan.started[place] === 0) drawNever(drawing, x, width, y, height)
    else drawBar(drawing, plan, place, look, x, y, width, height)
  }
}

function drawBar(
  drawing: Drawing,
  plan: GanttPlan,
  place: number,
  look: number,
  x: number,
  y: number,
  width: number,
  height: number,
): void {
  const bars = drawing.bars[look] ?? drawing.others
  bars.push(x, y, width, height)
  if (bars === drawing.others || width < LEAST_WIDTH || height < 4) return
  if (look === WARNING) drawing.edges.push(x, y, width, height)
  if (look === FAILED) hatch(drawing.hatching, x, y, width, height)
  if (plan.suspended[place] === 1) drawing.pauses.push(x, y + height / 2, x + width, y + height / 2)
  if (plan.fallback[place] === 1) drawing.flags.push(x, y, Math.min(4, width / 2), Math.min(4, height))
}

/** A thin line up to the bar. */
function drawWait(
  { waits }: Drawing,
  plan: GanttPlan,
  place: number,
  x: number,
  y: number,
  view: GanttView,
): void {
  const from = Math.max(view.left - 2, view.origin + plan.waits[place]! * view.perMs)
  if (x - from >= 1) waits.push(from, y - 0.5, x - from, 1)
}

/** All of it was waiting. */
function drawNever({ waits, crosses }: Drawing, x: number, width: number, y: number, height: number): void {
  const size = Math.min(3.5, height / 2)
  const [end, middle] = [x + width, y + height / 2]
  waits.push(x, middle - 0.5, width, 1)
  crosses.push(end - size, middle - size, end + size, middle + size)
  crosses.push(end - size, middle + size, end + size, middle - size)
}

/** Lines that rise from left to right, cut at the edges. */
function hatch(lines: Lines, x: number, y: number, width: number, height: number): void {
  for (let at = HATCH_STEP - height; at < width; at += HATCH_STEP) {
    const from = Math.max(0, at)
    const to = Math.min(width, at + height)
    if (to > from) lines.push(x + from, y + height - (from - at), x + to, y + height - (to - at))
  }
}
