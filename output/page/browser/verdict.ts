/** Differences that are judged: better, worse, or perhaps chance. */
import type { ComparisonRow } from '../../../sim/experiment/index.ts'
import { markOf } from '../../terminal/metric-words.ts'
import { counted, difference, percent, plusMinus } from '../../terminal/quantity.ts'
import type { IntervalRow } from './intervals.ts'
import type { Shape, Tone } from './marks.ts'
import { known } from './study.ts'

type Judged = Pick<ComparisonRow, 'difference' | 'low' | 'high' | 'unit' | 'better' | 'significant'>

/** Nothing where it may be chance. */
export type Verdict = 'better' | 'worse' | 'different' | ''

const VERDICTS: Readonly<Record<string, Verdict>> = { '+': 'better', '-': 'worse', '*': 'different' }

export function verdictOf({ significant, better, difference: it }: Judged): Verdict {
  return VERDICTS[markOf({ significant, better: better ?? undefined, difference: it })] ?? ''
}

const TONES: Readonly<Record<Verdict, Tone>> = {
  better: 'good',
  worse: 'bad',
  different: 'plain',
  '': 'faint',
}

/** `-5 pts ± 4.13 pts, better`; the shape says whether it may be chance. */
export function judgedRow(name: string, row: Judged, sure: Shape, unsure: Shape): IntervalRow {
  const verdict = verdictOf(row)
  const [low, high] = [known(row.low), known(row.high)]
  const size = [difference(known(row.difference), row.unit), plusMinus(low, high, row.unit)]
  return {
    name,
    figure: [size.filter((it) => it !== '').join(' '), ...(verdict === '' ? [] : [verdict])].join(', '),
    marks: [
      {
        at: row.difference!,
        low,
        high,
        shape: verdict === '' ? unsure : sure,
        tone: TONES[verdict],
        name: verdict === '' ? 'difference, may be chance' : `difference, ${verdict}`,
      },
    ],
  }
}

/** How the intervals of differences are to be read; `shapes` is what tells chance from more. */
export function chanceNote(
  rows: readonly (Pick<Judged, 'difference' | 'low' | 'high'> & { readonly n?: number })[],
  {
    replications,
    confidence,
    shapes,
  }: { readonly replications: number; readonly confidence: number; readonly shapes: string },
): string {
  const exact = rows.every(
    ({ difference: it, low, high }) => (it ?? null) === null || (low === it && high === it),
  )
  if (exact) return 'Chance has no part in this scenario: the differences are exact.'
  if (replications === 1) return 'One replication: no difference is more than chance here.'
  const counts = rows.flatMap(({ n }) => n ?? [])
  const [least, most] =
    counts.length === 0 ? [replications, replications] : [Math.min(...counts), Math.max(...counts)]
  const which =
    least < most
      ? `On the ${least} to ${counted(most, 'replication')} that both have`
      : `On the same ${counted(most, 'replication')}`
  return `${which}, with ${percent(confidence)} intervals. ${shapes}`
}
