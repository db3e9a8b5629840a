/** One replication of a result once more, with everything that can be told of it. */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type ResultDocument, replicationsTable, shellWord, wrap } from '../../output/index.ts'
import type { Scenario } from '../../scenarios/index.ts'
import { METRICS } from '../../sim/experiment/index.ts'
import { EXIT, type Exit, UserError } from '../failure.ts'
import type { ReadingProgress } from '../result/reading.ts'
import { notFound, openResult, type Result } from '../result/result.ts'
import { broken, readRows } from '../result/rows.ts'
import { runToEnd, sayAudit } from '../run/perform.ts'
import { type RunRequest, usualFolder } from '../run/request.ts'
import { loadAgain, printIssues } from '../scenario.ts'
import type { Terminal } from '../terminal.ts'
import { version } from '../version.ts'

export interface ReplayRequest {
  /** The folder of the result. */
  readonly result: string
  readonly variant: string | undefined
  readonly replication: number | undefined
  /** Where the scenario lies now; undefined: where it lay. */
  readonly file: string | undefined
  readonly out: string | undefined
  readonly events: boolean
  readonly audit: boolean
  readonly quiet: boolean
}

/** The replication as the result knows it. */
interface Known {
  readonly variant: string
  readonly replication: number
  readonly fingerprint: string
}

export async function replay(
  request: ReplayRequest,
  reading: ReadingProgress,
  terminal: Terminal,
): Promise<Exit> {
  const result = openResult(request.result, reading)
  const known = await knownRun(result, request)
  reading.end()
  const source = sourceOf(result, request)
  const loaded = loadAgain(source)
  if (!loaded.ok) {
    printIssues(loaded.issues, terminal)
    return EXIT.inputWrong
  }
  const { scenario } = loaded
  const differences = differencesBefore(result.document, scenario)
  if (scenario.hash !== result.document.scenario.hash) {
    const hint = `Put the file back as it was, or repeat the run as it is now: ${result.document.command}`
    return sayDifferent(
      `${source.file} is not what ${request.result} was made of`,
      differences,
      hint,
      terminal,
    )
  }
  const asked = runRequest(request, result.document, known, scenario)
  const run = await runToEnd(asked, only(scenario, known, result.document), terminal)
  if (run === undefined) return EXIT.interrupted
  const again = run.results[0]!.fingerprint
  const same = again === known.fingerprint
  if (!same) differences.push(`fingerprint ${known.fingerprint} there, ${again} here`)
  if (!request.quiet) sayWhatItIs(request.result, known, run.folder, same, terminal)
  const audited = sayAudit(run, asked, terminal)
  if (audited !== EXIT.done || differences.length === 0) return audited
  const hint = same ? 'The facts are the same; tables may have changed their form.' : undefined
  return sayDifferent(
    `${run.folder} was not made by what made ${request.result}`,
    differences,
    hint,
    terminal,
  )
}

/** From replications.csv, which every command writes. */
async function knownRun(result: Result, request: ReplayRequest): Promise<Known> {
  const { variants, replication: only } = result.document
  const names = variants.map(({ name }) => name)
  const variant = request.variant ?? names[0]!
  if (!names.includes(variant)) throw notFound('variant', variant, names)
  const replication = request.replication ?? only ?? 1
  let fingerprint: string | undefined
  let count = 0
  const file = replicationsTable(METRICS).file
  await readRows(
    join(result.folder, file),
    (row) => {
      if (row.text('variant') !== variant) return undefined
      count++
      if (row.number('replication') !== replication) return undefined
      fingerprint = row.text('fingerprint')
      return 'enough'
    },
    { reading: result.reading },
  )
  if (fingerprint === undefined) throw noReplication(variant, replication, count, only)
  return { variant, replication, fingerprint }
}

function noReplication(
  variant: string,
  replication: number,
  count: number,
  only: number | undefined,
): UserError {
  const has = only !== undefined ? `number ${only} only` : count === 1 ? 'one' : `${count}`
  return new UserError(
    'E-NOT-FOUND',
    `there is no replication ${replication} of ${variant}; the result has ${has}`,
  )
}

