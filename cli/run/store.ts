/** The files of a run while it is written: what grows, how far it is whole, and the manifest that says so. */
import { closeSync, existsSync, ftruncateSync, openSync, statSync } from 'node:fs'
import type { Sink } from '../../output/index.ts'
import { fromPlain, type ReplicationResult, toPlain } from '../../sim/experiment/index.ts'
import { type Disk, onDisk } from './disk.ts'
import type { ResultFolder } from './folder.ts'
import { checkIdentity, MANIFEST_FILE, type RunIdentity, readManifest } from './manifest.ts'

/** A file that is appended to. */
export class FileSink implements Sink {
  readonly #path: string
  readonly #fd: number
  readonly #disk: Disk
  /** Length in bytes. */
  length: number

  /** Continues a file at `length`: whatever a broken run left after it is cut off. */
  constructor(path: string, disk: Disk, length = 0) {
    this.#path = path
    this.#disk = disk
    this.length = length
    this.#fd = onDisk(path, () => openSync(path, length === 0 ? 'w' : 'r+'))
    if (length > 0) onDisk(path, () => ftruncateSync(this.#fd, length))
  }

  write(text: string): void {
    const bytes = Buffer.from(text, 'utf8')
    onDisk(this.#path, () => {
      for (let done = 0; done < bytes.length; ) {
        const written = this.#disk.write(this.#fd, bytes.subarray(done), this.length)
        done += written
        this.length += written
      }
    })
  }

  close(): void {
    onDisk(this.#path, () => closeSync(this.#fd))
  }
}

export class RunStore {
  readonly #folder: ResultFolder
  readonly #disk: Disk
  readonly #growing = new Map<string, FileSink>()
  readonly #manifest: FileSink
  /** Replications finished by an interrupted run. */
  readonly restored: readonly ReplicationResult[]

  /** Continues an interrupted run of the same identity if `resume`, else begins anew. */
  constructor(
    folder: ResultFolder,
    identity: RunIdentity,
    files: readonly string[],
    resume: boolean,
    disk: Disk,
  ) {
    this.#folder = folder
    this.#disk = disk
    const manifest = folder.file(MANIFEST_FILE)
    const before = resume ? onDisk(manifest, () => readManifest(manifest)) : undefined
    if (before !== undefined) checkIdentity(before.identity, identity, folder.partial)
    const last = before?.finished.at(-1)
    const usable = last !== undefined && files.every((name) => reaches(folder.file(name), last.offsets[name]))
    if (before === undefined || !usable) folder.empty()
    this.restored = usable ? before!.finished.map((line) => fromPlain(line.result)) : []
    // The manifest comes first: it marks the folder as ours.
    this.#manifest = new FileSink(manifest, disk, usable ? statSync(manifest).size : 0)
    if (!usable) this.#manifest.write(`${JSON.stringify(identity)}\n`)
    for (const name of files) {
      this.#growing.set(name, new FileSink(folder.file(name), disk, usable ? last.offsets[name] : 0))
    }
  }

  growing(name: string): Sink {
    const sink = this.#growing.get(name)
    if (sink === undefined) throw new Error(`${name} was not opened`)
    return sink
  }

  /** The replication is over and its rows are written: from here on it need not be repeated. */
  finished(result: ReplicationResult): void {
    const offsets = Object.fromEntries([...this.#growing].map(([name, sink]) => [name, sink.length]))
    const { variant, replication } = result
    this.#manifest.write(`${JSON.stringify({ variant, replication, offsets, result: toPlain(result) })}\n`)
  }

  /** A file of the end, written at once. */
  open(name: string): FileSink {
    return new FileSink(this.#folder.file(name), this.#disk)
  }

  close(): void {
    for (const sink of this.#growing.values()) sink.close()
    this.#manifest.close()
  }
}

function reaches(path: string, length: number | undefined): boolean {
  return length !== undefined && existsSync(path) && statSync(path).size >= length
}
