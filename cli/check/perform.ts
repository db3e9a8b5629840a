/** Many files, one after the other: one that is wrong does not stop the others. */
import { writeFileSync } from 'node:fs'
import {
  type CheckedFile,
  checkedInAll,
  checkJson,
  checkLines,
  isGood,
  isWrong,
  junitXml,
} from '../../output/index.ts'
import { formatIssue } from '../../scenarios/index.ts'
import type { Arguments } from '../command.ts'
import { Crew, threadsFor } from '../crew/crew.ts'
import { Interrupted, type Interrupts } from '../crew/interrupt.ts'
import { readWorkers } from '../crew/option.ts'
import { Progress } from '../crew/progress.ts'
import { realSurroundings, type Surroundings } from '../crew/surroundings.ts'
import type { Threads } from '../crew/threads.ts'
import { EXIT, type Exit, UserError } from '../failure.ts'
import { onDisk } from '../folder/disk.ts'
import { load, printIssues } from '../scenario.ts'
import { StoredReplicator } from '../study/replicator.ts'
import type { Terminal } from '../terminal.ts'
import { checkScenario } from './check.ts'

/** Lines are easiest to read up to here. */
const COLUMNS = 100

const JUNIT_HINTS = { full: 'Free some space and check again.', refused: 'Name another file with --junit.' }

/** Nothing is kept on disk. */
const NO_STORE = { restored: [], finished: () => undefined }

export async function performCheck(
  args: Arguments,
  terminal: Terminal,
  given: Partial<Surroundings> = {},
): Promise<Exit> {
  const { interrupts, workerFile } = realSurroundings(given)
  // One set of threads for all files: small scenarios are done before a thread is warm.
  const threads = threadsFor(readWorkers(args), workerFile)
  const files = args.list('FILES')
  const checked: CheckedFile[] = []
  const page = { width: Math.min(COLUMNS, terminal.columns), style: terminal.style.out }
  const [quiet, json] = [args.flag('quiet'), args.flag('json')]
  try {
    for (const file of files) {
      const found = await checkFile(file, args, terminal, { interrupts, threads })
      checked.push(found)
      if (!json && !(quiet && isGood(found))) {
        for (const line of checkLines(found, page)) terminal.out(`${line}\n`)
      }
    }
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error
    terminal.err(`interrupted: ${checked.length} of ${files.length} files checked [I-INTERRUPTED]\n`)
    return EXIT.interrupted
  } finally {
    interrupts.stop()
    await threads?.stop()
  }
  const junit = args.text('junit')
  if (junit !== undefined) onDisk(junit, () => writeFileSync(junit, junitXml(checked)), JUNIT_HINTS)
  if (json) terminal.out(checkJson(checked))
  else if (files.length > 1 && !quiet) terminal.out(`${checkedInAll(checked)}\n`)
  return exitOf(checked)
}

interface Means {
  readonly interrupts: Interrupts
  readonly threads: Threads | undefined
}

/** What is wrong with a file is said at once, on standard error. */
async function checkFile(
  file: string,
  args: Arguments,
  terminal: Terminal,
  { interrupts, threads }: Means,
): Promise<CheckedFile> {
  const loaded = load(file, args)
  if (!loaded.ok) {
    printIssues(loaded.issues, terminal)
    return { file, wrong: loaded.issues.map(formatIssue) }
  }
  const { scenario } = loaded
  const quiet = args.flag('quiet')
  const progress = new Progress(quiet ? undefined : terminal, 0, 0)
  const say = (text: string): void => {
    if (!quiet) terminal.err(`${text}\n`)
  }
  const means = { orders: { seed: scenario.seed }, progress, interrupts, say }
  const crew = new Crew(threads, means)
  const replicator = new StoredReplicator({ store: NO_STORE, progress, crew })
  try {
    return await checkScenario(scenario, replicator, { update: args.flag('update') })
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    const wrong = `${error.message} [${error.code}]`
    const { err: style } = terminal.style
    terminal.err(`${style('bad', 'error:')} ${wrong}\n`)
    if (error.hint !== undefined) terminal.err(`${error.hint}\n`)
    return { file, wrong: [wrong] }
  } finally {
    progress.end()
    await crew.rest()
  }
}

/** Wrong input weighs more: of such a file nothing is known. */
function exitOf(checked: readonly CheckedFile[]): Exit {
  if (checked.some(isWrong)) return EXIT.inputWrong
  return checked.every(isGood) ? EXIT.done : EXIT.expectationFailed
}