function sourceOf({ document, folder }: Result, { file }: ReplayRequest): ResultDocument['source'] {
  const { source } = document
  if (source === undefined) throw broken(join(folder, 'result.json'), 'it does not say what it was made of')
  if (file !== undefined) return { ...source, file }
  const hint = 'Give the command in the folder where the result was made, or name the file: --file FILE'
  if (source.file === '-') {
    throw new UserError('E-REPLAY-SOURCE', `${folder} was made of standard input, which is gone`, hint)
  }
  if (existsSync(source.file)) return source
  throw new UserError('E-REPLAY-SOURCE', `${folder} was made of ${source.file}, which is not here`, hint)
}

function differencesBefore(document: ResultDocument, scenario: Scenario): string[] {
  const pairs = [
    ['version', document.gatesim, version()],
    ['scenario', document.scenario.hash, scenario.hash],
    ['seed', document.seed, scenario.seed],
  ] as const
  return pairs
    .filter(([, there, here]) => there !== here)
    .map(([what, there, here]) => `${what} ${there} there, ${here} here`)
}

function only(scenario: Scenario, { variant }: Known, document: ResultDocument): Scenario {
  const chosen = scenario.variants.find(({ name }) => name === variant) ?? tried(scenario, variant, document)
  if (chosen !== undefined) return { ...scenario, variants: [chosen], replications: 1 }
  throw new UserError(
    'E-NOT-FOUND',
    `the variant ${variant} was made by the study and is no point of ${scenario.file}`,
    'Write it as a variant of the scenario and run that.',
  )
}

/** What `sensitivity` and `value` make of the first variant. */
function tried(
  scenario: Scenario,
  name: string,
  { variants }: ResultDocument,
): Scenario['variants'][number] | undefined {
  const { factors } = variants.find((it) => it.name === name)!
  const values = Object.entries(factors).map(([path, value]) => ({ path, value }))
  const improvement = scenario.improvements().find((it) => it.name === name)
  const world = improvement?.world ?? scenario.worldWith(values)
  return values.length === 0 || 'severity' in world ? undefined : { name, world, factors }
}

/** Tables in the form of the result, so that their rows are those of the result. */
function runRequest(
  { result, out, events, audit, quiet }: ReplayRequest,
  { tables: { bucket, ...form } }: ResultDocument,
  { variant, replication }: Known,
  scenario: Scenario,
): RunRequest {
  const folder = out ?? `${usualFolder(scenario)}-replay`
  if (resolve(folder) === resolve(result)) {
    throw new UserError(
      'E-USAGE',
      `--out ${folder} would replace the result that is replayed`,
      'Name another folder.',
    )
  }
  const words = ['gatesim', 'replay', result, '--variant', variant, '--replication', `${replication}`]
  return {
    file: scenario.file,
    out: folder,
    events,
    decisions: true,
    audit,
    bucket,
    form,
    json: false,
    quiet,
    resume: false,
    only: replication,
    command: [...words, ...(events ? ['--events'] : [])].map(shellWord).join(' '),
  }
}

function sayWhatItIs(
  result: string,
  { variant, replication, fingerprint }: Known,
  folder: string,
  same: boolean,
  terminal: Terminal,
): void {
  const lines = [
    `${variant}, replication ${replication} of ${result}, is in ${folder}`,
    ...(same ? [`fingerprint ${fingerprint}, the same as there`] : []),
    `gatesim explain ${shellWord(folder)} tells what happened in it`,
  ]
  for (const line of lines.flatMap((it) => wrap(it, terminal.columns, '  '))) terminal.out(`${line}\n`)
}

function sayDifferent(
  what: string,
  differences: readonly string[],
  hint: string | undefined,
  terminal: Terminal,
): Exit {
  const error = terminal.style.err('bad', 'error:')
  terminal.err(`${error} ${what}: ${differences.join('; ')} [E-REPLAY-DIFFERENT]\n`)
  if (hint !== undefined) terminal.err(`${hint}\n`)
  return EXIT.expectationFailed
}
