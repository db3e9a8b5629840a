/** The tasks' picture under hands: pointer, keys, search. */
import type { ECharts } from 'echarts'
import { showTask } from '../explain/panel.ts'
import { tellTask } from '../explain/task.ts'
import type { Gantt } from '../picture.ts'
import type { Sheet } from '../table/facts.ts'
import { matching } from '../table/filter.ts'
import { GanttControls } from './controls.ts'
import { wanted } from './keys.ts'
import { Overlay } from './overlay.ts'
import { planOf, taskAt } from './plan.ts'
import type { GanttState, GanttWindow } from './state.ts'
import { spokenOf } from './words.ts'

/** Pixels by which a thin bar may be missed. */
const NEAR = 3

export class GanttSurface {
  /** Above the picture. */
  readonly controls: readonly HTMLElement[]
  /** Under it. */
  readonly help: HTMLElement
  readonly #gantt: Gantt
  readonly #state: GanttState
  readonly #sheet: Sheet
  readonly #label: string
  readonly #bar: GanttControls
  #chart: ECharts | undefined
  #redraw: () => void = () => {}
  #overlay: Overlay | undefined
  #searches = 0

  constructor(gantt: Gantt, sheet: Sheet, label: string) {
    this.#gantt = gantt
    this.#state = gantt.state
    this.#sheet = sheet
    this.#label = label
    this.#bar = new GanttControls(gantt, {
      search: (question) => this.#search(question),
      next: () => {
        const place = this.#state.nextFound()
        if (place !== undefined) this.#select(place)
      },
      zoom: (factor) => this.#go(this.#state.zoomed(factor)),
      whole: () => this.#go(this.#state.first),
      rows: (by) => {
        this.#state.arrange(planOf(this.#gantt.night, by))
        this.#redraw()
        const { selected } = this.#state
        if (selected !== undefined) this.#go(this.#state.showing(selected))
      },
    })
    this.controls = this.#bar.elements
    this.help = this.#bar.help
  }

  readonly explain = (place: number): void => {
    showTask((width) => tellTask(this.#gantt.night, place, width))
  }

  /** `redraw` lays the whole picture out anew. */
  readonly begin = (chart: ECharts, redraw: () => void): void => {
    this.#chart = chart
    this.#redraw = redraw
    const dom = chart.getDom()
    // An application takes the arrow keys; what it does with them stands in its description.
    dom.setAttribute('role', 'application')
    dom.setAttribute('aria-roledescription', 'chart of tasks')
    dom.setAttribute('aria-label', this.#label)
    dom.setAttribute('aria-describedby', this.#bar.help.id)
    dom.tabIndex = 0
    this.#overlay = new Overlay(this.#gantt, dom)
    this.#state.seen = () => this.#overlay?.place()
    const zr = chart.getZr()
    zr.on('mousemove', ({ offsetX, offsetY }) => this.#hover(offsetX, offsetY))
    zr.on('globalout', () => this.#overlay?.hover(undefined))
    zr.on('click', ({ offsetX, offsetY }) => this.#click(offsetX, offsetY))
    dom.addEventListener('keydown', (event) => this.#press(event))
  }

  #taskAt(x: number, y: number): number | undefined {
    const { view, plan } = this.#state
    if (view === undefined || x < view.left || x > view.right || y < view.top || y > view.bottom)
      return undefined
    return taskAt(plan, (x - view.origin) / view.perMs, (y - view.begin) / view.perLane, NEAR / view.perMs)
  }

  #hover(x: number, y: number): void {
    const place = this.#taskAt(x, y)
    this.#overlay?.hover(place, x, y)
    this.#chart?.getZr().setCursorStyle(place === undefined ? 'grab' : 'pointer')
  }

  #click(x: number, y: number): void {
    const place = this.#taskAt(x, y)
    if (place === undefined) return
    this.#select(place)
    this.explain(place)
  }

  #press(event: KeyboardEvent): void {
    const { ctrlKey, altKey, metaKey } = event
    const wish = ctrlKey || altKey || metaKey ? undefined : wanted(event.key, event.shiftKey)
    if (wish === undefined) return
    const state = this.#state
    // The pointer has not moved, but what lies under it will.
    this.#overlay?.hover(undefined)
    if (wish.what === 'explain') {
      if (state.selected === undefined) return
      this.explain(state.selected)
    } else if (wish.what === 'select') this.#select(state.neighbour(wish.step))
    else if (wish.what === 'leave') this.#select(undefined)
    else if (wish.what === 'whole') this.#go(state.first)
    else if (wish.what === 'zoom') this.#go(state.zoomed(wish.factor))
    else this.#go(state.moved(wish.right, wish.down))
    event.preventDefault()
  }

  #select(place: number | undefined): void {
    this.#state.selected = place
    if (place !== undefined) this.#go(this.#state.showing(place))
    this.#overlay?.place()
    this.#bar.say(place === undefined ? '' : spokenOf(this.#gantt.night, place))
  }

  #go({ from, to, top, bottom }: GanttWindow): void {
    const lanes = this.#state.higher ? [{ dataZoomId: 'lanes', startValue: top, endValue: bottom }] : []
    this.#chart?.dispatchAction({
      type: 'dataZoom',
      batch: [{ dataZoomId: 'time', startValue: from, endValue: to }, ...lanes],
    })
  }

  /** How many there are. */
  #search(question: string): number | undefined {
    const state = this.#state
    const places = question === '' ? undefined : matching(this.#sheet, question)
    state.found = places && foundOf(places, state.plan.from.length)
    this.#chart?.setOption({ series: [{ id: 'bars', data: [[0, ++this.#searches]] }] })
    return places?.length
  }
}

function foundOf(places: readonly number[], tasks: number): Uint8Array {
  const found = new Uint8Array(tasks)
  for (const place of places) found[place] = 1
  return found
}
