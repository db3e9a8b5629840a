/** When the bytes went through: a line of blocks for each gateway, or for each variant, over the time in which they did. */
import { formatInstant, type WallClock } from '../../sim/calendar.ts'
import { coarserRates, type GatewayLoad, type ReplicationResult } from '../../sim/experiment/index.ts'
import { DAY, type Seconds } from '../../sim/units.ts'
import { type GridColumn, grid } from './grid.ts'
import { duration, quantity } from './quantity.ts'
import { cut, firm, spark, widthOf, wrap } from './text.ts'
import type { Page, RunView } from './view.ts'

/** More gateways are too many lines; their sum is still told. */
const MOST_GATEWAYS = 8
const MOST_VARIANTS = 12
const MOST_COLUMNS = 48
const LEAST_COLUMNS = 8
/** Of the page. */
const NAME_SHARE = 0.3
const HOUR = 3600

/** Bytes per second, bucket by bucket. */
interface Series {
  readonly name: string
  readonly rates: Float64Array
}

/** Of one variant: the sum over its gateways, then each of them on the scale of the busiest. */
export function loadLines(view: RunView, variant: string, page: Page): readonly string[] {
  const result = shownOf(view, variant)
  if (result === undefined) return []
  const blocks = KINDS.flatMap(({ kind, all }) => {
    const series = seriesOf(result, kind)
    if (series.length <= 1) return [series]
    return [[{ name: all, rates: sumOf(series) }], series.length > MOST_GATEWAYS ? [] : series]
  })
  return drawn(view, result, blocks, page)
}

/** Of several variants: the sum over the gateways of each, all on one scale. */
export function loadByVariant(view: RunView, page: Page): readonly string[] {
  const shown = view.variants.slice(0, MOST_VARIANTS).map(({ name }) => shownOf(view, name))
  const known = shown.filter((it) => it !== undefined)
  const first = known[0]
  // Buckets of other widths would stand under each other wrongly.
  if (first === undefined || known.some((it) => !sameBuckets(it.load, first.load))) return []
  return drawn(view, first, [known.map((it) => ({ name: it.variant, rates: entering(it) }))], page)
}

const KINDS = [
  { kind: 'cloud', all: 'cloud gateways' },
  { kind: 'server', all: 'gateways' },
] as const

/** A replication whose load was kept. */
type Shown = ReplicationResult & { readonly load: GatewayLoad }

function shownOf(view: RunView, variant: string): Shown | undefined {
  return view.results.find((it): it is Shown => it.variant === variant && it.load !== undefined)
}

function sameBuckets(a: GatewayLoad, b: GatewayLoad): boolean {
  return a.from === b.from && a.width === b.width && a.until === b.until
}

function seriesOf({ gateways, load }: Shown, kind: (typeof KINDS)[number]['kind']): readonly Series[] {
  const names = new Set(gateways.filter((it) => it.kind === kind).map(({ gateway }) => gateway))
  return load.gateways
    .filter(({ gateway }) => names.has(gateway))
    .map(({ gateway, bytesInPerSecond }) => ({ name: gateway, rates: bytesInPerSecond }))
}

/** Where it enters: what tenants send goes through the gateways of repositories once more. */
function entering(result: Shown): Float64Array {
  const clouds = sumOf(seriesOf(result, 'cloud'))
  return clouds.some((rate) => rate > 0) ? clouds : sumOf(seriesOf(result, 'server'))
}

function sumOf(series: readonly Series[]): Float64Array {
  const sum = new Float64Array(Math.max(0, ...series.map(({ rates }) => rates.length)))
  for (const { rates } of series) for (let i = 0; i < rates.length; i++) sum[i]! += rates[i]!
  return sum
}

/** Blocks of lines that share a scale, over the time in which anything moved. */
function drawn(
  view: RunView,
  shown: Shown,
  blocks: readonly (readonly Series[])[],
  page: Page,
): readonly string[] {
  const longest = Math.floor(page.width * NAME_SHARE)
  const names = blocks.flat().map(({ name }) => widthOf(name))
  const span = spanOf(view, shown.load, blocks.flat(), page.width - Math.min(longest, Math.max(...names)))
  if (span === undefined) return []
  const cells = blocks.flatMap((block) => blockCells(block, span, longest))
  return [
    ...wrap(heading(view, shown, span), page.width),
    ...grid(COLUMNS, cells, page.width, page.style).slice(1),
  ]
}

