/** Which guesses matter: a sentence for each metric, and bars that show how far each input moves it. */
import type { ScreeningRow, SwingRow } from '../../sim/experiment/index.ts'
import type { Sensitivity } from '../tables/sensitivity.ts'
import { grid } from './grid.ts'
import { metricInWords } from './metric-words.ts'
import { shortPaths } from './paths.ts'
import { counted, difference, percent, plainQuantity, quantity } from './quantity.ts'
import { framed } from './summary.ts'
import { bar, cut, firm, wrap } from './text.ts'
import type { Page, RunView } from './view.ts'

const HALF_BAR = 5
const MOST_SHOWN = 20
const LEAST_PATH = 10
/** Inputs that are named in a sentence. */
const MOST_NAMED = 3
/** What moves less than this share of the largest swing is one of the others. */
const WORTH_NAMING = 0.1

export function sensitivityLines(view: RunView, found: Sensitivity, page: Page): readonly string[] {
  const blocks =
    found.method === 'oat'
      ? [...blocksOf(found.rows, tornado, page), swingNotes(view, found.rows, page)]
      : [...blocksOf(found.rows, screening, page), screeningNotes(view, found.trajectories, page)]
  return framed(view, page, blocks, 'sensitivity.csv, summary.csv and more')
}

function blocksOf<R extends { readonly metric: string }>(
  rows: readonly R[],
  block: (rows: readonly R[], page: Page) => readonly string[],
  page: Page,
): readonly (readonly string[])[] {
  return byMetric(rows).map((own) => {
    const rest = own.length - MOST_SHOWN
    const more = rest > 0 ? [`and ${counted(rest, 'more input')}, in sensitivity.csv`] : []
    return [...block(own, page), ...more]
  })
}

function tornado(rows: readonly SwingRow[], page: Page): readonly string[] {
  const { metric, unit, base } = rows[0]!
  const largest = Math.max(...rows.map((row) => Math.max(...extent(row).map(Math.abs))))
  const paths = shortPaths(rows.map(({ path }) => path))
  const cells = rows
    .slice(0, MOST_SHOWN)
    .map((row, i) => [
      row.significant === true && row.swing !== 0 ? '*' : '',
      paths[i]!,
      rangeOf(row),
      difference(row.atLow.mean, unit),
      twoSided(extent(row), largest),
      difference(row.atHigh.mean, unit),
    ])
  const columns = [
    { title: '', align: 'left' },
    { title: 'input', align: 'left', least: LEAST_PATH },
    { title: 'range', align: 'left', leaves: 2 },
    { title: 'at low', align: 'right' },
    { title: '', align: 'left', leaves: 1 },
    { title: 'at high', align: 'right' },
  ] as const
  const told = [
    page.style('heading', cut(`${metric}, ${quantity(base, unit)} with the values of the file`, page.width)),
    ...wrap(swingSentence(rows), page.width).map((line) => page.style('strong', line)),
  ]
  if (largest === 0) return told
  const [head = '', ...body] = grid(columns, cells, page.width, page.style)
  return [
    ...told,
    head,
    ...body.map((line, i) => (rows[i]!.significant === false ? page.style('dim', line) : line)),
  ]
}

/** Which guesses matter, a sentence for each metric. */
export function sensitivitySentences(found: Sensitivity): readonly string[] {
  return found.method === 'oat'
    ? byMetric(found.rows).map(swingSentence)
    : byMetric(found.rows).map(screeningSentence)
}

function byMetric<R extends { readonly metric: string }>(rows: readonly R[]): readonly (readonly R[])[] {
  const metrics = [...new Set(rows.map(({ metric }) => metric))]
  return metrics.map((metric) => rows.filter((row) => row.metric === metric))
}

/** The smallest and the largest difference from the base, with the base itself. */
function extent({ atLow, atHigh }: SwingRow): readonly [number, number] {
  const [low, high] = [atLow.mean ?? 0, atHigh.mean ?? 0]
  return [Math.min(0, low, high), Math.max(0, low, high)]
}

/** Less than the base to the left, more to the right; in half blocks. */
function twoSided([least, most]: readonly [number, number], largest: number): string {
  const halves = (size: number): number =>
    size === 0 ? 0 : Math.max(1, Math.round((size / largest) * HALF_BAR * 2))
  const [left, right] = [halves(-least), halves(most)]
  const before = `${left % 2 === 1 ? '▐' : ''}${'█'.repeat(Math.floor(left / 2))}`
  const after = `${'█'.repeat(Math.floor(right / 2))}${right % 2 === 1 ? '▌' : ''}`
  return `${before.padStart(HALF_BAR)}│${after.padEnd(HALF_BAR)}`
}

function swingSentence(rows: readonly SwingRow[]): string {
  const { metric, unit } = rows[0]!
  const words = metricInWords(metric)
  const largest = rows[0]!.swing ?? 0
  const moving = rows.filter(
    ({ swing = 0, significant }) => swing > WORTH_NAMING * largest && significant !== false,
  )
  if (moving.length === 0) {
    return largest === 0
      ? `None of these guesses moves ${words}.`
      : `No guess is shown to move ${words} beyond chance.`
  }
  const named = moving.slice(0, MOST_NAMED).map((row, i) => {
    const [least, most] = extent(row).map((it) => firm(difference(it, unit)))
    return `${row.path} ${i === 0 ? `moves ${words} ` : ''}by ${least}\u00a0..\u00a0${most}`
  })
  const also = moving.slice(MOST_NAMED).map(({ path }) => path)
  const others = rows.filter((row) => !moving.includes(row))
  return `${named.join(', ')}${also.length === 0 ? '' : `; also ${also.join(', ')}`}${restOf(others, unit)}.`
}

