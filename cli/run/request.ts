/** What a `run` was asked to do, read from the command line. */
import { join } from 'node:path'
import { type CsvForm, shellWord } from '../../output/index.ts'
import type { Scenario } from '../../scenarios/index.ts'
import type { Arguments } from '../command.ts'
import { readWorkers } from '../crew/option.ts'
import { UserError } from '../failure.ts'
import type { RunIdentity } from '../folder/manifest.ts'
import { readForm } from '../form.ts'
import { version } from '../version.ts'

export interface RunRequest {
  readonly file: string
  readonly out: string | undefined
  readonly events: boolean
  readonly decisions: boolean
  readonly audit: boolean
  /** Seconds. */
  readonly bucket: number | undefined
  readonly form: CsvForm
  /** Write the workbook, too. Like how a summary is shown it is no part of the command, and an interrupted run may go on with it. */
  readonly xlsx?: boolean
  readonly json: boolean
  readonly quiet: boolean
  readonly resume: boolean
  readonly command: string
  /** Only this replication, of every variant. */
  readonly only?: number
  /** Threads; default 1. No result depends on it. */
  readonly workers?: number
}

export function readRequest(args: Arguments): RunRequest {
  return {
    file: args.text('FILE')!,
    out: args.text('out'),
    events: args.flag('events'),
    decisions: args.flag('decisions'),
    audit: args.flag('audit'),
    bucket: readBucket(args.text('bucket')),
    form: readForm(args),
    xlsx: args.flag('xlsx'),
    json: args.flag('json'),
    quiet: args.flag('quiet'),
    resume: args.flag('resume'),
    command: commandOf(args),
    workers: readWorkers(args),
  }
}

/** What must be equal for an interrupted run to be continued. */
export function identityOf(request: RunRequest, scenario: Scenario): RunIdentity {
  const { events, decisions, audit, bucket, form, command } = request
  const { hash, seed, replications, confidence, stopping } = scenario
  const variants = scenario.variants.map((variant) => variant.name)
  return {
    version: version(),
    scenario: hash,
    seed,
    replications,
    // More may be allowed than before.
    until: stopping?.rules ?? null,
    confidence,
    variants,
    events,
    decisions,
    audit,
    bucket: bucket ?? null,
    csv: form.delimiter + form.decimal,
    command,
  }
}

/** `results/<slug>`, in the folder where the command is given. */
export function usualFolder(scenario: Scenario): string {
  return join('results', slug(scenario.name))
}

/** Lower case; letters, digits and `.-_` stay, at most 60 characters (docs/outputs.md). */
export function slug(name: string): string {
  const clean = name.toLowerCase().replace(/[^\p{L}\p{M}\p{N}._-]/gu, '-')
  const cut = Array.from(clean).slice(0, 60).join('')
  // A name of dots only would leave the folder.
  return /^\.*$/.test(cut) ? 'scenario' : cut
}

const UNITS: Readonly<Record<string, number>> = { d: 86_400, h: 3600, min: 60, s: 1 }

function readBucket(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const match = /^\s*(\d+(?:\.\d+)?)\s*(d|h|min|s)\s*$/.exec(text)
  const seconds = match === null ? 0 : Number(match[1]) * UNITS[match[2]!]!
  if (seconds > 0) return seconds
  throw new UserError('E-USAGE', `--bucket wants a duration such as "15 min" or "1 h", not "${text}"`)
}

const REPEATED_FLAGS = ['events', 'decisions', 'audit']
const REPEATED_TEXTS = ['seed', 'replications', 'bucket', 'csv-locale', 'csv-delimiter', 'csv-decimal']

/** The command that makes the same result: where it is put and how it is shown is no part of it. */
function commandOf(args: Arguments): string {
  const words = ['gatesim', 'run', args.text('FILE')!]
  for (const value of args.list('set')) words.push('--set', value)
  for (const name of REPEATED_TEXTS) {
    const value = args.text(name)
    if (value !== undefined) words.push(`--${name}`, value)
  }
  for (const name of REPEATED_FLAGS) if (args.flag(name)) words.push(`--${name}`)
  return words.map(shellWord).join(' ')
}
