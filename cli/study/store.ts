/**
 * The replications of a study: those known from an interrupted or a finished one, and those that are finished now.
 * The list stays in the result, so that more replications can be added later without repeating the old ones.
 */
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { fromPlain, type ReplicationResult, toPlain } from '../../sim/experiment/index.ts'
import { type Disk, onDisk } from '../folder/disk.ts'
import type { ResultFolder } from '../folder/folder.ts'
import {
  checkIdentity,
  MANIFEST_FILE,
  type Manifest,
  type RunIdentity,
  readManifest,
} from '../folder/manifest.ts'
import { FileSink } from '../folder/sink.ts'

export class StudyStore {
  readonly #folder: ResultFolder
  readonly #disk: Disk
  readonly #manifest: FileSink
  /** Of an interrupted study, or of the finished one in the same place; in the order in which they ended. */
  readonly restored: readonly ReplicationResult[]

  constructor(folder: ResultFolder, identity: RunIdentity, resume: boolean, disk: Disk) {
    this.#folder = folder
    this.#disk = disk
    const path = folder.file(MANIFEST_FILE)
    const interrupted = resume ? known(path, identity, folder.partial) : undefined
    const finished =
      resume && interrupted === undefined
        ? known(join(folder.out, MANIFEST_FILE), identity, folder.out)
        : undefined
    if (interrupted === undefined) folder.empty()
    const before = interrupted ?? finished
    this.restored = before?.finished.map((line) => fromPlain(line.result)) ?? []
    this.#manifest = new FileSink(path, disk, interrupted === undefined ? 0 : statSync(path).size)
    if (interrupted === undefined) this.#line(identity)
    for (const line of finished?.finished ?? []) this.#line(line)
  }

  /** From here on it need not be repeated. */
  finished(result: ReplicationResult): void {
    const { variant, replication } = result
    this.#line({ variant, replication, offsets: {}, result: toPlain(result) })
  }

  /** A file of the end, written at once. */
  open(name: string): FileSink {
    return new FileSink(this.#folder.file(name), this.#disk)
  }

  close(): void {
    this.#manifest.close()
  }

  #line(value: unknown): void {
    this.#manifest.write(`${JSON.stringify(value)}\n`)
  }
}

function known(path: string, identity: RunIdentity, folder: string): Manifest | undefined {
  const manifest = onDisk(path, () => readManifest(path))
  if (manifest !== undefined) checkIdentity(manifest.identity, identity, folder)
  return manifest
}
