/** A run from the first replication to the folder in its place. */
import {
  CellPrinter,
  estimateFiles,
  RESULT_FILE,
  type RecordedTables,
  type ResultWarning,
  recordedFiles,
  resultJson,
  stoppingWarnings,
  summaryLines,
  TableRecorder,
  writeEstimates,
} from '../../output/index.ts'
import type { Scenario } from '../../scenarios/index.ts'
import type { WallClock } from '../../sim/calendar.ts'
import { type Summary, summarise } from '../../sim/experiment/index.ts'
import { Crew, threadsFor } from '../crew/crew.ts'
import { Interrupted } from '../crew/interrupt.ts'
import { Progress } from '../crew/progress.ts'
import { realSurroundings, type Surroundings } from '../crew/surroundings.ts'
import { EXIT, type Exit } from '../failure.ts'
import { ResultFolder } from '../folder/folder.ts'
import type { FileSink } from '../folder/sink.ts'
import { sayHowItStarts } from '../folder/starts.ts'
import { writePage } from '../page/write.ts'
import { ReadingProgress } from '../result/reading.ts'
import { writeSpreadsheets } from '../sheets/spreadsheets.ts'
import type { Terminal } from '../terminal.ts'
import { describeRun, type FinishedRun, viewOf, withWarnings } from './finished.ts'
import { type Ended, runReplications } from './replications.ts'
import { identityOf, type RunRequest, usualFolder } from './request.ts'
import { RunStore } from './store.ts'

/** The summary is made for reading, not for filling a wide screen. */
export const SUMMARY_COLUMNS = 80

export async function perform(
  request: RunRequest,
  scenario: Scenario,
  terminal: Terminal,
  surroundings: Partial<Surroundings> = {},
): Promise<Exit> {
  const run = await runToEnd(request, scenario, terminal, surroundings)
  return run === undefined ? EXIT.interrupted : conclude(run, request, terminal)
}

/** The run with its folder in its place; undefined when it was interrupted, which is said. */
export async function runToEnd(
  request: RunRequest,
  scenario: Scenario,
  terminal: Terminal,
  surroundings: Partial<Surroundings> = {},
): Promise<FinishedRun | undefined> {
  const folder = new ResultFolder(request.out ?? usualFolder(scenario))
  const real = realSurroundings(surroundings)
  try {
    return await inFolder(folder, request, scenario, terminal, real)
  } finally {
    real.interrupts.stop()
    folder.leave()
  }
}

async function inFolder(
  folder: ResultFolder,
  request: RunRequest,
  scenario: Scenario,
  terminal: Terminal,
  surroundings: Surroundings,
): Promise<FinishedRun | undefined> {
  const { events, decisions, form } = request
  const asked = {
    events,
    decisions,
    tenants: scenario.variants.some(({ world }) => world.cloud !== undefined),
  }
  const { disk, interrupts, sheetRows } = surroundings
  const identity = identityOf(request, scenario)
  const store = new RunStore(folder, identity, recordedFiles(asked), request.resume, disk)
  sayHowItStarts('run', request, folder, store.restored.length, terminal)
  const printer = new CellPrinter(form, scenario.variants[0]!.world.clock)
  const ended = await simulated(folder, request, scenario, terminal, surroundings, { store, asked, printer })
  const brokenOff = (): undefined => {
    if (interrupts.discards === true) folder.discard()
    else interrupted(folder, ended.results.length, ended.total, terminal)
  }
  if (ended.interrupted) return brokenOff()
  const tables = [...recordedFiles(asked), ...estimateFiles()]
  const result = { folder, open: (name: string) => store.open(name), sheetRows, interrupts }
  const sheets = (summary: Summary): Promise<readonly ResultWarning[]> =>
    writeSpreadsheets(result, tables, summary, request, terminal)
  const more = { sheets, reading: new ReadingProgress(terminal, request.quiet) }
  try {
    return await finish(folder, store, request, scenario, ended, printer, more)
  } catch (error) {
    if (error instanceof Interrupted) return brokenOff()
    throw error
  }
}

