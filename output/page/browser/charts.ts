/** The one door to the library of charts: what the pictures use of it, and the life of a drawn chart. */
import { BarChart, CustomChart, HeatmapChart, LineChart, SankeyChart, ScatterChart } from 'echarts/charts'
import {
  AriaComponent,
  DataZoomComponent,
  GridComponent,
  LegendComponent,
  MarkAreaComponent,
  MarkLineComponent,
  TitleComponent,
  TooltipComponent,
  VisualMapComponent,
} from 'echarts/components'
import { type ECharts, graphic, init, use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { LINES, RECTS } from './gantt/series.ts'
import type { Palette } from './palette.ts'
import type { Picture } from './picture.ts'

use([
  AriaComponent,
  BarChart,
  CanvasRenderer,
  CustomChart,
  DataZoomComponent,
  GridComponent,
  HeatmapChart,
  LegendComponent,
  LineChart,
  MarkAreaComponent,
  MarkLineComponent,
  SankeyChart,
  ScatterChart,
  TitleComponent,
  TooltipComponent,
  VisualMapComponent,
])

/** Shapes of many parts: to the library each is one thing. */
graphic.registerShape(
  RECTS,
  graphic.extendShape({
    shape: { list: [] as readonly number[] },
    buildPath(path, { list }: { list: readonly number[] }) {
      for (let i = 0; i < list.length; i += 4) path.rect(list[i]!, list[i + 1]!, list[i + 2]!, list[i + 3]!)
    },
  }),
)
graphic.registerShape(
  LINES,
  graphic.extendShape({
    shape: { list: [] as readonly number[] },
    buildPath(path, { list }: { list: readonly number[] }) {
      for (let i = 0; i < list.length; i += 4) {
        path.moveTo(list[i]!, list[i + 1]!)
        path.lineTo(list[i + 2]!, list[i + 3]!)
      }
    },
  }),
)

const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif'

/** Draws the picture into the element, again whenever its width or the palette changes. */
export class Chart {
  readonly #picture: Picture
  readonly #element: HTMLElement
  readonly #observer: ResizeObserver
  readonly #begun: ((chart: ECharts, redraw: () => void) => void) | undefined
  #palette: Palette
  #chart: ECharts | undefined

  /** `begun` is told of the chart, once, before it is drawn, and how it is drawn anew. */
  constructor(
    picture: Picture,
    element: HTMLElement,
    palette: Palette,
    begun?: (chart: ECharts, redraw: () => void) => void,
  ) {
    this.#begun = begun
    this.#picture = picture
    this.#element = element
    this.#palette = palette
    this.#observer = new ResizeObserver(() => this.#resized())
    this.#observer.observe(element)
  }

  show(palette: Palette): void {
    this.#palette = palette
    this.#draw()
  }

  /** Its element goes. */
  end(): void {
    this.#observer.disconnect()
    this.#chart?.dispose()
  }

  /** For what happens on the picture beside choosing: zooming by keyboard and the like. */
  get drawn(): ECharts | undefined {
    return this.#chart
  }

  #resized(): void {
    const width = this.#element.clientWidth
    if (width === 0) return
    if (this.#chart === undefined) this.#draw()
    else if (this.#chart.getWidth() !== width) {
      this.#fit(width)
      this.#chart.resize()
      this.#set(width)
    }
  }

  #draw(): void {
    const width = this.#element.clientWidth
    if (width === 0) return
    this.#fit(width)
    this.#chart ??= this.#begin()
    this.#set(width)
  }

  #fit(width: number): void {
    const { height } = this.#picture
    if (typeof height !== 'number') this.#element.style.height = `${height(width)}px`
  }

  #begin(): ECharts {
    // Times are wall clocks written as if they were UTC.
    const chart = init(this.#element, undefined, { renderer: 'canvas', useDirtyRect: false })
    chart.on('click', ({ name, data }) => this.#picture.picked?.({ name, data }))
    this.#begun?.(chart, () => this.#draw())
    return chart
  }

  #set(width: number): void {
    const reduced = matchMedia('(prefers-reduced-motion: reduce)').matches
    this.#chart!.setOption(
      {
        useUTC: true,
        animation: !reduced,
        animationDuration: 250,
        backgroundColor: 'transparent',
        textStyle: { fontFamily: FONT, color: this.#palette.ink },
        aria: { enabled: true, label: { description: this.#picture.lead } },
        ...this.#picture.options(this.#palette, width),
      },
      { notMerge: true },
    )
  }
}
