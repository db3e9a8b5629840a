/**
 * A study from its first replication to the folder in its place: comparing, planning and the like. What is asked of
 * the replications is handed in; here they are run, kept, told about and written down.
 */
import {
  CellPrinter,
  counted,
  estimateFiles,
  type Page,
  RESULT_FILE,
  type ResultDocument,
  type ResultWarning,
  resultJson,
  type Sink,
  writeEstimates,
} from '../../output/index.ts'
import type { Scenario } from '../../scenarios/index.ts'
import type { WallClock } from '../../sim/calendar.ts'
import { type Replicator, type Summary, summarise, type VariantResults } from '../../sim/experiment/index.ts'
import { Crew, threadsFor } from '../crew/crew.ts'
import { Interrupted } from '../crew/interrupt.ts'
import { Progress } from '../crew/progress.ts'
import { realSurroundings, type Surroundings } from '../crew/surroundings.ts'
import { EXIT, type Exit } from '../failure.ts'
import { ResultFolder } from '../folder/folder.ts'
import { sayHowItStarts } from '../folder/starts.ts'
import { writePage } from '../page/write.ts'
import { ReadingProgress } from '../result/reading.ts'
import { describeRun, type FinishedRun, withWarnings } from '../run/finished.ts'
import { SUMMARY_COLUMNS } from '../run/perform.ts'
import { usualFolder } from '../run/request.ts'
import { writeSpreadsheets } from '../sheets/spreadsheets.ts'
import type { Terminal } from '../terminal.ts'
import { StoredReplicator } from './replicator.ts'
import { type StudyRequest, studyIdentity } from './request.ts'
import { StudyStore } from './store.ts'

/** A table that only one kind of study has: its file, and what fills it. */
export type OwnTable = readonly [name: string, write: (sink: Sink, printer: CellPrinter) => void]

/** What a study came to. */
export interface Outcome {
  /** All variants that were looked at, in the order of the scenario; summary.csv and the like are made of them. */
  readonly variants: readonly VariantResults[]
  /** Parts of result.json that only this study has. */
  readonly document?: Partial<ResultDocument>
  /** Tables that only this study has. */
  readonly files?: readonly OwnTable[]
  /** Beside those of the scenario and of its runs. */
  readonly warnings?: readonly ResultWarning[]
  /** For a terminal. */
  lines(run: FinishedRun, page: Page): readonly string[]
  readonly exit: Exit
}

export type Study = (replicator: Replicator) => Promise<Outcome>

export async function perform(
  request: StudyRequest,
  scenario: Scenario,
  terminal: Terminal,
  study: Study,
  surroundings: Partial<Surroundings> = {},
): Promise<Exit> {
  const folder = new ResultFolder(request.out ?? `${usualFolder(scenario)}-${request.name}`)
  const real = realSurroundings(surroundings)
  try {
    return await inFolder(folder, request, scenario, terminal, study, real)
  } finally {
    real.interrupts.stop()
    folder.leave()
  }
}

async function inFolder(
  folder: ResultFolder,
  request: StudyRequest,
  scenario: Scenario,
  terminal: Terminal,
  study: Study,
  { disk, interrupts, workerFile, sheetRows }: Surroundings,
): Promise<Exit> {
  const { keep, quiet, workers = 1 } = request
  const store = new StudyStore(folder, studyIdentity(scenario, request), request.resume, disk)
  sayHowItStarts('study', request, folder, store.restored.length, terminal)
  const progress = new Progress(quiet ? undefined : terminal, 0, store.restored.length)
  const say = (text: string): void => {
    if (!quiet) terminal.err(`${text}\n`)
  }
  const orders = { seed: scenario.seed, keep }
  const crew = new Crew(threadsFor(workers, workerFile), { orders, progress, interrupts, say })
  const replicator = new StoredReplicator({ store, progress, crew })
  try {
    const outcome = await study(replicator).finally(() => progress.end())
    const result = { folder, open: (name: string) => store.open(name), sheetRows, interrupts }
    const sheets = (summary: Summary): Promise<readonly ResultWarning[]> =>
      writeSpreadsheets(result, filesOf(outcome), summary, request, terminal)
    const run = await write(outcome, request, scenario, folder, store, {
      sheets,
      reading: new ReadingProgress(terminal, quiet),
    })
    return conclude(outcome, run, request, terminal)
  } catch (error) {
    if (error instanceof Interrupted) return interrupted(folder, replicator.done, terminal)
    throw error
  } finally {
    await crew.close()
    store.close()
  }
}

function interrupted(folder: ResultFolder, done: number, terminal: Terminal): Exit {
  const kept =
    done === 0
      ? 'interrupted before the first replication was finished [I-INTERRUPTED]'
      : `interrupted: ${counted(done, 'replication')} finished and kept in ${folder.partial} [I-INTERRUPTED]\nThe same command with --resume goes on from there.`
  terminal.err(`${kept}\n`)
  return EXIT.interrupted
}

/** Estimates, the study's own tables, spreadsheets, result.json, the page of it all, and the folder in its place. */
async function write(
  outcome: Outcome,
  request: StudyRequest,
  scenario: Scenario,
  folder: ResultFolder,
  store: StudyStore,
  {
    sheets,
    reading,
  }: { sheets(summary: Summary): Promise<readonly ResultWarning[]>; readonly reading: ReadingProgress },
): Promise<FinishedRun> {
  const names = new Set(outcome.variants.map((it) => it.variant))
  const asked = { ...scenario, variants: scenario.variants.filter(({ name }) => names.has(name)) }
  const summary: Summary = summarise(outcome.variants, scenario.confidence)
  const described = withOutcome(describeRun(request, asked, summary, outcome.variants, folder.out), outcome)
  const printer = new CellPrinter(request.form, scenario.variants[0]!.world.clock)
  const clocks = new Map(scenario.variants.map(({ name, world }) => [name, world.clock]))
  const clockOf = (variant: string): WallClock => clocks.get(variant)!
  const sinks = new Map(filesOf(outcome).map((name) => [name, store.open(name)]))
  const sinkOf = (name: string): Sink => sinks.get(name)!
  writeEstimates(summary, described.results, printer, clockOf, sinkOf)
  for (const [name, fill] of outcome.files ?? []) fill(sinkOf(name), printer)
  for (const sink of sinks.values()) sink.close()
  const run = withWarnings(described, await sheets(summary))
  const result = store.open(RESULT_FILE)
  result.write(resultJson(run.document))
  result.close()
  await writePage(folder, store, reading)
  folder.commit({ keepManifest: true })
  return run
}

function withOutcome(run: FinishedRun, { document, warnings = [] }: Outcome): FinishedRun {
  const warned = withWarnings(run, warnings)
  return { ...warned, document: { ...warned.document, ...document } }
}

/** All tables. */
function filesOf({ files = [] }: Outcome): readonly string[] {
  return [...estimateFiles(), ...files.map(([name]) => name)]
}

function conclude(outcome: Outcome, run: FinishedRun, request: StudyRequest, terminal: Terminal): Exit {
  if (request.json) terminal.out(resultJson(run.document))
  else if (!request.quiet) {
    const page = { width: Math.min(SUMMARY_COLUMNS, terminal.columns), style: terminal.style.out }
    terminal.out(`${outcome.lines(run, page).join('\n')}\n`)
  }
  return outcome.exit
}