/** The buckets that are shown, `times` of them in a column. */
interface Span {
  readonly first: number
  readonly last: number
  readonly times: number
  readonly width: Seconds
  readonly from: Seconds
  readonly until: Seconds
  time(t: Seconds): string
}

/** `room`: columns beside the names. undefined where nothing moved. */
function spanOf(
  view: RunView,
  { from: begin, width, until: end }: GatewayLoad,
  series: readonly Series[],
  room: number,
): Span | undefined {
  const busy = busyBuckets(series)
  if (busy === undefined) return undefined
  const from = begin + busy.first * width
  const until = Math.min(end, begin + (busy.last + 1) * width)
  const time = timeWriter(view.clock, from, until)
  const columns = Math.min(MOST_COLUMNS, Math.max(LEAST_COLUMNS, room - BESIDE - widthOf(time(from))))
  const times = bucketsAColumn(busy.last - busy.first + 1, width, columns)
  return { ...busy, times, width, from, until, time }
}

const COLUMNS: readonly GridColumn[] = [
  { title: '', align: 'left', least: 8 },
  { title: '', align: 'left' },
  { title: '', align: 'right' },
  { title: '', align: 'left', leaves: 1 },
]
/** Three gaps, the longest peak, and the word before its time. */
const BESIDE = widthOf('      peak 1023 MiB/sat ')

function blockCells(
  block: readonly Series[],
  { first, last, times, width, from, until, time }: Span,
  longest: number,
): readonly (readonly string[])[] {
  const lines = block.map(({ name, rates }) => {
    const shown = { rates: rates.slice(first, last + 1), width, seconds: until - from }
    return { name: cut(name, longest), rates: [...coarserRates(shown, times)] }
  })
  const highest = Math.max(...lines.flatMap(({ rates }) => rates))
  return lines.map(({ name, rates }) => {
    const peak = Math.max(...rates)
    const blocks = rates.map((rate) => spark(highest > 0 ? rate / highest : 0)).join('')
    const at = peak > 0 ? `at ${time(from + rates.indexOf(peak) * times * width)}` : ''
    return [name, blocks, `peak ${quantity(peak, 'B/s')}`, at]
  })
}

function heading(view: RunView, { load, replication }: Shown, span: Span): string {
  const { from, until, times, width, time } = span
  const which = view.replications === 1 ? '' : `, replication ${replication}`
  // Work that is still going on then is not measured any more.
  const end = until === load.until ? ' (the horizon)' : ''
  const scale = firm(`${duration(times * width)} a column`)
  return `Bytes in over time, ${firm(`${time(from)} to ${time(until)}`)}${end}, ${scale}${which}:`
}

/** Undefined where nothing moved. */
function busyBuckets(
  series: readonly Series[],
): { readonly first: number; readonly last: number } | undefined {
  const moves = (rates: Float64Array): readonly number[] => [...rates.keys()].filter((i) => rates[i]! > 0)
  const buckets = series.flatMap(({ rates }) => moves(rates))
  return buckets.length === 0 ? undefined : { first: Math.min(...buckets), last: Math.max(...buckets) }
}

/** As few as fit, so that a column lasts a part or a multiple of an hour where that costs no more than half of them. */
function bucketsAColumn(buckets: number, width: Seconds, most: number): number {
  const least = Math.max(1, Math.ceil(buckets / most))
  for (let times = least; times < 2 * least; times++) {
    const seconds = times * width
    if (HOUR % seconds === 0 || seconds % HOUR === 0) return times
  }
  return least
}

/** `22:45`; where that may be said of two days `01-06 22:45`. */
function timeWriter(clock: WallClock, from: Seconds, until: Seconds): (t: Seconds) => string {
  const begin = until - from > DAY ? 5 : 11
  return (t) => formatInstant(clock, t).slice(begin, 16)
}
