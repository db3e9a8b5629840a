/**
 * Sections of hand-written pages that are made from the code or printed by the program. A section stands between
 * `<!-- generated: what -->` and `<!-- end -->`; `what` is `selection-table`, `job-types`, `behaviours`,
 * `worked-examples`, or a command line beginning with `$`.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { main } from '../cli/app.ts'
import { EXIT } from '../cli/failure.ts'
import { PLAIN } from '../output/index.ts'
import { JOB_TYPES, TYPES, type TypeRules } from '../sim/model/index.ts'
import { type Option, ROWS } from '../sim/model/selection/index.ts'
import { BEHAVIOURS, catalogue, WORKED_EXAMPLES } from './behaviours.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** Pages with generated sections, relative to the repository. */
const PAGES: readonly string[] = [
  'README.md',
  'docs/check.md',
  'docs/model.md',
  'docs/two-gateways-one-lost.md',
]

const SECTION = /(<!-- generated: (.+?) -->\n)[\s\S]*?(<!-- end -->)/g

/** Each page as it should be, by path. Commands run in the order of the page, in a folder that holds the library. */
export async function sectionedPages(): Promise<Readonly<Record<string, string>>> {
  const made: Record<string, string> = {}
  for (const page of PAGES) made[page] = await inScratchFolder(() => refreshed(page))
  return made
}

async function refreshed(page: string): Promise<string> {
  const old = readFileSync(join(ROOT, page), 'utf8')
  const made: string[] = []
  for (const [, , what] of old.matchAll(SECTION)) made.push(await section(what!))
  return old.replace(SECTION, (_, begin: string, _what: string, end: string) => begin + made.shift()! + end)
}

async function section(what: string): Promise<string> {
  if (what === 'selection-table') return selectionTable()
  if (what === 'job-types') return jobTypes()
  if (what === 'behaviours') return catalogue('behaviour', BEHAVIOURS)
  if (what === 'worked-examples') return catalogue('example', WORKED_EXAMPLES)
  if (what.startsWith('$ ')) return printedBy(what.slice(2))
  throw new Error(`nobody knows how to generate the section "${what}"`)
}

async function inScratchFolder<T>(act: () => Promise<T>): Promise<T> {
  const before = process.cwd()
  const folder = mkdtempSync(join(tmpdir(), 'gatesim-docs-'))
  cpSync(join(ROOT, 'scenarios', 'library'), join(folder, 'scenarios', 'library'), { recursive: true })
  try {
    process.chdir(folder)
    return await act()
  } finally {
    process.chdir(before)
    rmSync(folder, { recursive: true })
  }
}

/** What a command prints on a plain terminal of 80 columns; `column FILE NAMES` prints columns of a CSV file. */
async function printedBy(line: string): Promise<string> {
  const [command, ...rest] = line.split(' ')
  const printed = command === 'column' ? columnsOf(rest[0]!, rest.slice(1)) : await run(rest)
  return `\`\`\`text\n${command === 'column' ? '' : `$ npx ${line}\n`}${printed}\`\`\`\n`
}

async function run(argv: readonly string[]): Promise<string> {
  let printed = ''
  const print = (text: string): void => {
    printed += text
  }
  // How far a slow machine has come is no part of the answer.
  const say = (text: string): void => {
    if (!/^\d+\/\d+ replications, /.test(text)) print(text)
  }
  const exit = await main(argv, {
    out: print,
    err: say,
    columns: 80,
    errColumns: 80,
    live: false,
    style: { out: PLAIN, err: PLAIN },
  })
  if (exit === EXIT.internalError) throw new Error(`gatesim ${argv.join(' ')}: ${printed}`)
  return printed
}

/** Chosen columns of a table without quoted cells, aligned; `name=value` keeps the rows that have it. */
function columnsOf(file: string, words: readonly string[]): string {
  const rows = readFileSync(file, 'utf8')
    .replace('\uFEFF', '')
    .trimEnd()
    .split('\r\n')
    .map((row) => row.split(','))
  const shown = words.filter((word) => !word.includes('='))
  const kept = words.filter((word) => word.includes('=')).map((word) => word.split('='))
  const place = (name: string): number => rows[0]!.indexOf(name)
  const wanted = rows.filter(
    (row, i) => i === 0 || kept.every(([name, value]) => row[place(name!)] === value),
  )
  const cells = wanted.map((row) => shown.map((name) => row[place(name)]!))
  const widths = shown.map((_, i) => Math.max(...cells.map((row) => row[i]!.length)))
  const isText = (i: number): boolean => Number.isNaN(Number(cells[1]![i]))
  const lines = cells.map((row) =>
    row
      .map((cell, i) => (isText(i) ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)))
      .join('  ')
      .trimEnd(),
  )
  return `${lines.join('\n')}\n`
}

const WORDS: Readonly<Record<Option, string>> = {
  'first-proxy': "the proxy of the first task, then the job's other proxies in order of assignment",
  'proxy-in-use': 'the proxy in use',
  'least-loaded-proxy': "the least loaded of the job's proxies, anew for each task",
  'restore-proxy': 'the proxy of the restore',
  'mount-server': 'the mount server of the repository',
  'backup-server': 'the backup server',
  'target-proxy': 'the proxy at the target',
  'source-repository': 'the source repository itself',
  'source-gateway': 'the gateway of the source repository',
  'source-mount-server': 'the mount server of the source repository',
  'wan-accelerator': 'the accelerator on the side of the share; of two shares that of the target',
  'tape-server': 'the tape server',
}

function selectionTable(): string {
  const options = (list: readonly Option[]): string =>
    list.length === 0 ? '(none)' : list.map((option) => WORDS[option]).join(', then ')
  const rows = ROWS.map(
    ({ id, when, transport, synthetic, source }) =>
      `| ${id} | ${when} | ${options(transport)} | ${options(synthetic)} | "${source}" |`,
  )
  return `${[
    '| row | when | gateway | gateway for synthetic work | the document says |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n')}\n`
}

const TO: Readonly<Record<TypeRules['to'], string>> = {
  repository: 'a repository',
  datastore: 'a datastore',
  host: 'a cloud host',
  drive: 'tape',
  nothing: '(nothing)',
}
const BESIDE: Readonly<Record<TypeRules['beside'], string>> = {
  anything: '',
  rest: 'at rest',
  stops: 'at rest, gives way',
}
const PER: Readonly<Record<TypeRules['gatewayPer'], string>> = {
  file: 'backup file (machine or job)',
  machine: 'machine',
  job: 'job',
}

function jobTypes(): string {
  const rows = JOB_TYPES.map((type) => {
    const { from, to, task, gatewayPer, priority, retry, counted, beside } = TYPES[type]
    const reads = from === 'machine' ? 'machines' : 'stored points'
    const repeats = retry.attempts === 0 ? 'none' : `${retry.attempts} after ${retry.wait / 60} min`
    const runs = counted ? 'yes' : 'no'
    return `| ${type} | ${reads} | ${TO[to]} | ${task} | ${PER[gatewayPer]} | ${priority} | ${repeats} | ${runs} | ${BESIDE[beside]} |`
  })
  return `${[
    '| type | reads | writes | a task is a | a gateway is kept for a | priority | retries | machine-runs | beside the jobs it reads from |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n')}\n`
}
