/** One process at a time writes to a result folder. The lock of a process that died is taken over. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { UserError } from '../failure.ts'
import { errnoOf } from './disk.ts'

export const LOCK_FILE = 'lock.json'

interface Holder {
  readonly pid: number
  readonly host: string
}

export function takeLock(folder: string, out: string): void {
  const path = join(folder, LOCK_FILE)
  const own = JSON.stringify({ pid: process.pid, host: hostname() } satisfies Holder)
  // A stale lock is removed and tried again; a third failure means that others are quicker, so they have it.
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      writeFileSync(path, own, { flag: 'wx' })
      return
    } catch (error) {
      if (errnoOf(error) !== 'EEXIST') throw error
    }
    const holder = readHolder(path)
    if (holder !== undefined && lives(holder)) throw locked(out, holder, path)
    rmSync(path, { force: true })
  }
  throw locked(out, readHolder(path), path)
}

export function releaseLock(folder: string): void {
  rmSync(join(folder, LOCK_FILE), { force: true })
}

function readHolder(path: string): Holder | undefined {
  try {
    const { pid, host } = JSON.parse(readFileSync(path, 'utf8')) as Partial<Holder>
    return typeof pid === 'number' && typeof host === 'string' ? { pid, host } : undefined
  } catch {
    // Gone, or cut short by a crash.
    return undefined
  }
}

/** Of another machine nothing can be known: its lock counts. */
function lives({ pid, host }: Holder): boolean {
  if (host !== hostname()) return true
  if (pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return errnoOf(error) === 'EPERM'
  }
}

function locked(out: string, holder: Holder | undefined, path: string): UserError {
  const who = holder === undefined ? 'another run' : `process ${holder.pid} on ${holder.host}`
  return new UserError(
    'E-OUT-LOCKED',
    `${who} is writing to ${out}`,
    `Wait for it, or choose another folder with --out. If it cannot be running any more, delete ${path}.`,
  )
}
