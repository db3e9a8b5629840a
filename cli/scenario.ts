/** A scenario file with the options of the command line; what is wrong with it is said here. */

import { counted } from '../output/index.ts'
import {
  formatIssue,
  type Issue,
  type LoadOptions,
  loadScenario,
  type Scenario,
  type ScenarioSource,
} from '../scenarios/index.ts'
import type { Arguments } from './command.ts'
import { Progress } from './crew/progress.ts'
import { UserError } from './failure.ts'
import { realFiles } from './files.ts'
import type { Terminal } from './terminal.ts'

export type Loaded =
  | { readonly ok: true; readonly scenario: Scenario }
  | { readonly ok: false; readonly issues: readonly Issue[] }

/** `more`: what only this command asks of the scenario. `terminal`: where to say how far a large grid is, if anywhere. */
export function load(
  file: string,
  args: Arguments,
  more: Partial<LoadOptions> = {},
  terminal?: Terminal,
): Loaded {
  const seed = args.text('seed')
  const replications = wholeNumber(args, 'replications')
  const progress = new Progress(args.flag('quiet') ? undefined : terminal, 0, 0, 'points built')
  try {
    return loadScenario(file, {
      files: realFiles(),
      set: args.list('set'),
      factors: args.list('factor'),
      constraints: args.list('constraint'),
      ...(seed === undefined ? {} : { seed }),
      ...(replications === undefined ? {} : { replications }),
      built: (points, of) => {
        progress.expect(of)
        progress.reach(points)
        progress.at(0)
      },
      ...more,
    })
  } finally {
    progress.end()
  }
}

/** The scenario of a result once more. Its grid was small enough then. */
export function loadAgain({ file, ...options }: ScenarioSource): Loaded {
  return loadScenario(file, { files: realFiles(), ...options, mostPoints: Infinity })
}

/** Prints errors first, as `file:line:column path: message [CODE]`, and how many there are. */
export function printIssues(issues: readonly Issue[], terminal: Terminal): void {
  const { err: style } = terminal.style
  for (const issue of issues) {
    const word = issue.severity === 'error' ? style('bad', 'error:') : style('warn', 'warning:')
    terminal.err(`${word} ${formatIssue(issue)}\n`)
  }
  const errors = issues.filter((issue) => issue.severity === 'error').length
  const warnings = issues.length - errors
  const counts = [
    errors === 0 ? [] : counted(errors, 'error'),
    warnings === 0 ? [] : counted(warnings, 'warning'),
  ]
  terminal.err(`${counts.flat().join(', ')}\n`)
}

export function wholeNumber(args: Arguments, name: string): number | undefined {
  const text = args.text(name)
  if (text === undefined) return undefined
  if (!/^[1-9]\d{0,8}$/.test(text)) {
    throw new UserError(
      'E-USAGE',
      `--${name} wants a whole number from 1, such as --${name} 20, not "${text}"`,
    )
  }
  return Number(text)
}

/** How large it is, in a line. */
export function describe(scenario: Scenario): string {
  const world = scenario.variants[0]!.world
  const machines = world.jobs.reduce((sum, job) => sum + job.machines.length, 0)
  const parts = [
    counted(world.servers.length, 'server'),
    counted(world.repositories.length, 'repository', 'repositories'),
    counted(world.jobs.length, 'job'),
    counted(machines, 'machine'),
  ]
  if (scenario.variants.length > 1) parts.push(`${scenario.variants.length} variants`)
  return parts.join(', ')
}
