/** A result folder that is looked into: is it there, whole, and of a version that this one can read? */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { RESULT_FILE, type ResultDocument } from '../../output/index.ts'
import { messageOf, UserError } from '../failure.ts'
import { errnoOf } from '../folder/disk.ts'
import { nearest } from '../nearest.ts'
import { version } from '../version.ts'
import type { ReadingProgress } from './reading.ts'
import { broken, type Row, readRows, type Seen } from './rows.ts'
import { RESULT_SHAPE } from './shape.ts'

export interface Result {
  readonly folder: string
  readonly document: ResultDocument
  readonly reading: ReadingProgress
}

/** One run of a result: which rows of its tables count. */
export interface ChosenRun extends Result {
  readonly variant: string
  readonly replication: number
  /** The wall clock at t = 0. */
  readonly start: string
}

export function openResult(folder: string, reading: ReadingProgress): Result {
  const file = join(folder, RESULT_FILE)
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    throw missing(folder, errnoOf(error))
  }
  const document = parsed(file, text)
  refuseNewer(file, document.gatesim)
  return { folder, document, reading }
}

export function chooseRun(result: Result, variant: string | undefined, number?: number): ChosenRun {
  const { variants, replications, replication: only } = result.document
  const replication = number ?? only ?? 1
  const names = variants.map(({ name }) => name)
  const chosen = variant === undefined ? variants[0] : variants.find(({ name }) => name === variant)
  if (chosen === undefined) throw notFound('variant', variant ?? '', names)
  if (only !== undefined && replication !== only) {
    throw new UserError(
      'E-NOT-FOUND',
      `there is no replication ${replication}; the replay has number ${only} only`,
    )
  }
  if (only === undefined && replication > replications) {
    const has = replications === 1 ? 'one replication' : `${replications} replications`
    throw new UserError('E-NOT-FOUND', `there is no replication ${replication}; the result has ${has}`)
  }
  if (chosen.start === undefined)
    throw broken(join(result.folder, RESULT_FILE), 'it does not say when the run starts')
  return { ...result, variant: chosen.name, replication, start: chosen.start }
}

/** Shows the rows of the chosen run. */
export async function readRun(run: ChosenRun, name: string, see: (row: Row) => Seen): Promise<void> {
  await readRows(join(run.folder, name), see, { reading: run.reading, runs: [run] })
}

/** `what` is a word such as `session`. */
export function notFound(what: string, name: string, names: readonly string[], where = ''): UserError {
  const near = nearest(name, names)
  const hint = near === undefined ? '' : `; did you mean "${near}"?`
  const some = `There is ${names.slice(0, 8).join(', ')}${names.length > 8 ? ' and more' : ''}.`
  const list = names.length === 0 ? 'There is none at all.' : some
  return new UserError(
    'E-NOT-FOUND',
    `there is no ${what} "${name}"${where}${hint}`,
    near === undefined ? list : undefined,
  )
}

function missing(folder: string, errno: string | undefined): UserError {
  const partial = `${folder.replace(/[/\\]+$/, '')}.partial`
  if (folder.endsWith('.partial') || existsSync(partial)) {
    return new UserError(
      'E-RESULT-MISSING',
      `${folder} holds no finished result: the run was interrupted or is still going on`,
      'Finish it with the same command and --resume.',
    )
  }
  const there = statSync(folder, { throwIfNoEntry: false })
  if (there === undefined) {
    return new UserError(
      'E-RESULT-MISSING',
      `there is no folder ${folder}`,
      'A run says at its end where its results are.',
    )
  }
  const what = there.isDirectory()
    ? `${folder} is no result of gatesim: it has no readable ${RESULT_FILE}${errno === 'ENOENT' ? '' : ` (${errno})`}`
    : `${folder} is a file; a result is a folder`
  return new UserError(
    'E-RESULT-MISSING',
    what,
    'Name the folder that gatesim has written, such as results/NAME',
  )
}

function parsed(file: string, text: string): ResultDocument {
  let document: ResultDocument
  try {
    document = JSON.parse(text) as ResultDocument
  } catch (error) {
    throw broken(file, messageOf(error))
  }
  const { error } = RESULT_SHAPE.safeParse(document)
  if (error !== undefined) throw broken(file, wrongPlace(error.issues[0]!))
  return document
}

/** `summary[3].mean: expected number`. */
function wrongPlace({
  path,
  message,
}: {
  readonly path: readonly PropertyKey[]
  readonly message: string
}): string {
  const place = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('')
  const what = message.replace(/^Invalid (input|option): /, '')
  return place === '' ? `it is no result of gatesim (${what})` : `${place.replace(/^\./, '')}: ${what}`
}

/** Columns are only ever added, so a later patch can be read; what a later release adds would be left out. */
function refuseNewer(file: string, written: string): void {
  const [its, ours] = [releaseOf(written), releaseOf(version())]
  if (its === undefined || ours === undefined || its <= ours) return
  throw new UserError(
    'E-RESULT-NEWER',
    `${file} was written by gatesim ${written}; this is ${version()}`,
    'Update gatesim, or repeat the run with this version.',
  )
}

/** 1.2.3 as one number that grows with major and minor. */
function releaseOf(text: string): number | undefined {
  const match = /^(\d+)\.(\d+)\./.exec(text)
  return match === null ? undefined : Number(match[1]) * 10_000 + Number(match[2])
}
