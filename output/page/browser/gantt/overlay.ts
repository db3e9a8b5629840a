/** What lies over the tasks' picture: frames around tasks, and a few words about the one under the pointer. */
import { element } from '../dom.ts'
import type { Gantt } from '../picture.ts'
import type { GanttView } from './drawing.ts'
import { saidOf } from './words.ts'

const BESIDE = 14
/** A frame around less would hide it. */
const LEAST_FRAME = 12

export class Overlay {
  readonly #gantt: Gantt
  /** As large as the plot: nothing shows beyond it. */
  readonly #plot = element('div', { class: 'gantt-plot', 'aria-hidden': 'true' })
  readonly #hovered = element('div', { class: 'gantt-mark' })
  readonly #selected = element('div', { class: 'gantt-mark gantt-chosen' })
  readonly #waiting = element('div', { class: 'gantt-wait' })
  readonly #tip = element('dl', { class: 'gantt-tip', 'aria-hidden': 'true' })
  #place: number | undefined

  constructor(gantt: Gantt, dom: HTMLElement) {
    this.#gantt = gantt
    this.#plot.append(this.#waiting, this.#hovered, this.#selected)
    dom.append(this.#plot, this.#tip)
    this.hover(undefined)
  }

  /** The picture lies otherwise now. */
  place(): void {
    const { view, selected } = this.#gantt.state
    if (view === undefined) return
    const { left, right, top, bottom } = view
    laid(this.#plot, left, top, right - left, bottom - top)
    this.#frame(this.#selected, selected, view)
    this.#frame(this.#hovered, this.#place, view)
    this.#wait(this.#place ?? selected, view)
  }

  /** The pointer, in the picture, is over this task. */
  hover(place: number | undefined, x = 0, y = 0): void {
    if (place !== this.#place) {
      this.#place = place
      this.place()
      if (place !== undefined) this.#tip.replaceChildren(...saidOf(this.#gantt.night, place).flatMap(said))
    }
    this.#tip.hidden = place === undefined
    if (place !== undefined) this.#beside(x, y)
  }

  /** On the side where there is room. */
  #beside(x: number, y: number): void {
    const { offsetWidth, offsetHeight, parentElement } = this.#tip
    const room = parentElement!.clientWidth
    const left = x + BESIDE + offsetWidth > room ? x - BESIDE - offsetWidth : x + BESIDE
    const below = y + BESIDE + offsetHeight > parentElement!.clientHeight
    this.#tip.style.left = `${Math.max(0, left)}px`
    this.#tip.style.top = `${below ? Math.max(0, y - BESIDE - offsetHeight) : y + BESIDE}px`
  }

  #frame(frame: HTMLElement, place: number | undefined, view: GanttView): void {
    frame.hidden = place === undefined
    if (place === undefined) return
    const { x, y, width, height } = this.#box(place, view)
    const wide = Math.max(LEAST_FRAME, width + 4)
    laid(frame, x + (width - wide) / 2, y - 2, wide, height + 4)
  }

  /** Since it was queued: its lane may have had no room for all of it. */
  #wait(place: number | undefined, view: GanttView): void {
    this.#waiting.hidden = place === undefined
    if (place === undefined) return
    const { night } = this.#gantt
    const queued = night.rows('tasks').number('queued', place)
    const { x, y, height } = this.#box(place, view)
    const from = queued === undefined ? x : view.origin + night.at(queued) * view.perMs - view.left
    laid(this.#waiting, from, y + height / 2 - 1, Math.max(0, x - from), 2)
  }

  /** Within the plot; a span that is far longer is cut, as browsers lay out no such lengths. */
  #box(place: number, { left, right, top, origin, perMs, begin, perLane }: GanttView) {
    const { from, to, lane } = this.#gantt.state.plan
    const wide = right - left
    const x = Math.max(-wide, origin + from[place]! * perMs - left)
    const end = Math.min(2 * wide, origin + to[place]! * perMs - left)
    return { x, y: begin + lane[place]! * perLane - top, width: Math.max(1, end - x), height: perLane }
  }
}

function said([label, text]: readonly [string, string]): readonly HTMLElement[] {
  return [element('dt', {}, label), element('dd', {}, text)]
}

function laid({ style }: HTMLElement, x: number, y: number, width: number, height: number): void {
  style.left = `${x}px`
  style.top = `${y}px`
  style.width = `${width}px`
  style.height = `${height}px`
}
