/** What a study was asked for, as far as all studies are asked alike. */
import { type CsvForm, shellWord } from '../../output/index.ts'
import type { Scenario } from '../../scenarios/index.ts'
import type { Arguments, Option } from '../command.ts'
import { readWorkers, WORKER_OPTIONS } from '../crew/option.ts'
import type { RunIdentity } from '../folder/manifest.ts'
import { readForm, WORKBOOK_OPTION } from '../form.ts'
import { version } from '../version.ts'

export interface StudyRequest {
  /** The word of the command, such as `compare`. */
  readonly name: string
  readonly file: string
  readonly out: string | undefined
  readonly form: CsvForm
  /** Write the workbook, too. */
  readonly xlsx?: boolean
  readonly json: boolean
  readonly quiet: boolean
  readonly resume: boolean
  /** Threads; default 1. No result depends on it. */
  readonly workers?: number
  /** Metrics whose observations are kept; of all when undefined. */
  readonly keep?: readonly string[]
  /** The command that makes the same result. */
  readonly command: string
}

/** Where results go and how they are shown; no result depends on these. */
export const STUDY_OPTIONS: Readonly<Record<string, Option>> = {
  out: { type: 'text', value: 'DIR', about: 'where results go; default results/<name>-<command>' },
  ...WORKBOOK_OPTION,
  json: { type: 'flag', about: 'print result.json on standard output, nothing else' },
  quiet: { type: 'flag', about: 'print neither summary nor progress' },
  resume: {
    type: 'flag',
    about: 'use the replications of an interrupted or finished study in the same place',
  },
  ...WORKER_OPTIONS,
}

export function readStudyRequest(
  args: Arguments,
  name: string,
  options: Readonly<Record<string, Option>>,
): StudyRequest {
  return {
    name,
    file: args.text('FILE')!,
    out: args.text('out'),
    form: readForm(args),
    xlsx: args.flag('xlsx'),
    json: args.flag('json'),
    quiet: args.flag('quiet'),
    resume: args.flag('resume'),
    workers: readWorkers(args),
    command: commandOf(args, name, options),
  }
}

/**
 * What must be equal for replications to be taken over. Neither how many there are nor what is asked of them:
 * a replication is the same in every study of the same scenario, but for the observations that were kept of it.
 */
export function studyIdentity(scenario: Scenario, { keep }: Pick<StudyRequest, 'keep'> = {}): RunIdentity {
  const kept = keep === undefined ? {} : { observations: [...new Set(keep)].sort() }
  return { version: version(), scenario: scenario.hash, seed: scenario.seed, ...kept }
}

/** Where it is put and how it is shown is no part of the command. */
export function commandOf(args: Arguments, name: string, options: Readonly<Record<string, Option>>): string {
  const words = ['gatesim', name, args.text('FILE')!]
  for (const [option, { type }] of Object.entries(options)) {
    if (option in STUDY_OPTIONS) continue
    if (type === 'flag' && args.flag(option)) words.push(`--${option}`)
    const values = type === 'list' ? args.list(option) : type === 'text' ? [args.text(option)] : []
    for (const value of values) if (value !== undefined) words.push(`--${option}`, value)
  }
  return words.map(shellWord).join(' ')
}