function restOf(rows: readonly SwingRow[], unit: SwingRow['unit']): string {
  if (rows.length === 0) return ''
  const most = Math.max(...rows.map(({ swing }) => swing ?? 0))
  const which = rows.length === 1 ? rows[0]!.path : `the other ${rows.length}`
  return most === 0 ? `; ${which} not at all` : `; ${which} by ${firm(plainQuantity(most, unit))} at most`
}

function screening(rows: readonly ScreeningRow[], page: Page): readonly string[] {
  const { metric, unit } = rows[0]!
  const largest = rows[0]!.muStar ?? 0
  const paths = shortPaths(rows.map(({ path }) => path))
  const cells = rows
    .slice(0, MOST_SHOWN)
    .map((row, i) => [
      paths[i]!,
      rangeOf(row),
      row.muStar === undefined ? '-' : plainQuantity(row.muStar, unit),
      largest > 0 ? bar((row.muStar ?? 0) / largest, 2 * HALF_BAR) : '',
      difference(row.mu, unit),
      row.sigma === undefined ? '-' : plainQuantity(row.sigma, unit),
    ])
  const columns = [
    { title: 'input', align: 'left', least: LEAST_PATH },
    { title: 'range', align: 'left', leaves: 3 },
    { title: 'effect', align: 'right' },
    { title: '', align: 'left', leaves: 2 },
    { title: 'direction', align: 'right', leaves: 1 },
    { title: 'spread', align: 'right' },
  ] as const
  const told = [
    page.style('heading', cut(metric, page.width)),
    ...wrap(screeningSentence(rows), page.width).map((line) => page.style('strong', line)),
  ]
  return largest > 0 ? [...told, ...grid(columns, cells, page.width, page.style)] : told
}

/** From this share of the effect on its spread is worth a word (Garcia Sanchez et al. 2014: no longer monotonic at 1). */
const WIDE_SPREAD = 0.5

function screeningSentence(rows: readonly ScreeningRow[]): string {
  const { metric, unit } = rows[0]!
  const words = metricInWords(metric)
  const moving = rows.filter(({ muStar = 0 }) => muStar > WORTH_NAMING * (rows[0]!.muStar ?? 0))
  if (moving.length === 0) return `None of these guesses moves ${words}.`
  const shown = moving.slice(0, MOST_NAMED)
  const named = shown.map(
    ({ path, muStar }, i) =>
      `${path} ${i === 0 ? `moves ${words} ` : ''}by ${firm(plainQuantity(muStar!, unit))}`,
  )
  const uneven = shown.filter(({ sigma, muStar }) => (sigma ?? 0) > WIDE_SPREAD * muStar!)
  const bends =
    uneven.length === 0
      ? ''
      : ` How much depends on the other inputs: ${uneven.map((it) => it.path).join(', ')}.`
  return `From end to end of its range ${named.join(', ')} on average.${bends}`
}

function swingNotes(view: RunView, rows: readonly SwingRow[], page: Page): readonly string[] {
  const certain = rows.every(({ across: { mean, low, high } }) => low === mean && high === mean)
  const nights = counted(view.replications, 'replication')
  const text = certain
    ? `Each input alone, all others as ${asIs(view)}. Chance has no part in this scenario: the differences are exact.`
    : `Each input alone, all others as ${asIs(view)}, on the same ${nights}. * the ends differ beyond chance at ${firm(percent(view.confidence))} over all inputs of a metric (Holm); intervals are in sensitivity.csv. pts: percentage points.`
  return wrap(text, page.width).map((line) => page.style('dim', line))
}

/** The first variant stands for the scenario. */
function asIs({ variants }: RunView): string {
  const { name } = variants[0]!
  return name === 'base' ? 'in the file' : `in the variant ${name}`
}

function screeningNotes(view: RunView, trajectories: number, page: Page): readonly string[] {
  const text = `Morris screening: ${counted(trajectories, 'trajectory', 'trajectories')} through all ranges, ${counted(view.variants.length, 'point')} with the same ${counted(view.replications, 'replication')}. effect: mean size over the whole range (mu*); direction: with its sign (mu); spread: of the effects (sigma), large beside the effect where it bends or depends on other inputs. pts: percentage points.`
  return wrap(text, page.width).map((line) => page.style('dim', line))
}

/** `2 .. 8 %`: one unit is enough where both have it. */
function rangeOf({ low, high }: { readonly low: string; readonly high: string }): string {
  const unit = / \S+$/.exec(high)?.[0] ?? ''
  const same = unit !== '' && low.endsWith(unit) && !/ .* /.test(low)
  return same
    ? `${low.slice(0, -unit.length)} .. ${high}`
    : unit === ''
      ? `${low} .. ${high}`
      : `${low}..${high}`
}
