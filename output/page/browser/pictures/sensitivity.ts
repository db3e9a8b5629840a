/** Which of the uncertain inputs move the metrics, and how far: tornados, or effects of a screening. */
import type { ScreeningRow, SwingRow } from '../../../../sim/experiment/index.ts'
import type { Sensitivity } from '../../../tables/sensitivity.ts'
import { metricInWords } from '../../../terminal/metric-words.ts'
import {
  counted,
  difference,
  number,
  plainQuantity,
  quantity,
  type Unit,
} from '../../../terminal/quantity.ts'
import type { PageData } from '../../facts.ts'
import { type IntervalRow, type Panel, panelsHeight, panelsOptions } from '../intervals.ts'
import type { Mark } from '../marks.ts'
import type { Picture } from '../picture.ts'
import { known, titleOf } from '../study.ts'
import type { Sheet, SheetColumn, SheetRow } from '../table/facts.ts'
import { chanceNote } from '../verdict.ts'

const MOST_ROWS = 12

/** undefined unless inputs were varied and some moves something. */
export function sensitivityPicture({ document }: PageData): Picture | undefined {
  const { sensitivity, summary, replications } = document
  if (sensitivity === undefined) return undefined
  const blocks = blocksOf(sensitivity)
  const panels = blocks.map(({ panel }) => panel).filter(({ rows }) => rows.length > 0)
  if (panels.length === 0) return undefined
  const confidence = summary[0]?.confidence ?? 0.95
  return {
    id: 'sensitivity',
    title: 'Which guesses matter',
    lead: blocks.map(({ lead }) => lead).join(' '),
    notes: [
      sensitivity.method === 'oat'
        ? `Each input alone at the low end of its range (striped) and at the high one (full), all others as in the file. ${chanceNote(
            sensitivity.rows.map(({ across: { mean: difference, low, high } }) => ({
              difference,
              low,
              high,
            })),
            { replications, confidence, shapes: '* the ends differ beyond chance over all inputs (Holm).' },
          )}`
        : `Morris screening, ${number(sensitivity.trajectories)} trajectories: mean size of the effect over the whole range (mu*), and the spread of the effects (sigma), large beside it where the effect bends or depends on other inputs.`,
      ...(blocks.some(({ more }) => more)
        ? [`The ${MOST_ROWS} inputs that move a metric most are drawn; the table has all.`]
        : []),
    ],
    height: (width) => panelsHeight(panels, width),
    options: (palette, width) => panelsOptions(panels, palette, width),
    sheet: sheetFor(sensitivity),
  }
}

interface Block {
  readonly panel: Panel
  readonly lead: string
  /** Not all are drawn. */
  readonly more: boolean
}

function blocksOf(found: Sensitivity): readonly Block[] {
  return found.method === 'oat'
    ? byMetric(found.rows).map((rows) =>
        blockOf(
          rows,
          rows.filter(({ swing }) => (swing ?? 0) > 0),
          true,
          swingRow,
          swingWords,
        ),
      )
    : byMetric(found.rows).map((rows) =>
        blockOf(
          rows,
          rows.filter(({ muStar }) => (muStar ?? 0) > 0),
          false,
          effectRow,
          ({ muStar, unit }) => plainQuantity(muStar!, unit),
        ),
      )
}

function byMetric<R extends { readonly metric: string }>(rows: readonly R[]): readonly (readonly R[])[] {
  return [...new Set(rows.map(({ metric }) => metric))].map((metric) =>
    rows.filter((row) => row.metric === metric),
  )
}

function blockOf<R extends SwingRow | ScreeningRow>(
  all: readonly R[],
  moving: readonly R[],
  differences: boolean,
  row: (row: R) => IntervalRow,
  words: (row: R) => string,
): Block {
  const { metric, unit } = all[0]!
  const [first] = moving
  const lead =
    first === undefined
      ? `None of ${counted(all.length, 'guess', 'guesses')} moves ${metricInWords(metric)}.`
      : `Of ${counted(all.length, 'guess', 'guesses')} ${first.path} moves ${metricInWords(metric)} most: ${words(first)}.`
  const panel = { title: titleOf(metric), unit, differences, rows: moving.slice(0, MOST_ROWS).map(row) }
  return { panel, lead, more: moving.length > MOST_ROWS }
}

function swingWords({ atLow, atHigh, low, high, unit }: SwingRow): string {
  return `${difference(known(atLow.mean) ?? 0, unit)} at ${low}, ${difference(known(atHigh.mean) ?? 0, unit)} at ${high}`
}

function swingRow(row: SwingRow): IntervalRow {
  const { path, low, high, atLow, atHigh, unit, significant } = row
  const end = (
    at: SwingRow['atLow'],
    said: string,
    shape: Mark['shape'],
    tone: Mark['tone'],
  ): readonly Mark[] =>
    known(at.mean) === undefined
      ? []
      : [{ at: at.mean!, low: known(at.low), high: known(at.high), shape, tone, name: `at ${said}` }]
  return {
    name: `${path} ${low} .. ${high}`,
    figure: `${difference(known(atLow.mean) ?? 0, unit)} .. ${difference(known(atHigh.mean) ?? 0, unit)}${significant === true ? ' *' : ''}`,
    marks: [...end(atLow, low, 'striped', 'other'), ...end(atHigh, high, 'bar', 'plain')],
  }
}

function effectRow({ path, low, high, muStar, sigma, unit }: ScreeningRow): IntervalRow {
  const spread = known(sigma) === undefined ? '' : `, spread ${plainQuantity(sigma!, unit)}`
  return {
    name: `${path} ${low} .. ${high}`,
    figure: `${plainQuantity(muStar!, unit)}${spread}`,
    marks: [{ at: muStar!, shape: 'bar', tone: 'plain', name: 'mean size of the effect' }],
  }
}

const INPUT = [
  { name: 'path', kind: 'text' },
  { name: 'low', kind: 'text' },
  { name: 'high', kind: 'text' },
  { name: 'metric', kind: 'text' },
  { name: 'rank', kind: 'count' },
] as const

function inputCells({ path, low, high, metric, rank }: SwingRow | ScreeningRow): SheetRow {
  return [path, low, high, metric, rank]
}

function text(name: string): SheetColumn {
  return { name, kind: 'text' }
}

function sheetFor(found: Sensitivity): Sheet {
  if (found.method === 'oat') {
    return {
      file: 'sensitivity',
      columns: [...INPUT, text('base'), text('at low'), text('at high'), text('beyond chance')],
      rows: found.rows.map((row) => [
        ...inputCells(row),
        quantity(known(row.base), row.unit),
        difference(known(row.atLow.mean), row.unit),
        difference(known(row.atHigh.mean), row.unit),
        row.significant === true ? 'yes' : '',
      ]),
    }
  }
  return {
    file: 'sensitivity',
    columns: [...INPUT, text('effect'), text('direction'), text('spread')],
    rows: found.rows.map((row) => [
      ...inputCells(row),
      sizeOf(row.muStar, row.unit),
      difference(known(row.mu), row.unit),
      sizeOf(row.sigma, row.unit),
    ]),
  }
}

function sizeOf(value: number | undefined, unit: Unit): string | undefined {
  return known(value) === undefined ? undefined : plainQuantity(value!, unit)
}
