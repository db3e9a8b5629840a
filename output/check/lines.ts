/** A check on a terminal: a line for a file that holds, and for others what does not. */
import type { Change, Expectation } from '../../sim/experiment/index.ts'
import { grid } from '../terminal/grid.ts'
import { counted } from '../terminal/quantity.ts'
import { firmNumbers, wrap } from '../terminal/text.ts'
import type { Page } from '../terminal/view.ts'
import { type Checked, type CheckedFile, failedExpectations, hasMoved, isGood, isWrong } from './facts.ts'
import { baselineWords, changeOf, expectationName, found, spoken } from './words.ts'

/** More are counted. */
const EXPECTATIONS = 20
const CHANGES = 15
const INDENT = '  '

export function checkLines(file: CheckedFile, page: Page): readonly string[] {
  if (isWrong(file)) return []
  return [...headLines(file, page), ...expectationLines(file, page), ...baselineLines(file, page)]
}

function headLines(file: Checked, { width, style }: Page): readonly string[] {
  const failed = failedExpectations(file).length
  const all = file.expectations.length
  const parts = [
    all === 0
      ? 'nothing expected'
      : failed === 0
        ? `${counted(all, 'expectation')} met`
        : `${failed} of ${counted(all, 'expectation')} failed`,
    baselinePart(file),
    counted(file.replications, 'replication'),
  ]
  const [first = '', ...rest] = wrap(
    `${file.file}: ${isGood(file) ? 'ok' : 'FAILED'}, ${firmNumbers(parts.join(', '))}`,
    width,
    INDENT,
  )
  return [style(isGood(file) ? 'good' : 'bad', first), ...rest]
}

function baselinePart({ baseline }: Checked): string {
  if (baseline.state === 'missing') return 'no baseline (--update keeps one)'
  if (baseline.state === 'compared') return baselineWords(baseline.comparison)
  const { comparison } = baseline
  if (comparison === undefined) return 'baseline written'
  return `baseline renewed (${baselineWords(comparison)})`
}

/** Failed ones first. Those that hold are listed while they are few. */
function expectationLines(file: Checked, { width, style }: Page): readonly string[] {
  const failed = failedExpectations(file)
  const met = file.expectations.filter(({ holds }) => holds)
  const line = (word: string, it: Expectation): readonly string[] =>
    indented(`${word} ${expectationName(it, file.variants)}: ${found(it)}`, width)
  return [
    ...failed.slice(0, EXPECTATIONS).flatMap((it) => line('failed', it).map((text) => style('bad', text))),
    ...more(failed.length - EXPECTATIONS, 'failed'),
    ...(file.expectations.length <= EXPECTATIONS
      ? met.flatMap((it) => line('met', it))
      : more(met.length, 'met')),
  ]
}

function indented(text: string, width: number): readonly string[] {
  return wrap(firmNumbers(text), width - INDENT.length, INDENT).map((line) => `${INDENT}${line}`)
}

function more(count: number, word: string): readonly string[] {
  return count > 0 ? [`${INDENT}${count} more ${word}`] : []
}

function baselineLines(file: Checked, page: Page): readonly string[] {
  const { baseline } = file
  if (baseline.state === 'missing' || baseline.comparison === undefined) return []
  const { comparison } = baseline
  const names = [
    ...comparison.gone.map((name) => `no longer there: ${name}`),
    ...comparison.added.map((name) => `not in the baseline: ${name}`),
  ].flatMap((text) => indented(text, page.width))
  const told = comparison.moved ? changeLines(comparison.changes, file.variants, page) : []
  const hint = hasMoved(file)
    ? indented(`If this is meant: gatesim check ${file.file} --update`, page.width)
    : []
  return [...names, ...told, ...hint]
}

/** Those beyond chance first, in the order of metrics. */
export function inWeight(changes: readonly Change[]): readonly Change[] {
  return [
    ...changes.filter(({ significant }) => significant),
    ...changes.filter(({ significant }) => !significant),
  ]
}

const COLUMNS = [
  { title: 'metric', align: 'left', least: 12 },
  { title: 'was', align: 'right' },
  { title: 'is', align: 'right' },
  { title: 'change', align: 'right' },
  { title: 'beyond chance', align: 'left', leaves: 1 },
] as const

/** A table per variant. */
function changeLines(changes: readonly Change[], variants: number, page: Page): readonly string[] {
  const told = inWeight(changes).slice(0, CHANGES)
  const names = [...new Set(told.map(({ variant }) => variant))]
  const tables = names.flatMap((name) => [
    ...(variants > 1 ? indented(`${name}:`, page.width) : []),
    ...changeTable(
      told.filter(({ variant }) => variant === name),
      page,
    ),
  ])
  return [...tables, ...more(changes.length - CHANGES, 'moved')]
}

function changeTable(changes: readonly Change[], { width, style }: Page): readonly string[] {
  const rows = changes.map((it) => [
    it.metric,
    spoken(it.was, it.unit),
    spoken(it.is, it.unit),
    changeOf(it),
    it.significant ? 'yes' : 'no',
  ])
  return grid(COLUMNS, rows, width - INDENT.length, style).map((line) => `${INDENT}${line}`)
}

/** The last line, for several files. */
export function checkedInAll(files: readonly CheckedFile[]): string {
  const good = files.filter(isGood).length
  const wrong = files.filter(isWrong).length
  const failed = files.length - good - wrong
  const parts = [
    `${good} ok`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(wrong > 0 ? [`${wrong} not checked`] : []),
  ]
  return `${counted(files.length, 'file')}: ${parts.join(', ')}`
}
