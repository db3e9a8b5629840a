/** All lines of a network: who of them shares out anew, and what their transfers tell in the order of their paths. */
import type { Bytes, BytesPerSecond, Seconds } from '../units.ts'
import type { Line } from './line.ts'
import type { Resource, Transfer } from './route.ts'
import { Standing } from './transfer.ts'

/** After so many rounds the rest to share out is far below rounding. */
const ROUNDS = 200

type Limit = (member: Transfer, cap: BytesPerSecond, byLine: boolean, now: Seconds) => void

export class Lines {
  /** Members came, went or changed since the last share. */
  readonly touched: Set<Line<Transfer>> = new Set()
  /** Have given out more than the shares at caps alone. */
  readonly #raised: Set<Line<Transfer>> = new Set()
  readonly #limit: Limit
  #rounds = 0

  constructor(limit: Limit) {
    this.#limit = limit
  }

  get isTouched(): boolean {
    return this.touched.size > 0
  }

  join(member: Transfer, at: number, coefficient: number): void {
    member.lineAt = at
    member.lineCoefficient = coefficient
    member.line!.join(member)
    this.touched.add(member.line!)
  }

  leave(member: Transfer, left: Bytes): void {
    const line = member.line!
    line.leave(member, left)
    if (line.members.length > 0) this.touched.add(line)
    else {
      this.touched.delete(line)
      this.#raised.delete(line)
    }
  }

  /** Shares from below: what others left to them was true before this instant only. */
  reset(now: Seconds): void {
    const caps = this.#caps(now)
    for (const line of this.#raised) if (!this.touched.has(line)) line.reset(caps)
    for (const line of this.touched) line.reset(caps)
    this.#raised.clear()
    this.touched.clear()
    this.#rounds = 0
  }

  /** Shares out what is left on mixed lines; true when the filling must run again. */
  raise(mixed: Set<Line<Transfer>>, now: Seconds): boolean {
    if (mixed.size === 0 || this.#rounds++ > ROUNDS) return false
    const caps = this.#caps(now)
    let grew = false
    for (const line of [...mixed]) {
      if (!line.isMixed) mixed.delete(line)
      else if (line.raise(caps)) {
        this.#raised.add(line)
        grew = true
      }
    }
    return grew
  }

  #caps(now: Seconds) {
    return {
      limit: (member: Transfer, cap: BytesPerSecond, byLine: boolean) =>
        this.#limit(member, cap, byLine, now),
    }
  }
}

/** Index on the path of a transfer of a place on its route. */
export function placeOnPath({ line, lineAt }: Transfer, place: number): number {
  return line !== undefined && place >= lineAt ? place + 1 : place
}

/** Times by place on the route, of the line and of the cap, as times by place on the path and of the cap. */
export function inOrderOfPath({ line, lineAt }: Transfer, limited: Float64Array): Float64Array {
  if (line === undefined) return limited.slice()
  const ordered = limited.slice()
  const places = limited.length - 2
  for (let i = lineAt; i < places; i++) ordered[i + 1] = limited[i]!
  ordered[lineAt] = limited[places]!
  return ordered
}

/** Nothing is carried above capacity; a member at its share has a full line, on which nobody has a higher level. */
export function lineViolations(resources: readonly Resource[], tolerance: number): string[] {
  const found: string[] = []
  for (const { id, line, capacity } of resources) {
    if (line === undefined) continue
    const use = line.use()
    if (use > capacity * (1 + tolerance)) found.push(`line ${id} carries ${use} of ${capacity} B/s`)
    const atShare = line.members.filter(({ byLine, standing }) => byLine && standing === Standing.capped)
    if (atShare.length === 0) continue
    if (use < capacity * (1 - tolerance))
      found.push(`line ${id} holds its members back at ${use} of ${capacity} B/s`)
    const highest = Math.max(...line.members.map((member) => member.rate() / member.weight))
    for (const member of atShare) {
      if (member.rate() / member.weight < highest * (1 - tolerance))
        found.push(`transfer ${member.id} has less of line ${id} than another`)
    }
  }
  return found
}
