/** What pictures have around their marks: legend, tooltips, patterns that tell series apart without their colours. */
import type { LegendComponentOption, TooltipComponentOption } from 'echarts'
import { number } from '../../terminal/quantity.ts'
import { cut, printable } from '../../terminal/text.ts'
import { escaped } from '../markup.ts'
import type { Palette } from './palette.ts'
import type { Rows } from './rows.ts'

/** Pixels below which a page is read on a telephone. */
const NARROW = 600

export function isNarrow(width: number): boolean {
  return width < NARROW
}

/** Long names are cut, and whole in the tooltip of their entry; `called` is what an entry says instead of its name. */
export function legend(
  palette: Palette,
  width: number,
  called: (name: string) => string = (name) => name,
): LegendComponentOption {
  return {
    type: 'scroll',
    top: 0,
    left: 0,
    right: 0,
    textStyle: { color: palette.ink },
    pageTextStyle: { color: palette.ink },
    pageIconColor: palette.ink,
    pageIconInactiveColor: palette.line,
    formatter: (name) => cut(called(name), isNarrow(width) ? 34 : 60),
    tooltip: { show: true, formatter: ({ name }: { readonly name: string }) => safe(called(name)) },
  }
}

export function tooltip(palette: Palette): TooltipComponentOption {
  return {
    backgroundColor: palette.paper,
    borderColor: palette.line,
    textStyle: { color: palette.ink, fontSize: 13 },
    confine: true,
    // A hostile name is long as well.
    extraCssText: 'max-width: 28em; white-space: normal; overflow-wrap: anywhere',
  }
}

/** What a tooltip says; the library takes it for HTML, names are from a scenario. */
export function tip(
  title: string,
  facts: readonly (readonly [what: string, value: string | undefined])[],
): string {
  const lines = facts.flatMap(([what, value]) =>
    value === undefined || value === '' ? [] : [`${safe(what)}: <b>${safe(value)}</b>`],
  )
  return [`<b>${safe(title)}</b>`, ...lines].join('<br>')
}

/** Names are anybody's: neither markup nor signs that cannot be seen. */
export function safe(text: string): string {
  return escaped(printable(text))
}

/** Patterns over the colours of filled series. */
export interface Decal {
  readonly symbol: string
  readonly symbolSize?: number
  readonly rotation?: number
  readonly dashArrayX?: [number, number] | number[][]
  readonly dashArrayY?: [number, number]
  readonly color: string
}

const PATTERNS: readonly Omit<Decal, 'color'>[] = [
  { symbol: 'none' },
  { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [2, 5], rotation: Math.PI / 4 },
  {
    symbol: 'circle',
    symbolSize: 0.8,
    dashArrayX: [
      [8, 8],
      [0, 8, 8, 0],
    ],
    dashArrayY: [6, 0],
  },
  { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [2, 5], rotation: -Math.PI / 4 },
  { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [3, 4] },
  { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [3, 4], rotation: Math.PI / 2 },
  {
    symbol: 'triangle',
    symbolSize: 1,
    dashArrayX: [
      [9, 9],
      [0, 9, 9, 0],
    ],
    dashArrayY: [7, 2],
  },
  {
    symbol: 'diamond',
    symbolSize: 0.7,
    dashArrayX: [
      [6, 6],
      [0, 6, 6, 0],
    ],
    dashArrayY: [6, 0],
  },
]

/** Series 0 is plain. */
export function decalOf(series: number, { dark }: Palette): Decal {
  const color = dark ? 'rgba(0, 0, 0, 0.5)' : 'rgba(255, 255, 255, 0.6)'
  return { ...PATTERNS[series % PATTERNS.length]!, color }
}

/** A note about rows that the page does not have. */
export function leftOut(rows: Rows, what: string): readonly string[] {
  const { left, file } = rows.table
  return left === undefined
    ? []
    : [`${number(left.rows)} more ${what} are in ${file} and not on this page: ${left.why}.`]
}
