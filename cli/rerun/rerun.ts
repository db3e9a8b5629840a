/** `gatesim run FILE --watch`: runs again whenever the scenario is saved, and says what changed. */
import { cut, type Page, type RerunFacts, rerunLines, widthOf } from '../../output/index.ts'
import { compareVariants, type VariantResults } from '../../sim/experiment/index.ts'
import type { Arguments } from '../command.ts'
import { type Interrupts, SignalInterrupts } from '../crew/interrupt.ts'
import { EXIT, type Exit, report, UserError } from '../failure.ts'
import { realFiles } from '../files.ts'
import { type FinishedRun, viewOf } from '../run/finished.ts'
import { conclude, runToEnd, SUMMARY_COLUMNS } from '../run/perform.ts'
import type { RunRequest } from '../run/request.ts'
import { load, printIssues } from '../scenario.ts'
import type { Terminal } from '../terminal.ts'
import { Saves } from './saves.ts'

/** What it meets outside; handed in to rehearse it. */
export interface RerunMeans {
  readonly interrupts: Interrupts
  readonly pollMs?: number
  /** `18:42:07`. */
  timeOfDay(): string
}

/** Throws E-USAGE for options that make no sense beside it. */
export async function runOnSave(
  request: RunRequest,
  args: Arguments,
  terminal: Terminal,
  means: Partial<RerunMeans> = {},
): Promise<Exit> {
  refuseNonsense(request)
  const { interrupts = new SignalInterrupts(), timeOfDay = clockOnTheWall } = means
  const saves = new Saves(request.file, means.pollMs)
  const say = (text: string): void => {
    if (!request.quiet) terminal.err(`${text}\n`)
  }
  let last: FinishedRun | undefined
  try {
    for (;;) {
      const run = await once(request, args, terminal, saves, interrupts).catch((error: unknown) => {
        // Before anything has worked it is the command line that is wrong, which no save mends.
        if (last === undefined && error instanceof UserError) throw error
        report(error, terminal, args.flag('debug'))
        return undefined
      })
      if (run === 'broken off' && interrupts.asked) return EXIT.interrupted
      if (run === 'broken off') say(`${request.file} was saved meanwhile: it is run anew`)
      else if (run !== undefined) {
        if (last !== undefined && !request.quiet) tell(last, run, terminal)
        last = run
      }
      if (run !== 'broken off') say(`waiting for ${request.file} to be saved; Ctrl-C ends`)
      const stop = (): boolean => interrupts.asked
      if (!(await saves.next(stop, () => say(`${request.file} is gone; waiting for it to come back`)))) {
        // What the terminal shows of Ctrl-C stands on the line of the next prompt otherwise.
        if (terminal.live) terminal.err('\n')
        return EXIT.done
      }
      if (!request.quiet) terminal.out(`\n${rule(`${timeOfDay()} ${request.file}`, terminal)}\n`)
    }
  } finally {
    interrupts.stop()
  }
}

function refuseNonsense({ json, resume, file }: RunRequest): void {
  const why = json
    ? '--json prints one result, and --watch has many'
    : resume
      ? '--resume goes on with a scenario that must not change, and --watch waits for its change'
      : file === '-'
        ? 'standard input is never saved again'
        : undefined
  if (why !== undefined) throw new UserError('E-USAGE', `--watch: ${why}`)
}

/** The run; undefined when there is none, which is said; or broken off, by the user or by the next save. */
async function once(
  request: RunRequest,
  args: Arguments,
  terminal: Terminal,
  saves: Saves,
  interrupts: Interrupts,
): Promise<FinishedRun | 'broken off' | undefined> {
  const loaded = load(request.file, args, { files: saves.reading(realFiles()) })
  if (!loaded.ok) {
    printIssues(loaded.issues, terminal)
    return undefined
  }
  const either: Interrupts = {
    get asked() {
      return interrupts.asked || saves.news
    },
    discards: true,
    stop: () => {},
  }
  const run = await runToEnd(request, loaded.scenario, terminal, { interrupts: either })
  if (run === undefined) return 'broken off'
  conclude(run, request, terminal)
  return run
}

function tell(before: FinishedRun, now: FinishedRun, terminal: Terminal): void {
  const page: Page = { width: Math.min(SUMMARY_COLUMNS, terminal.columns), style: terminal.style.out }
  terminal.out(`\n${rerunLines(factsOf(before, now), page).join('\n')}\n`)
}

function factsOf(before: FinishedRun, now: FinishedRun): RerunFacts {
  const rows = now.scenario.variants.flatMap((variant) => {
    const was = before.scenario.variants.find(({ name }) => name === variant.name)
    if (was === undefined) return []
    const [old, young] = [before, now].map((run) => resultsOf(run, variant.name)) as [
      VariantResults,
      VariantResults,
    ]
    return compareVariants(
      { world: was.world, results: old },
      [{ world: variant.world, results: young }],
      now.scenario.confidence,
    )
  })
  return { before: viewOf(before), now: viewOf(now), rows }
}

function resultsOf({ results }: FinishedRun, variant: string): VariantResults {
  return { variant, replications: results.filter((it) => it.variant === variant) }
}

/** Across the terminal, so that the eye finds where the last run begins. */
function rule(text: string, { columns, style }: Terminal): string {
  const width = Math.min(SUMMARY_COLUMNS, columns)
  const head = `── ${text} `
  return style.out('dim', cut(`${head}${'─'.repeat(Math.max(0, width - widthOf(head)))}`, width))
}

function clockOnTheWall(): string {
  return new Date().toTimeString().slice(0, 8)
}