/** The replications, with their rows in the tables. */
async function simulated(
  folder: ResultFolder,
  request: RunRequest,
  scenario: Scenario,
  terminal: Terminal,
  { interrupts, workerFile }: Surroundings,
  { store, asked, printer }: { store: RunStore; asked: RecordedTables; printer: CellPrinter },
): Promise<Ended> {
  const { events, decisions, audit, bucket, form, quiet, workers = 1 } = request
  const sinkOf = (name: string): FileSink => store.growing(name)
  const progress = new Progress(quiet ? undefined : terminal, 0, store.restored.length)
  const orders = { seed: scenario.seed, events, decisions, audit, bucket, tables: { asked, form } }
  const rows = { sinkOf, parts: () => folder.parts() }
  const say = (text: string): void => {
    if (!quiet) terminal.err(`${text}\n`)
  }
  const crew = new Crew(threadsFor(workers, workerFile), { orders, progress, interrupts, rows, say })
  try {
    if (store.restored.length === 0) writeHeaders(new TableRecorder(asked, printer, sinkOf))
    return await runReplications(scenario, request, { store, crew, progress })
  } finally {
    progress.end()
    await crew.close()
    store.close()
  }
}

function writeHeaders(tables: TableRecorder): void {
  tables.headers()
  tables.flush()
}

/** What was begun is cut off by --resume; what was finished is not repeated. */
function interrupted(folder: ResultFolder, done: number, total: number, terminal: Terminal): undefined {
  if (done === 0) {
    terminal.err('interrupted before the first replication was finished [I-INTERRUPTED]\n')
    return
  }
  const kept = `${done} of ${total} replications are finished and kept in ${folder.partial}`
  terminal.err(`interrupted: ${kept} [I-INTERRUPTED]\nThe same command with --resume goes on from there.\n`)
}

/** Estimates, spreadsheets, result.json, the page of it all, and the folder in its place. */
async function finish(
  folder: ResultFolder,
  store: RunStore,
  request: RunRequest,
  scenario: Scenario,
  { results, open: unmet }: Ended,
  printer: CellPrinter,
  {
    sheets,
    reading,
  }: { sheets(summary: Summary): Promise<readonly ResultWarning[]>; readonly reading: ReadingProgress },
): Promise<FinishedRun> {
  const byVariant = scenario.variants.map(({ name }) => ({
    variant: name,
    replications: results.filter((it) => it.variant === name),
  }))
  const summary = summarise(byVariant, scenario.confidence)
  const ordered = byVariant.flatMap((it) => it.replications)
  const files = new Map(estimateFiles().map((name) => [name, store.open(name)]))
  const clocks = new Map(scenario.variants.map(({ name, world }) => [name, world.clock]))
  const clockOf = (variant: string): WallClock => clocks.get(variant)!
  writeEstimates(summary, ordered, printer, clockOf, (name) => files.get(name)!)
  for (const file of files.values()) file.close()
  const described = describeRun(request, scenario, summary, byVariant, folder.out)
  const stopping = stoppingWarnings(unmet, described.document.replications)
  const run = withWarnings(described, [...stopping, ...(await sheets(summary))])
  const result = store.open(RESULT_FILE)
  result.write(resultJson(run.document))
  result.close()
  await writePage(folder, store, reading)
  folder.commit()
  return run
}

/** Says what the run came to. */
export function conclude(run: FinishedRun, request: RunRequest, terminal: Terminal): Exit {
  if (request.json) terminal.out(resultJson(run.document))
  else if (!request.quiet) {
    const page = { width: Math.min(SUMMARY_COLUMNS, terminal.columns), style: terminal.style.out }
    terminal.out(`${summaryLines(viewOf(run), page).join('\n')}\n`)
  }
  return sayAudit(run, request, terminal)
}

/** What the audit found. */
export function sayAudit(run: FinishedRun, request: RunRequest, terminal: Terminal): Exit {
  for (const violation of run.violations) terminal.err(`audit: ${violation} [E-AUDIT]\n`)
  if (request.audit && run.violations.length === 0 && !request.quiet && !request.json) {
    const checks = run.results.reduce((sum, result) => sum + result.run.auditChecks, 0)
    terminal.err(`audit: clean, ${checks.toLocaleString('en-US')} checks\n`)
  }
  return run.violations.length === 0 ? EXIT.done : EXIT.internalError
}
