/** What of the picture changes while it is looked at. */
import type { GanttView } from './drawing.ts'
import { busySpan, type GanttPlan, lastBefore } from './plan.ts'

/** Milliseconds of the axis, lanes. */
export interface GanttWindow {
  readonly from: number
  readonly to: number
  readonly top: number
  readonly bottom: number
}

export class GanttState {
  plan: GanttPlan
  /** All that can be seen. */
  whole: GanttWindow
  /** What is seen first. */
  first: GanttWindow
  window: GanttWindow
  readonly #room: (height: number) => number
  /** How it lies in the picture now. */
  view: GanttView | undefined
  /** Told when it lies otherwise. */
  seen: () => void = () => {}
  /** By place of task; undefined: nothing is looked for. */
  found: Uint8Array | undefined
  selected: number | undefined

  /** `room` tells how many lanes fit in the picture, of so many; it reaches from `from` to `to` milliseconds. */
  constructor(plan: GanttPlan, from: number, to: number, room: (height: number) => number) {
    this.plan = plan
    this.#room = room
    const lanes = room(plan.height)
    const [begin, end] = busySpan(plan)
    const pad = (end - begin) * 0.01 + 1000
    this.whole = {
      from: Math.min(from, begin),
      to: Math.max(to, end + pad),
      top: 0,
      bottom: Math.max(plan.height, lanes),
    }
    this.first = {
      from: Math.max(this.whole.from, begin - pad),
      to: Math.min(this.whole.to, end + pad),
      top: 0,
      bottom: lanes,
    }
    this.window = this.first
  }

  /** The same tasks in other rows; the time that is seen stays. */
  arrange(plan: GanttPlan): void {
    const lanes = this.#room(plan.height)
    this.plan = plan
    this.whole = { ...this.whole, bottom: Math.max(plan.height, lanes) }
    this.first = { ...this.first, bottom: lanes }
    this.window = { ...this.window, top: 0, bottom: lanes }
  }

  /** Lanes lie beyond the picture. */
  get higher(): boolean {
    return this.whole.bottom - this.first.bottom > 1e-6
  }

  /** It was drawn so: by the pointer, the keys or the slider. */
  see(view: GanttView): void {
    const { left, right, top, bottom, origin, perMs, begin, perLane } = view
    this.view = view
    this.window = {
      from: (left - origin) / perMs,
      to: (right - origin) / perMs,
      top: (top - begin) / perLane,
      bottom: (bottom - begin) / perLane,
    }
    this.seen()
  }

  /** The same window, moved by parts of itself. */
  moved(right: number, down: number): GanttWindow {
    const { from, to, top, bottom } = this.window
    return this.#inside({
      from: from + right * (to - from),
      to: to + right * (to - from),
      top: top + down * (bottom - top),
      bottom: bottom + down * (bottom - top),
    })
  }

  /** `factor` below 1 shows less of the time, around what is selected or the middle. */
  zoomed(factor: number): GanttWindow {
    const { from, to } = this.window
    const wide = Math.min(this.whole.to - this.whole.from, Math.max(LEAST_MS, (to - from) * factor))
    const [begin, end] = this.selected === undefined ? [from, to] : this.#span(this.selected)
    const middle = Math.min(to, Math.max(from, (begin + end) / 2))
    const share = (middle - from) / (to - from)
    return this.#inside({ ...this.window, from: middle - share * wide, to: middle + (1 - share) * wide })
  }

  /** As little moved as shows the task. */
  showing(place: number): GanttWindow {
    const { from, to, top, bottom } = this.window
    const [begin, end] = this.#span(place)
    const lane = this.plan.lane[place]!
    const margin = (to - from) * 0.05
    const right =
      begin < from
        ? begin - margin - from
        : Math.min(end, begin + (to - from) / 2) > to
          ? begin - from - (to - from) / 2
          : 0
    const down = lane < top ? lane - top : lane + 1 > bottom ? lane + 1 - bottom : 0
    return this.#inside({ from: from + right, to: to + right, top: top + down, bottom: bottom + down })
  }

  #span(place: number): readonly [number, number] {
    return [this.plan.from[place]!, this.plan.to[place]!]
  }

  #inside(window: GanttWindow): GanttWindow {
    const [from, to] = within(window.from, window.to, this.whole.from, this.whole.to)
    const [top, bottom] = within(window.top, window.bottom, this.whole.top, this.whole.bottom)
    return { from, to, top, bottom }
  }

  /** The task beside the selected one, among those that were looked for; the first that is seen, if none is selected. */
  neighbour(step: Step): number | undefined {
    const { selected, plan } = this
    if (selected === undefined) return this.#firstSeen()
    const row = plan.rows[plan.row[selected]!]!
    const lane = plan.lane[selected]! - row.top
    if (step === 'before' || step === 'after') {
      const { tasks } = row.lanes[lane]!
      const way = step === 'before' ? -1 : 1
      for (let i = tasks.indexOf(selected) + way; tasks[i] !== undefined; i += way) {
        if (this.#isFound(tasks[i]!)) return tasks[i]
      }
      return selected
    }
    const lanes = plan.rows.flatMap((it) => it.lanes)
    const at = lanes.indexOf(row.lanes[lane]!)
    const way = step === 'above' ? -1 : 1
    for (let i = at + way; lanes[i] !== undefined; i += way) {
      const { tasks } = lanes[i]!
      const near = lastBefore(plan, tasks, plan.from[selected]!)
      const place = [tasks[near], tasks[near + 1], tasks[0]].find(
        (it) => it !== undefined && this.#isFound(it),
      )
      if (place !== undefined) return place
    }
    return selected
  }

  /** Of those that were looked for, the one that begins next after the selected one; then the first again. */
  nextFound(): number | undefined {
    const { found, selected, plan } = this
    if (found === undefined) return undefined
    const places = [...found.keys()].filter((place) => found[place] === 1)
    places.sort((a, b) => plan.from[a]! - plan.from[b]! || a - b)
    return places[selected === undefined ? 0 : places.indexOf(selected) + 1] ?? places[0]
  }

  #isFound(place: number): boolean {
    return this.found === undefined || this.found[place] === 1
  }

  #firstSeen(): number | undefined {
    const { rows, from, to, lane } = this.plan
    const { window } = this
    let fallback: number | undefined
    for (const place of rows.flatMap(({ lanes }) => lanes).flatMap(({ tasks }) => tasks)) {
      if (!this.#isFound(place)) continue
      fallback ??= place
      const inTime = to[place]! >= window.from && from[place]! <= window.to
      if (inTime && lane[place]! >= window.top && lane[place]! < window.bottom) return place
    }
    return fallback
  }
}

export type Step = 'before' | 'after' | 'above' | 'below'

/** A second fills the picture. */
const LEAST_MS = 1000

function within(from: number, to: number, least: number, most: number): readonly [number, number] {
  const size = Math.min(to - from, most - least)
  const begin = Math.min(most - size, Math.max(least, from))
  return [begin, begin + size]
}
