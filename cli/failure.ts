/** Ends of a command that are not success, and what is said about them. */
import process from 'node:process'
import { SimulationFault } from '../sim/fault.ts'
import type { Terminal } from './terminal.ts'

export const EXIT = {
  done: 0,
  expectationFailed: 1,
  inputWrong: 2,
  internalError: 3,
  interrupted: 130,
} as const
export type Exit = (typeof EXIT)[keyof typeof EXIT]

/** The user can do something about it: printed with its code, never with a stack. */
export class UserError extends Error {
  override readonly name = 'UserError'
  readonly code: string
  /** What to do, as sentences. */
  readonly hint: string | undefined

  constructor(code: string, message: string, hint?: string) {
    super(message)
    this.code = code
    this.hint = hint
  }
}

/** Says what went wrong and returns the exit status for it. */
export function report(error: unknown, terminal: Terminal, debug: boolean): Exit {
  const { err: style } = terminal.style
  if (error instanceof UserError) {
    terminal.err(`${style('bad', 'error:')} ${error.message} [${error.code}]\n`)
    if (error.hint !== undefined) terminal.err(`${error.hint}\n`)
    if (debug && error.cause !== undefined) terminal.err(`${stackOf(error.cause)}\n`)
    return EXIT.inputWrong
  }
  const what =
    error instanceof SimulationFault
      ? `at t = ${error.time} s, subject ${error.subject}: ${withoutPlace(error)}`
      : messageOf(error)
  terminal.err(`${style('bad', 'internal error:')} ${what} [E-INTERNAL]\n`)
  terminal.err(
    'This is a defect of gatesim, not of your file. Please report it with the file and this command:\n',
  )
  terminal.err(`  gatesim ${process.argv.slice(2).join(' ')}\n`)
  if (debug) terminal.err(`${stackOf(error)}\n`)
  else terminal.err('--debug shows where it happened.\n')
  return EXIT.internalError
}

export function withoutPlace(fault: SimulationFault): string {
  const place = `t=${fault.time} s, ${fault.subject}: `
  return fault.message.startsWith(place) ? fault.message.slice(place.length) : fault.message
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
