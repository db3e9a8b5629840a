/**
 * Conditions on metrics as people write them (docs/expressions.md):
 *
 *     failureRate <= 1 %                  the mean
 *     p95(sessionDuration) <= 8 h         min, max, p50 .. p99.9: over all observations
 *     share(backupWindow > 8 h) <= 5 %    the share of observations that compare
 *
 * Limits carry the unit of the metric; shares and counts may be bare.
 */
import {
  COMPARISONS,
  type Comparison,
  type Condition,
  METRICS,
  type Metric,
  type MetricUnit,
  type Term,
} from '../../sim/experiment/index.ts'
import { didYouMean } from '../issues.ts'
import { globOf } from '../names/glob.ts'
import {
  DURATION,
  isRefused,
  PURE,
  type Quantity,
  RATE,
  readQuantity,
  SHARE,
  SIZE,
  typeName,
} from '../quantities/quantity.ts'

export interface Refusal {
  readonly refusal: string
}

/** What a condition says, without where and how sure it must be. */
export type Stated = Pick<Condition, 'text' | 'term' | 'op' | 'limit' | 'unit'>

export const QUANTITIES: Readonly<Record<MetricUnit, Quantity>> = {
  s: DURATION,
  B: SIZE,
  'B/s': RATE,
  share: SHARE,
  count: PURE,
  ratio: PURE,
}

const OPERATOR = COMPARISONS.join('|')
const CONDITION = new RegExp(`^\\s*(share\\s*\\(.*\\)|[^<>=!]+?)\\s*(${OPERATOR})\\s*([^<>=!]+?)\\s*$`)
const COMPARED = new RegExp(`^([^<>=!]+?)\\s*(${OPERATOR})\\s*([^<>=!]+?)$`)
const CALL = /^([a-z]+)(\d+(?:\.\d+)?)?\s*\(\s*(.*?)\s*\)$/
export const EXAMPLES =
  '`failureRate <= 1 %`, `p95(sessionDuration) <= 8 h` or `share(backupWindow > 8 h) <= 5 %`'

export function parseCondition(text: string): Stated | Refusal {
  const parts = CONDITION.exec(text)
  if (parts === null) {
    return { refusal: `\`${text}\` is no comparison, expected one such as ${EXAMPLES}.${hintFor(text)}` }
  }
  return conditionOf(parts[1]!, parts[2] as Comparison, parts[3]!, text.trim())
}

/** Comparisons as they are written elsewhere. */
function hintFor(text: string): string {
  if (/=<|≤/.test(text)) return ' Did you mean `<=`?'
  if (/=>|≥/.test(text)) return ' Did you mean `>=`?'
  return /[^<>=!]=[^<>=!]/.test(text) ? ' Equal is written `==`.' : ''
}

/** From its three parts, as the map form gives them. */
export function conditionOf(left: string, op: Comparison, value: unknown, text: string): Stated | Refusal {
  const term = parseTerm(left.trim())
  if ('refusal' in term) return term
  const unit = term.of === 'share' ? 'share' : metricOf(term.metric)!.unit
  const limit = readLimit(unit, value)
  return typeof limit === 'number' ? { text, term, op, limit, unit } : limit
}

/** A metric, or a function of one. */
export function parseTerm(text: string): Term | Refusal {
  const call = CALL.exec(text)
  if (call === null) return named(text, (metric) => ({ of: 'mean', metric }))
  const [, name, digits, inner] = call
  if (digits === undefined && (name === 'min' || name === 'max')) {
    return named(inner!, (metric) => ({ of: name, metric }))
  }
  if (name === 'p' && digits !== undefined) return quantileOf(digits, inner!)
  if (name === 'share' && digits === undefined) return shareOf(inner!)
  return {
    refusal: `There is no function \`${name}${digits ?? ''}\`; there is min, max, p50 to p99.9 and share.`,
  }
}

