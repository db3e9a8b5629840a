/** The best of several variants: which, how surely, and what it took. */
import type { Selection } from '../../sim/experiment/index.ts'
import type { ResultWarning } from '../result.ts'
import { grid } from './grid.ts'
import { counted, difference, percent, plainQuantity, quantity } from './quantity.ts'
import { framed } from './summary.ts'
import { firm, wrap } from './text.ts'
import type { Page, RunView } from './view.ts'

export function selectionLines(view: RunView, selection: Selection, page: Page): readonly string[] {
  const { metric, unit, contestants, chosen } = selection
  const cells = contestants.map(({ variant, mean, difference: it, replications, screenedOut }) => [
    variant === chosen ? '>' : '',
    variant,
    quantity(mean, unit),
    variant === chosen ? '' : difference(it, unit),
    String(replications),
    screenedOut === undefined ? (variant === chosen ? 'chosen' : '') : `out after ${screenedOut}`,
  ])
  const columns = [
    { title: '', align: 'left' },
    { title: 'variant', align: 'left', least: 10 },
    { title: metric, align: 'right' },
    { title: 'less chosen', align: 'right', leaves: 1 },
    { title: 'replications', align: 'right', leaves: 2 },
    { title: '', align: 'left' },
  ] as const
  const table = grid(columns, cells, page.width, page.style).map((line, i) =>
    i > 0 && contestants[i - 1]!.variant === chosen ? page.style('good', line) : line,
  )
  const answer = wrap(selectionSentence(selection), page.width).map((line) =>
    page.style(chosen === undefined ? 'warn' : 'good', line),
  )
  const note = wrap('less chosen: on the nights that both have.', page.width)
  return framed(
    view,
    page,
    [answer, [...table, ...note.map((line) => page.style('dim', line))]],
    'summary.csv, result.json and more',
  )
}

/** Which is the best, and how surely. */
export function selectionSentence({
  metric,
  unit,
  indifference,
  confidence,
  chosen,
  exact,
  contestants,
}: Selection): string {
  const zone = firm(plainQuantity(indifference, unit))
  const left = contestants.filter(({ screenedOut }) => screenedOut === undefined)
  if (chosen === undefined) {
    const names = left.map(({ variant }) => variant).join(', ')
    return `Undecided: ${names} are left. With a larger indifference than ${zone}, or more replications, one would be.`
  }
  const near = contestants
    .filter((it) => it.variant !== chosen && Math.abs(it.difference ?? Infinity) <= indifference)
    .map(({ variant }) => variant)
  const beside = near.length === 0 ? '' : ` Within ${zone} of it: ${near.join(', ')}.`
  if (exact)
    return `${chosen} is the best of ${contestants.length} in ${metric}. Chance has no part in this scenario: that is exact.${beside}`
  const total = contestants.reduce((sum, { replications }) => sum + replications, 0)
  return `${chosen} is the best of ${contestants.length} in ${metric}: with a probability of at least ${firm(percent(confidence))}, if it is better than the next by ${zone} or more. It took ${counted(total, 'replication')}.${beside}`
}

/** Variants that did not differ at all in the first nights: the procedure then knows no doubt, which is no proof. */
export function selectionWarnings({ alike, metric }: Selection): readonly ResultWarning[] {
  return alike.map(([one, other]) => ({
    code: 'W-SELECTION-ALIKE',
    message: `${metric} was the same as that of ${other} in all of the first nights; that says nothing about nights that differ.`,
    at: one,
  }))
}
