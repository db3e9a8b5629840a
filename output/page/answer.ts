/** The answer of a result in sentences: what was asked for first, each with how certain it is. */
import type { ComparisonRow, SummaryRow } from '../../sim/experiment/index.ts'
import { STAGES } from '../../sim/model/index.ts'
import type { ResultDocument } from '../result.ts'
import { nightsInWords } from '../terminal/headline.ts'
import { HEADLINE_METRICS, markOf, metricInWords } from '../terminal/metric-words.ts'
import { counted, difference, percent, plusMinus, quantity } from '../terminal/quantity.ts'
import { selectionSentence } from '../terminal/selection.ts'
import { sensitivitySentences } from '../terminal/sensitivity.ts'
import { stageInWords } from '../terminal/stages.ts'
import { firm } from '../terminal/text.ts'
import { valueSentences } from '../terminal/value.ts'
import type { Rows } from '../terminal/view.ts'

const ASK_COMPARE = 'Whether two of them differ by more than chance is what `gatesim compare` tells.'

/** More variants than these are told of in the table only. */
const MOST_TOLD = 6

/** Sentences; the first is the answer, the others are what it rests on. */
export function answerOf(document: ResultDocument): readonly string[] {
  const { plan, selection, value, sensitivity, comparison, variants } = document
  if (plan !== undefined) return sentencesOf(plan.reason)
  if (selection !== undefined) return [selectionSentence(selection)]
  if (value !== undefined) return [...valueSentences(value), ...certaintyOf(value, document)]
  if (sensitivity !== undefined) return [...sensitivitySentences(sensitivity), certainty(document)]
  if (comparison.length > 0) return [...compared(comparison), ...certaintyOf(comparison, document)]
  return variants.length === 1 ? one(document) : [...sideBySide(document), certainty(document)]
}

/** One variant, metric by metric. */
export function summaryOf({ summary }: ResultDocument, variant: string): Rows {
  return new Map(summary.filter((row) => row.variant === variant).map((row) => [row.metric, row]))
}

/** Before a unit: a number is not to be torn from it. */
const QUANTITY = /(\d) (?=(?:%|d|h|min|s|[KMGTPE]?i?B(?:\/s)?)\b|%)/g

/** They end with a full stop and begin with a capital or a number. */
function sentencesOf(text: string): readonly string[] {
  return text.split(/(?<=\.) (?=[A-Z\d])/).map((sentence) => sentence.replace(QUANTITY, '$1\u00a0'))
}

function one(document: ResultDocument): readonly string[] {
  const rows = summaryOf(document, document.variants[0]!.name)
  const isIdle = ['sessionDuration', 'throughput'].every((metric) => rows.get(metric)?.mean === undefined)
  if (isIdle && (rows.get('unfinished')?.mean ?? 0) === 0)
    return ['Nothing ran: no session started after the warm-up.']
  return [
    `${nightsInWords(rows)}${cutSentence(rows)}`,
    throughputSentence(rows),
    bottleneckSentence(rows),
    certainty(document),
  ].filter((it) => it !== '')
}

/** Tasks that the horizon cut, of all replications. */
function cutSentence(rows: Rows): string {
  const row = rows.get('unfinished')
  const cut = Math.round((row?.mean ?? 0) * (row?.n ?? 0))
  return cut === 0 ? '' : ` ${counted(cut, 'task')} cut at the horizon.`
}

function throughputSentence(rows: Rows): string {
  const row = rows.get('throughput')
  return row?.mean === undefined ? '' : `The throughput is ${estimated(row)} while data flow.`
}

function bottleneckSentence(rows: Rows): string {
  const shares = STAGES.map((stage) => ({ stage, share: rows.get(`bottleneckShare.${stage}`)?.mean ?? 0 }))
  const most = shares.reduce((best, it) => (it.share > best.share ? it : best))
  if (most.share === 0) return ''
  return `The ${stageInWords(most.stage)} limits ${firm(percent(most.share))} of the transfer time.`
}

