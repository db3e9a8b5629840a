/** The built program, as a user starts it. */
import { type ChildProcess, spawn } from 'node:child_process'
import { inject } from 'vitest'

export interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

export interface Started {
  readonly child: ChildProcess
  readonly ended: Promise<Ended>
}

/** `input` is what standard input says; without it there is none. */
export function start(
  args: readonly string[],
  cwd: string,
  env: Record<string, string> = {},
  input?: string,
): Started {
  const child = spawn(process.execPath, [inject('program'), ...args], {
    cwd,
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: 'pipe',
  })
  // Who has not asked for it may end before reading it.
  child.stdin.on('error', () => {}).end(input)
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString('utf8')
  })
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString('utf8')
  })
  const ended = new Promise<Ended>((resolve) => child.on('close', (code) => resolve({ code, out, err })))
  return { child, ended }
}

export function gatesim(
  args: readonly string[],
  cwd: string,
  env: Record<string, string> = {},
): Promise<Ended> {
  return start(args, cwd, env).ended
}
