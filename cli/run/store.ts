/** The files of a run while it is written: what grows, how far it is whole, and the manifest that says so. */
import { existsSync, statSync } from 'node:fs'
import { fromPlain, type ReplicationResult, toPlain } from '../../sim/experiment/index.ts'
import { type Disk, onDisk } from '../folder/disk.ts'
import type { ResultFolder } from '../folder/folder.ts'
import { checkIdentity, MANIFEST_FILE, type RunIdentity, readManifest } from '../folder/manifest.ts'
import { FileSink } from '../folder/sink.ts'

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

  growing(name: string): FileSink {
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
