/** Files as text for the loader. What cannot be a scenario or a list is refused before it is read. */
import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs'
import { FileError, type Files } from '../scenarios/index.ts'
import { errnoOf } from './folder/disk.ts'

/** A scenario of ten thousand machines has 1 MB; ten times that is a mistake or a core dump. */
const LARGEST_FILE = 10_000_000

/** Reads real files; `-` is standard input. */
export function realFiles(): Files {
  const texts = new Map<string, string>()
  return {
    read(path) {
      const known = texts.get(path)
      if (known !== undefined) return known
      const text = decode(path, readBytes(path))
      texts.set(path, text)
      return text
    },
  }
}

function readBytes(path: string): Buffer {
  const fd = path === '-' ? 0 : open(path)
  try {
    const stat = fstatSync(fd)
    if (stat.isDirectory()) throw new FileError('directory', `${path} is a folder, not a file`)
    if (path !== '-' && !stat.isFile()) throw new FileError('unreadable', `${path} is no ordinary file`)
    if (stat.size > LARGEST_FILE) {
      throw new FileError('too-large', `${path} has ${(stat.size / 1e6).toFixed(1)} MB; the limit is 10 MB`)
    }
    return readFileSync(fd)
  } catch (error) {
    throw error instanceof FileError ? error : unreadable(path, error)
  } finally {
    if (fd !== 0) closeSync(fd)
  }
}

function open(path: string): number {
  try {
    // O_NONBLOCK: opening a pipe nobody writes to must not hang.
    return openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  } catch (error) {
    throw unreadable(path, error)
  }
}

function unreadable(path: string, error: unknown): FileError {
  const errno = errnoOf(error)
  if (errno === 'ENOENT' || errno === 'ENOTDIR') return new FileError('missing', `there is no file ${path}`)
  if (errno === 'EISDIR') return new FileError('directory', `${path} is a folder, not a file`)
  const why = errno === 'EACCES' ? 'permission denied' : (errno ?? String(error))
  return new FileError('unreadable', `${path} cannot be read: ${why}`)
}

function decode(path: string, bytes: Buffer): string {
  if (bytes.includes(0)) throw new FileError('not-text', `${path} is binary (it contains a NUL byte)`)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new FileError('not-text', `${path} is not UTF-8 text`)
  }
}
