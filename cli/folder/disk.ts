/** Writing to disk, with failures told in words. The door is handed in so that a full disk can be rehearsed. */
import { mkdirSync, statSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { UserError } from '../failure.ts'

export interface Disk {
  /** Writes some of the bytes at a position of the file and says how many. */
  write(fd: number, bytes: Uint8Array, position: number): number
}

export const REAL_DISK: Disk = {
  write: (fd, bytes, position) => writeSync(fd, bytes, 0, bytes.length, position),
}

/** The system's name of an error, as `ENOENT`. */
export function errnoOf(error: unknown): string | undefined {
  const code = (error as NodeJS.ErrnoException | undefined)?.code
  return typeof code === 'string' ? code : undefined
}

const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])
const REFUSED = new Set([
  'EACCES',
  'EPERM',
  'EROFS',
  'ENOTDIR',
  'EEXIST',
  'EISDIR',
  'ENOENT',
  'ENAMETOOLONG',
  'ELOOP',
  'EIO',
  'EMFILE',
  'EBUSY',
  'EXDEV',
  'EINVAL',
])

/** Makes a folder and those above it. Node's own `recursive` never returns where the system makes none, as in `/proc`. */
export function makeFolder(path: string): void {
  try {
    mkdirSync(path)
  } catch (error) {
    const parent = dirname(path)
    if (errnoOf(error) === 'EEXIST' && isFolder(path)) return
    if (errnoOf(error) !== 'ENOENT' || isFolder(parent) || parent === path) throw error
    makeFolder(parent)
    makeFolder(path)
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
}

const HINTS = {
  full: 'An earlier result is untouched and finished replications are kept: free some space and add --resume.',
  refused: 'Choose another folder with --out.',
}

/** Does something with the disk; failures of the disk become errors that the user can act on, in the way of `hints`. */
export function onDisk<T>(path: string, act: () => T, hints: typeof HINTS = HINTS): T {
  try {
    return act()
  } catch (error) {
    throw diskError(path, error, hints)
  }
}

function diskError(path: string, error: unknown, hints: typeof HINTS): unknown {
  const errno = errnoOf(error)
  if (errno === undefined || error instanceof UserError) return error
  if (FULL.has(errno)) {
    return caused(
      error,
      new UserError('E-DISK-FULL', `no space left while writing ${path} (${errno})`, hints.full),
    )
  }
  if (!REFUSED.has(errno)) return error
  return caused(
    error,
    new UserError('E-OUT-UNWRITABLE', `cannot write ${path}: ${words(errno)}`, hints.refused),
  )
}

function caused(cause: unknown, error: UserError): UserError {
  error.cause = cause
  return error
}

function words(errno: string): string {
  switch (errno) {
    case 'EACCES':
    case 'EPERM':
      return 'permission denied'
    case 'EROFS':
      return 'the file system is read-only'
    case 'ENOTDIR':
    case 'EEXIST':
      return 'a file is in the way'
    case 'EISDIR':
      return 'a folder is in the way'
    case 'ENOENT':
      return 'no folder can be made there'
    case 'EBUSY':
    case 'EXDEV':
      return 'it is a mounted disk; name a folder in it'
    case 'ENAMETOOLONG':
      return 'the name is too long'
    default:
      return errno
  }
}