function quantileOf(digits: string, inner: string): Term | Refusal {
  const percent = Number(digits)
  if (!(percent > 0 && percent < 100)) {
    return { refusal: `\`p${digits}\` is no quantile: the number is above 0 and below 100, as in \`p95\`.` }
  }
  // Dividing keeps p99.9 equal to 0.999.
  return named(inner, (metric) => ({ of: 'quantile', metric, q: Math.round(percent * 1e6) / 1e8 }))
}

function shareOf(inner: string): Term | Refusal {
  const parts = COMPARED.exec(inner)
  if (parts === null)
    return { refusal: `\`share(${inner})\` compares nothing, expected \`share(backupWindow > 8 h)\`.` }
  const metric = metricOf(parts[1]!)
  if (metric === undefined) return unknown(parts[1]!)
  const limit = readLimit(metric.unit, parts[3]!)
  if (typeof limit !== 'number') return limit
  return { of: 'share', metric: metric.name, op: parts[2] as Comparison, limit }
}

function named(name: string, make: (metric: string) => Term): Term | Refusal {
  return metricOf(name) === undefined ? unknown(name) : make(name)
}

export function metricOf(name: string): Metric | undefined {
  return METRICS.find((metric) => metric.name === name)
}

function unknown(name: string): Refusal {
  const near = didYouMean(
    name,
    METRICS.map((metric) => metric.name),
  )
  return { refusal: `There is no metric \`${name}\`.${near} \`gatesim metrics\` lists them all.` }
}

/** A value of a metric in its unit; shares and counts may be bare. */
export function readLimit(unit: MetricUnit, value: unknown): number | Refusal {
  const read = readQuantity(QUANTITIES[unit], value)
  if (isRefused(read)) return { refusal: read.says }
  if (unit !== 'share' || read <= 1) return read
  const bare = Number(value) <= 100 ? ` Did you mean \`${String(value).trim()} %\`?` : ''
  return {
    refusal: `Found ${typeName(value)}, more than the whole; expected a share such as \`5 %\` or \`0.05\`.${bare}`,
  }
}

/** Whether a condition is about this variant: its name or a glob is given, or nothing. */
export function appliesTo({ variant }: Pick<Condition, 'variant'>, name: string): boolean {
  return variant === undefined || variant === name || globOf(variant).test(name)
}

/** Two conditions on the same term that no result can meet both, in their order; undefined: none. */
export function contradiction(conditions: readonly Condition[]): readonly [Condition, Condition] | undefined {
  for (const [i, other] of conditions.entries()) {
    const one = conditions.slice(0, i).find((it) => isAboutTheSame(it, other) && !canBothHold(it, other))
    if (one !== undefined) return [one, other]
  }
  return undefined
}

/** What is for all variants is for each; two globs may or may not meet. */
function isAboutTheSame(a: Condition, b: Condition): boolean {
  const together = a.variant === undefined || b.variant === undefined || a.variant === b.variant
  return together && JSON.stringify(a.term) === JSON.stringify(b.term)
}

interface Range {
  low: number
  high: number
  /** The ends belong to it. */
  lowIn: boolean
  highIn: boolean
}

function canBothHold(a: Condition, b: Condition): boolean {
  const range: Range = { low: -Infinity, high: Infinity, lowIn: false, highIn: false }
  for (const { op, limit } of [a, b]) narrow(range, op, limit)
  return range.low < range.high || (range.low === range.high && range.lowIn && range.highIn)
}

function narrow(range: Range, op: Comparison, limit: number): void {
  if (op === '!=') return
  const closed = op === '<=' || op === '>=' || op === '=='
  if (op !== '>' && op !== '>=' && limit <= range.high) {
    range.highIn = limit < range.high ? closed : range.highIn && closed
    range.high = limit
  }
  if (op !== '<' && op !== '<=' && limit >= range.low) {
    range.lowIn = limit > range.low ? closed : range.lowIn && closed
    range.low = limit
  }
}
