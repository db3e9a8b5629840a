/** With whom a task works: the gateway that its unit keeps, and all who take part once it has started. */
import type { ServerState } from '../infrastructure/index.ts'

/** A gateway is pinned to a unit until the end of the attempt (docs/model.md 3). */
export interface Unit {
  gateway: ServerState | undefined
  rule: string | undefined
  fallback: boolean
  /** Its tasks take slots at the gateway. */
  takesSlot: boolean
  /** Reads the source where the gateway does not. */
  reader: ServerState | undefined
}

export function newUnit(): Unit {
  return { gateway: undefined, rule: undefined, fallback: false, takesSlot: false, reader: undefined }
}

/** Who takes part in a started task. */
export interface Assignment {
  readonly proxy: ServerState | undefined
  readonly gateway: ServerState | undefined
  readonly rule: string
  readonly fallback: boolean
  /** The gateway's slot is taken (rows that name the proxy take none). */
  readonly gatewaySlot: boolean
  /** Reads the source where the gateway does not: the host of the source, or its gateway. */
  readonly reader: ServerState | undefined
  /** The cloud gateway of its first connection. */
  readonly cloud: ServerState | undefined
}

/** The unit keeps its gateway until the end of the attempt. */
export function pin(unit: Unit, { gateway, rule, fallback, gatewaySlot, reader }: Assignment): void {
  unit.gateway = gateway
  unit.reader = reader
  unit.rule = rule
  unit.fallback = fallback
  unit.takesSlot = gatewaySlot
}
