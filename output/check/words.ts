/** Expectations and changes in words, for terminals and for JUnit alike. */
import type { BaselineComparison, Change, Expectation } from '../../sim/experiment/index.ts'
import { counted, percent, quantity, type Unit } from '../terminal/quantity.ts'

/** `failureRate <= 1 %`, with the variant where there are several. */
export function expectationName({ condition, variant }: Expectation, variants: number): string {
  const { text, confidence } = condition
  const sure = confidence === undefined ? '' : ` at ${percent(confidence)}`
  return `${text}${sure}${variants > 1 ? ` (${variant})` : ''}`
}

/** What was found: the estimate, or the bound where confidence was asked for. */
export function found({ condition, estimate, judgement }: Expectation): string {
  if (estimate === undefined) return 'nothing was observed'
  const { unit, limit } = condition
  const value = near(estimate, limit, unit)
  if (judgement === undefined) return value
  const { bounds, about, n } = judgement
  const nights = counted(n, 'night')
  if (bounds === undefined) return `${value}, but ${nights} are too few for a bound`
  if (about === 'term')
    return `${value}, ${spoken(bounds.low, unit)} to ${spoken(bounds.high, unit)} (${nights})`
  if (judgement.needs !== undefined && judgement.hits === 0)
    return `${value}; not enough nights: ${nights} without a bad one, ${judgement.needs} could prove it`
  const part = `${percent(bounds.low)} to ${percent(bounds.high)} of ${about === 'bad nights' ? 'nights' : 'observations'}`
  return `${value}; limit broken in ${part} (${nights}), allowed ${percent(judgement.limit)}`
}

const PLAIN_UNIT: Readonly<Record<Unit, string>> = {
  'B/s': ' B/s',
  B: ' B',
  s: ' s',
  count: '',
  share: '',
  ratio: '',
}
/** Relative; nearer than that, rounded words may hide on which side of the limit a value lies. */
const NEAR = 0.02

function near(value: number, limit: number, unit: Unit): string {
  const words = spoken(value, unit)
  const close = value !== limit && Math.abs(value - limit) <= NEAR * Math.abs(limit)
  return close ? `${words} (${Number(value.toPrecision(8))}${PLAIN_UNIT[unit]})` : words
}

/** What was stopped is longer than any limit. */
export function spoken(value: number | undefined, unit: Unit): string {
  if (value === Infinity && unit === 's') return 'stopped before its end'
  return quantity(value, unit)
}

/** Of the value before; `new` and `gone` where there is nothing to divide by. */
export function changeOf({ was, is }: Change): string {
  if (is === undefined) return 'gone'
  if (was === undefined || was === 0) return 'from 0'
  const share = (100 * (is - was)) / was
  const digits = Math.abs(share) >= 100 ? 0 : Math.abs(share) >= 1 ? 1 : undefined
  const text = digits === undefined ? String(Number(share.toPrecision(2))) : share.toFixed(digits)
  return `${share > 0 ? '+' : ''}${text} %`
}

/** How the result stands to its baseline, in half a sentence. */
export function baselineWords({ kind, moved, changes, differing, gone }: BaselineComparison): string {
  const beyond = changes.filter(({ significant }) => significant).length
  if (!moved) {
    if (kind === 'exact') return 'equal to its baseline'
    return changes.length === 0
      ? 'all means as in its baseline'
      : `${counted(changes.length, 'mean')} differ from the baseline, none beyond chance`
  }
  if (gone.length > 0)
    return `${counted(gone.length, 'variant')} of the baseline ${gone.length === 1 ? 'is' : 'are'} gone`
  if (kind === 'statistical') return `${counted(beyond, 'metric')} moved beyond chance`
  return changes.length === 0
    ? `another run than in the baseline in ${counted(differing.length, 'variant')}, with the same means`
    : `another run than in the baseline: ${counted(changes.length, 'metric')} moved, ${beyond} beyond chance`
}
