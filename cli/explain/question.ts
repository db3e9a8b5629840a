/** What `explain` was asked about, read from the command line. */
import type { Arguments } from '../command.ts'
import { UserError } from '../failure.ts'

export interface TaskFilter {
  readonly session: string | undefined
  readonly machine: string
  readonly disk: number | undefined
  readonly attempt: number | undefined
}

export type Question =
  | { readonly about: 'result' }
  | { readonly about: 'session'; readonly session: string }
  | { readonly about: 'tasks'; readonly filter: TaskFilter }
  /** The time as it was typed: what it means depends on the start of the run. */
  | { readonly about: 'gateway'; readonly gateway: string; readonly time: string | undefined }
  | { readonly about: 'moment'; readonly time: string }

/** Options that each ask about something of their own. */
const APART: readonly (readonly [option: string, others: readonly string[]])[] = [
  ['gateway', ['task', 'session', 'machine', 'disk']],
  ['task', ['session', 'machine', 'disk']],
  ['time', ['task', 'session', 'machine', 'disk']],
]

export function readQuestion(args: Arguments): Question {
  refuseMixed(args)
  const [task, session, machine, gateway, time] = ['task', 'session', 'machine', 'gateway', 'time'].map(
    (name) => args.text(name),
  )
  if (gateway !== undefined) return { about: 'gateway', gateway, time }
  if (time !== undefined) return { about: 'moment', time }
  if (task !== undefined) return { about: 'tasks', filter: readTask(task) }
  const disk = readDisk(args.text('disk'))
  if (machine !== undefined) return { about: 'tasks', filter: { session, machine, disk, attempt: undefined } }
  if (disk !== undefined) throw new UserError('E-USAGE', '--disk wants a machine, too: --machine M --disk D')
  return session === undefined ? { about: 'result' } : { about: 'session', session }
}

function refuseMixed(args: Arguments): void {
  for (const [option, others] of APART) {
    const other = others.find((name) => args.text(name) !== undefined)
    if (args.text(option) === undefined || other === undefined) continue
    throw new UserError('E-USAGE', `--${option} and --${other} ask about different things: one at a time`)
  }
}

/** `nightly#1/vm-3`, with `/2` for a disk and `@2` for an attempt. */
function readTask(text: string): TaskFilter {
  const match = /^(.*?#\d+)\/(.+?)(?:\/(\d+))?(?:@(\d+))?$/.exec(text)
  if (match === null) {
    throw new UserError(
      'E-USAGE',
      `--task wants SESSION/MACHINE[/DISK][@ATTEMPT] such as 'nightly#1/vm-3/1@2', not "${text}"`,
      'A machine whose name has a slash or an @ is named with --session and --machine.',
    )
  }
  const [, session, machine, disk, attempt] = match
  return {
    session,
    machine: machine!,
    disk: disk === undefined ? undefined : Number(disk),
    attempt: attempt === undefined ? undefined : Number(attempt),
  }
}

function readDisk(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text)
  throw new UserError('E-USAGE', `--disk wants the number of a disk, from 1, not "${text}"`)
}
