/** What a page carries of a result. */
import type { ResultDocument } from '../result.ts'
import { HEADLINE_METRICS } from '../terminal/metric-words.ts'
import { HEADLINE } from '../terminal/overview.ts'
import type { PageData, PageRun } from './facts.ts'

/** Of more variants, only the metrics that pictures show: the others are in summary.csv. */
const MOST_WHOLE = 100

export function pageData(
  document: ResultDocument,
  runs: readonly PageRun[],
  notes: readonly string[],
): PageData {
  return { document: trimmed(readBack(document)), runs, notes }
}

function trimmed(document: ResultDocument): ResultDocument {
  if (document.variants.length <= MOST_WHOLE) return document
  const kept = new Set([...HEADLINE.map(([metric]) => metric), ...HEADLINE_METRICS])
  return { ...document, summary: document.summary.filter(({ metric }) => kept.has(metric)) }
}

/** In result.json null stands for what a row has not. */
function readBack(document: ResultDocument): ResultDocument {
  const { summary, comparison, value, sensitivity } = document
  const rows = { summary, comparison, ...(value && { value }), ...(sensitivity && { sensitivity }) }
  return { ...document, ...(withoutNulls(rows) as typeof rows) }
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls)
  if (typeof value !== 'object' || value === null) return value
  const kept = Object.entries(value).filter(([, it]) => it !== null)
  return Object.fromEntries(kept.map(([name, it]) => [name, withoutNulls(it)]))
}
