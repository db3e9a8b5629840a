/**
 * The result folder. Work goes to `<out>.partial`; only a whole result takes the place of an earlier one, and
 * whatever moment the power fails at, the earlier or the new result is there (docs/outputs.md).
 */
import { existsSync, lstatSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { RESULT_FILE } from '../../output/index.ts'
import { UserError } from '../failure.ts'
import { errnoOf, makeFolder, onDisk } from './disk.ts'
import { LOCK_FILE, releaseLock, takeLock } from './lock.ts'
import { MANIFEST_FILE } from './manifest.ts'

const PARTS = 'parts'

export class ResultFolder {
  readonly out: string
  readonly partial: string
  readonly #previous: string
  /** An interrupted run was found in `.partial`. */
  readonly interrupted: boolean

  /** Repairs what a crash left, refuses what is not ours, and takes the lock. */
  constructor(out: string) {
    this.out = trimmed(out)
    refuseReserved(this.out)
    onDisk(this.out, () => refuseMounted(this.out))
    this.partial = `${this.out}.partial`
    this.#previous = `${this.out}.previous`
    onDisk(this.out, () => this.#repair())
    for (const folder of [this.out, this.partial]) onDisk(folder, () => refuseForeign(folder))
    onDisk(this.partial, () => makeFolder(this.partial))
    onDisk(this.partial, () => takeLock(this.partial, this.out))
    this.interrupted = existsSync(join(this.partial, MANIFEST_FILE))
  }

  file(name: string): string {
    return join(this.partial, name)
  }

  /** An empty folder for what is put together later; it never becomes part of the result. */
  parts(): string {
    const parts = this.file(PARTS)
    onDisk(parts, () => {
      rmSync(parts, { recursive: true, force: true })
      makeFolder(parts)
    })
    return parts
  }

  /** Throws away what an interrupted run left. */
  empty(): void {
    onDisk(this.partial, () => {
      for (const name of readdirSync(this.partial)) {
        if (name !== LOCK_FILE) rmSync(this.file(name), { recursive: true, force: true })
      }
    })
  }

  /** The work is whole: it becomes the result. The list of finished replications goes, unless others may use it. */
  commit({ keepManifest = false }: { readonly keepManifest?: boolean } = {}): void {
    onDisk(this.out, () => {
      // A crash may have left them, and the run that went on may not have needed any.
      rmSync(this.file(PARTS), { recursive: true, force: true })
      if (!keepManifest) rmSync(this.file(MANIFEST_FILE), { force: true })
      if (existsSync(this.out)) renameSync(this.out, this.#previous)
      this.#takePlace()
      releaseLock(this.out)
      rmSync(this.#previous, { recursive: true, force: true })
    })
  }

  /** The work is given up; an earlier result stays. */
  discard(): void {
    onDisk(this.partial, () => rmSync(this.partial, { recursive: true, force: true }))
  }

  /** The work stays as it is, for --resume. */
  leave(): void {
    releaseLock(this.partial)
  }

  #takePlace(): void {
    try {
      renameSync(this.partial, this.out)
    } catch (error) {
      if (existsSync(this.#previous)) renameSync(this.#previous, this.out)
      throw error
    }
  }

  #repair(): void {
    if (!existsSync(this.#previous)) return
    refuseForeign(this.#previous)
    if (existsSync(this.out)) rmSync(this.#previous, { recursive: true, force: true })
    else renameSync(this.#previous, this.out)
  }
}

/** A trailing slash would put `.partial` inside the folder. */
function trimmed(out: string): string {
  return out.length > 1 ? out.replace(/[/\\]+$/, '') : out
}

/** With these endings the next run of the folder named before them would take a whole result for scrap. */
function refuseReserved(out: string): void {
  const hint = 'Name another folder: --out DIR'
  if (out === '') throw new UserError('E-USAGE', '--out names no folder', hint)
  const ending = /\.(?:partial|previous)$/.exec(out)?.[0]
  if (ending === undefined) return
  throw new UserError('E-USAGE', `--out ${out}: folders that end in ${ending} are for work in progress`, hint)
}

/** The root of a mounted disk cannot be replaced by a new result; better said before hours of work than after. */
function refuseMounted(out: string): void {
  const own = lstatSync(out, { throwIfNoEntry: false })
  if (own === undefined || !own.isDirectory()) return
  if (own.dev === statSync(dirname(resolve(out))).dev) return
  throw new UserError(
    'E-OUT-UNWRITABLE',
    `cannot write ${out}: it is a mounted disk`,
    `Name a folder in it: --out ${join(out, 'NAME')}`,
  )
}

function refuseForeign(folder: string): void {
  const names = list(folder)
  if (names === undefined || names.length === 0 || holdsResult(folder)) return
  if (names.includes(MANIFEST_FILE) || names.includes(LOCK_FILE)) return
  throw new UserError(
    'E-OUT-FOREIGN',
    `${folder} holds something that is no result of gatesim; it is left alone`,
    `Name another folder: --out ${join(dirname(folder), 'NAME')}`,
  )
}

function list(folder: string): readonly string[] | undefined {
  try {
    return readdirSync(folder)
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined
    throw error
  }
}

function holdsResult(folder: string): boolean {
  try {
    const result = JSON.parse(readFileSync(join(folder, RESULT_FILE), 'utf8')) as Record<
      string,
      unknown
    > | null
    return typeof result?.['gatesim'] === 'string'
  } catch {
    return false
  }
}
