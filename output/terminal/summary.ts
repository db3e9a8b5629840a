/** The short summary after a run: the answer first, then what it rests on, then where to read on. */
import { STAGES } from '../../sim/model/index.ts'
import { gatewayBlocks } from './gateways.ts'
import { headline } from './headline.ts'
import { loadByVariant, loadLines } from './load.ts'
import { nightLines } from './nights.ts'
import { overview } from './overview.ts'
import { counted, duration, percent } from './quantity.ts'
import { sideBySideLines } from './side-by-side.ts'
import { stageInWords } from './stages.ts'
import { layoutLines, tenantLines } from './tenants.ts'
import { cut, firm, wrap } from './text.ts'
import { type Page, type Rows, type RunView, rowsOf } from './view.ts'

const MOST_WARNINGS = 5

export function summaryLines(view: RunView, page: Page): readonly string[] {
  const blocks = view.variants.length === 1 ? oneVariant(view, page) : variants(view, page)
  return framed(view, page, blocks, 'summary.csv, tasks.csv, gateways.csv and more')
}

/** What is told of a run, between its title and where its files are. */
export function framed(
  view: RunView,
  page: Page,
  blocks: readonly (readonly string[])[],
  files: string,
): readonly string[] {
  const all = [...blocks, warnings(view, page), closing(view, page, files)]
  return [...title(view, page), ...all.flatMap(separated)]
}

function separated(block: readonly string[]): readonly string[] {
  return block.length === 0 ? [] : ['', ...block]
}

function title(view: RunView, { width, style }: Page): readonly string[] {
  const runs = view.replications === 1 ? 'one replication' : counted(view.replications, 'replication')
  const many = view.variants.length === 1 ? '' : `${counted(view.variants.length, 'variant')} x `
  const facts = `${view.extent ?? `${many}${runs}`} of ${duration(view.horizon)}`
  const about =
    view.description === '' ? [] : wrap(view.description.replace(/\s+/g, ' ').trim(), width).slice(0, 3)
  const room = width - facts.length - 2
  const head =
    room < 16
      ? [style('heading', cut(view.name, width)), style('dim', cut(facts, width))]
      : [`${style('heading', cut(view.name, room))}  ${style('dim', facts)}`]
  return [...head, ...about.map((line) => style('dim', line))]
}

function oneVariant(view: RunView, page: Page): readonly (readonly string[])[] {
  const variant = view.variants[0]!.name
  const rows = rowsOf(view, variant)
  const { text, tone } = headline(view, variant, rows)
  return [
    [...wrap(text, page.width).map((line) => page.style(tone, line)), ...layoutLines(view, variant, page)],
    [...overview(view, rows, page), ...single(view, page)],
    ...gatewayBlocks(view, variant, page),
    loadLines(view, variant, page),
    tenantLines(view, variant, page),
    bottleneck(rows, page),
    nightLines(view, page),
  ]
}

function variants(view: RunView, page: Page): readonly (readonly string[])[] {
  const note = view.replications === 1 ? single(view, page) : means(view, page)
  return [[...sideBySideLines(view, page), ...note], loadByVariant(view, page)]
}

/** An estimate never travels without its certainty, and one replication has none. */
function single(view: RunView, { width, style }: Page): readonly string[] {
  if (view.replications > 1) return []
  const text = 'One replication: no interval. --replications 30 tells how certain this is.'
  return wrap(text, width).map((line) => style('dim', line))
}

function means(view: RunView, { width, style }: Page): readonly string[] {
  const text = `Means of ${counted(view.replications, 'replication')}; their intervals are in summary.csv.`
  return wrap(text, width).map((line) => style('dim', line))
}

function bottleneck(rows: Rows, page: Page): readonly string[] {
  const shares = STAGES.map((stage) => ({ stage, share: rows.get(`bottleneckShare.${stage}`)?.mean ?? 0 }))
    .filter((it) => it.share > 0.005)
    .sort((a, b) => b.share - a.share)
  const [first, ...others] = shares
  if (first === undefined) return []
  const rest = others.slice(0, 3).map((it) => firm(`${stageInWords(it.stage)} ${percent(it.share)}`))
  const also = rest.length === 0 ? '' : `; ${rest.join(', ')}`
  const text = `Bottleneck: ${stageInWords(first.stage)} limited ${firm(percent(first.share))} of the transfer time${also}.`
  return wrap(text, page.width)
}

function warnings(view: RunView, { width, style }: Page): readonly string[] {
  const shown = view.warnings.slice(0, MOST_WARNINGS)
  const lines = shown.flatMap(({ code, message, at, count }) => {
    const times = count > 1 ? ` (${count} times)` : ''
    const place = at === '' ? '' : `${at}: `
    return wrap(`${code} ${place}${message}${times}`, width, '  ')
  })
  const rest = view.warnings.length - shown.length
  const more = rest === 0 ? [] : [`${counted(rest, 'more warning')} in result.json`]
  return [...lines, ...more].map((line) => style('warn', line))
}

function closing(view: RunView, { width, style }: Page, files: string): readonly string[] {
  return [
    ...wrap(`Results in ${view.folder}: report.html, ${files}`, width, '  '),
    style('dim', cut(`fingerprint ${view.fingerprint}`, width)),
  ]
}