/** `98.1 MiB/s ± 2.4 MiB/s`. */
function estimated({ mean, low, high, unit }: SummaryRow): string {
  const reach = plusMinus(low, high, unit)
  return firm(`${quantity(mean, unit)}${reach === '' ? '' : ` ${reach}`}`)
}

function compared(rows: readonly ComparisonRow[]): readonly string[] {
  const variants = [...new Set(rows.map(({ variant }) => variant))]
  const told = variants
    .slice(0, MOST_TOLD)
    .map((variant) => againstBaseline(rows.filter((row) => row.variant === variant)))
  const rest = variants.length - told.length
  return rest === 0 ? told : [...told, `${counted(rest, 'more variant')} in comparison.csv.`]
}

function againstBaseline(rows: readonly ComparisonRow[]): string {
  const { variant, baseline } = rows[0]!
  const shown = rows.filter((row) => HEADLINE_METRICS.includes(row.metric))
  const named = (mark: string): string =>
    shown
      .filter((row) => markOf(row) === mark)
      .map((row) => `${metricInWords(row.metric)} (${change(row)})`)
      .join(', ')
  const [better, worse] = [named('+'), named('-')]
  const parts = [
    ...(better === '' ? [] : [`better in ${better}`]),
    ...(worse === '' ? [] : [`worse in ${worse}`]),
  ]
  const what = parts.length === 0 ? 'no difference is shown to be more than chance' : parts.join('; ')
  return `${variant} against ${baseline}: ${what}.`
}

function change({ difference: it, low, high, unit }: ComparisonRow): string {
  return firm(`${difference(it, unit)} ${plusMinus(low, high, unit)}`.trim())
}

/** The shortest and the longest nights among several variants; which difference is real is what `compare` tells. */
function sideBySide(document: ResultDocument): readonly string[] {
  const rows = document.variants
    .map(({ name }) => summaryOf(document, name).get('backupWindow'))
    .filter((row): row is SummaryRow & { mean: number } => row?.mean !== undefined)
    .sort((a, b) => a.mean - b.mean)
  const [least, most] = [rows[0], rows.at(-1)]
  if (least === undefined || most === undefined || least === most) return []
  if (quantity(least.mean, 's') === quantity(most.mean, 's'))
    return [
      `All ${document.variants.length} variants have a backup window of ${estimated(least)}.`,
      ASK_COMPARE,
    ]
  const near = rows
    .filter((row) => row !== least && least.high !== undefined && row.mean <= least.high)
    .map(({ variant }) => variant)
  return [
    `Of ${document.variants.length} variants ${least.variant} has the shortest backup window (${estimated(least)}) and ${most.variant} the longest (${estimated(most)}).`,
    ...(near.length === 0 ? [] : [`Within the interval of the shortest: ${named(near)}.`]),
    ASK_COMPARE,
  ]
}

function named(names: readonly string[]): string {
  const rest = names.length - MOST_TOLD
  return `${names.slice(0, MOST_TOLD).join(', ')}${rest > 0 ? ` and ${counted(rest, 'more', 'more')}` : ''}`
}

/** Of differences: those of a scenario without chance need no interval. */
function certaintyOf(
  rows: readonly Pick<ComparisonRow, 'difference' | 'low' | 'high'>[],
  document: ResultDocument,
): readonly string[] {
  const exact = rows.every(({ difference: it, low, high }) => it === undefined || (low === it && high === it))
  return [exact ? 'The differences are exact: chance has no part in them.' : certainty(document)]
}

function certainty({ replications, summary }: ResultDocument): string {
  if (replications === 1)
    return 'One replication: no interval. `--replications 30` tells how certain this is.'
  if (summary.every(({ low, high }) => low === high))
    return `All ${replications} replications came out the same.`
  const confidence = summary[0]?.confidence
  const level = confidence === undefined ? '' : ` ± their ${firm(percent(confidence))} intervals`
  return `Means of ${counted(replications, 'replication')}${level}.`
}
