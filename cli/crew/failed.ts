/** What a unit failed with: where it was, and how it gets from a thread to another, which takes plain data only. */
import { SimulationFault } from '../../sim/fault.ts'
import { messageOf, UserError, withoutPlace } from '../failure.ts'
import { Interrupted } from './interrupt.ts'
import type { Unit } from './unit.ts'

export type Failure =
  | {
      readonly kind: 'user'
      readonly code: string
      readonly message: string
      readonly hint: string | undefined
    }
  | {
      readonly kind: 'fault'
      readonly time: number
      readonly subject: string
      readonly message: string
      readonly stack: string | undefined
    }
  | { readonly kind: 'other'; readonly message: string; readonly stack: string | undefined }

export function packed(error: unknown): Failure {
  if (error instanceof UserError) {
    const { code, message, hint } = error
    return { kind: 'user', code, message, hint }
  }
  const stack = error instanceof Error ? error.stack : undefined
  if (!(error instanceof SimulationFault)) return { kind: 'other', message: messageOf(error), stack }
  const { time, subject } = error
  return { kind: 'fault', time, subject, message: withoutPlace(error), stack }
}

export function unpacked(failure: Failure): Error {
  if (failure.kind === 'user') return new UserError(failure.code, failure.message, failure.hint)
  const { message, stack } = failure
  const error =
    failure.kind === 'fault'
      ? new SimulationFault(failure.time, failure.subject, message)
      : new Error(message)
  if (stack !== undefined) error.stack = stack
  return error
}

/** A defect of ours with the replication it happened in, which the one who looks for it has to repeat. */
export function placed(error: unknown, { variant, replication }: Unit): unknown {
  if (error instanceof UserError || error instanceof Interrupted) return error
  const failure = packed(error)
  return unpacked({ ...failure, message: `${failure.message} (${variant.name}, replication ${replication})` })
}
