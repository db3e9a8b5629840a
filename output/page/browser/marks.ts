/** A figure with its interval as shapes: a dot or a bar, and whiskers. */
import type { CustomSeriesRenderItemReturn } from 'echarts'
import type { Palette } from './palette.ts'

type CustomElementOption = NonNullable<CustomSeriesRenderItemReturn>

/** Shapes say how sure it is, or which end of a range: colours only repeat it. */
export type Shape = 'filled' | 'hollow' | 'bar' | 'striped'
export type Tone = 'plain' | 'other' | 'good' | 'bad' | 'faint'

export interface Mark {
  readonly at: number
  readonly low?: number | undefined
  readonly high?: number | undefined
  readonly shape: Shape
  readonly tone: Tone
  /** What it is, in the tooltip. */
  readonly name: string
}

/** Pixels from one stripe to the next. */
const STRIPE = 6

export function isBar(shape: Shape): boolean {
  return shape === 'bar' || shape === 'striped'
}

/** Pixels. */
export interface Drawn {
  readonly x: number
  readonly y: number
  readonly low: number
  readonly high: number
  readonly zero: number
}

/** Whiskers over the bar or behind the dot. */
export function shapes(mark: Mark, place: Drawn, palette: Palette): CustomElementOption[] {
  const { shape, tone } = mark
  const colour = colourOf(tone, palette)
  if (isBar(shape)) return [...bar(shape, place, colour, palette), ...whiskers(place, palette.ink, 1)]
  const fill = shape === 'hollow' ? palette.paper : colour
  const style = { fill, stroke: colour, lineWidth: 2 }
  return [...whiskers(place, colour, 2), { type: 'circle', shape: { cx: place.x, cy: place.y, r: 5 }, style }]
}

function whiskers({ y, low, high }: Drawn, stroke: string, lineWidth: number): CustomElementOption[] {
  if (high - low < 1) return []
  const line = (x1: number, y1: number, x2: number, y2: number): CustomElementOption => ({
    type: 'line',
    shape: { x1, y1, x2, y2 },
    style: { stroke, lineWidth },
  })
  return [line(low, y, high, y), line(low, y - 4, low, y + 4), line(high, y - 4, high, y + 4)]
}

/** From nothing to the mean; striped ones are empty but for their stripes. */
function bar(shape: Shape, { x, y, zero }: Drawn, colour: string, palette: Palette): CustomElementOption[] {
  const [left, width] = [Math.min(x, zero), Math.max(1, Math.abs(x - zero))]
  const fill = shape === 'striped' ? palette.paper : colour
  const stripes = shape === 'striped' ? Math.floor(width / STRIPE) : 0
  return [
    {
      type: 'rect',
      shape: { x: left, y: y - 5, width, height: 10 },
      style: { fill, stroke: colour, lineWidth: 1 },
    },
    ...Array.from({ length: stripes }, (_, i): CustomElementOption => {
      const x1 = left + i * STRIPE
      return {
        type: 'line',
        shape: { x1, y1: y + 5, x2: x1 + STRIPE, y2: y - 5 },
        style: { stroke: colour, lineWidth: 1.5 },
      }
    }),
  ]
}

function colourOf(tone: Tone, palette: Palette): string {
  switch (tone) {
    case 'plain':
      return palette.series[0]!
    case 'other':
      return palette.series[1]!
    case 'good':
      return palette.good
    case 'bad':
      return palette.bad
    case 'faint':
      return palette.faint
  }
}
