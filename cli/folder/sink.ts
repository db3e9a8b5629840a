/** A file of the result folder while it grows. */
import { closeSync, ftruncateSync, openSync, readSync } from 'node:fs'
import type { Sink } from '../../output/index.ts'
import { type Disk, onDisk } from './disk.ts'

/** How much of a file is in memory while it is copied, in bytes. */
const PIECE = 1 << 20

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
    this.writeBytes(Buffer.from(text, 'utf8'))
  }

  writeBytes(bytes: Uint8Array): void {
    onDisk(this.#path, () => {
      for (let done = 0; done < bytes.length; ) {
        const written = this.#disk.write(this.#fd, bytes.subarray(done), this.length)
        done += written
        this.length += written
      }
    })
  }

  /** Appends the bytes of another file from one place to another: all of it unless they are given. */
  append(path: string, from: number = 0, to: number = Number.POSITIVE_INFINITY): void {
    const piece = Buffer.alloc(PIECE)
    const source = onDisk(path, () => openSync(path, 'r'))
    try {
      for (let at = from; at < to; ) {
        const length = onDisk(path, () => readSync(source, piece, 0, Math.min(PIECE, to - at), at))
        if (length === 0) return
        this.writeBytes(piece.subarray(0, length))
        at += length
      }
    } finally {
      closeSync(source)
    }
  }

  close(): void {
    onDisk(this.#path, () => closeSync(this.#fd))
  }
}
