/**
 * What is finished of a run, as lines of JSON: first what is run, then one line per finished replication with
 * its result and how long each table was. A line that a crash cut short does not count.
 */
import { readFileSync, truncateSync } from 'node:fs'
import type { PlainReplication } from '../../sim/experiment/index.ts'
import { UserError } from '../failure.ts'
import { errnoOf } from './disk.ts'

export const MANIFEST_FILE = 'manifest.ndjson'

/** What must be equal for a run to be resumed; all values are plain. */
export type RunIdentity = Readonly<Record<string, unknown>>

export interface FinishedLine {
  readonly variant: string
  readonly replication: number
  /** Length of each growing file in bytes. */
  readonly offsets: Readonly<Record<string, number>>
  readonly result: PlainReplication
}

export interface Manifest {
  readonly identity: RunIdentity
  readonly finished: readonly FinishedLine[]
}

/** The manifest without its torn end, or nothing when not even its first line is whole. */
export function readManifest(path: string): Manifest | undefined {
  let bytes: Buffer
  try {
    bytes = readFileSync(path)
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined
    throw error
  }
  const whole = bytes.lastIndexOf(0x0a) + 1
  if (whole < bytes.length) truncateSync(path, whole)
  const [identity, ...finished] = lines(bytes.subarray(0, whole))
  if (identity === undefined) return undefined
  return { identity: identity as RunIdentity, finished: finished as FinishedLine[] }
}

/** Line by line: a manifest of many replications is longer than the longest string. */
function lines(bytes: Buffer): unknown[] {
  const out: unknown[] = []
  for (let from = 0; from < bytes.length; ) {
    const to = bytes.indexOf(0x0a, from)
    out.push(JSON.parse(bytes.toString('utf8', from, to)))
    from = to + 1
  }
  return out
}

/** Refuses to go on with something else. */
export function checkIdentity(found: RunIdentity, wanted: RunIdentity, partial: string): void {
  const names = [...new Set([...Object.keys(wanted), ...Object.keys(found)])]
  const different = names.filter((name) => JSON.stringify(found[name]) !== JSON.stringify(wanted[name]))
  if (different.length === 0) return
  // The command repeats what differs; alone it is the only one to say it.
  const telling = different.length === 1 ? different : different.filter((name) => name !== 'command')
  const which = telling.map((name) => `${name} ${say(found[name])} there, ${say(wanted[name])} here`)
  throw new UserError(
    'E-RESUME-DIFFERENT',
    `the interrupted run in ${partial} was another one: ${which.join('; ')}`,
    'Repeat its command, or leave out --resume to start anew.',
  )
}

function say(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value)
  return text.length > 200 ? `${text.slice(0, 199)}…` : text
}
