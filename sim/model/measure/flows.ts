import type { Bytes } from '../../units.ts'
import type { FlowRecord } from '../records.ts'
import type { Operation } from '../vocabulary.ts'

type Row = { -readonly [K in keyof FlowRecord]: FlowRecord[K] }

/** What each gateway carried for whom: sums to the gateway's own totals. */
export class Flows {
  private readonly rows = new Map<string, Row>()

  book(
    gateway: string,
    repository: string,
    direction: FlowRecord['direction'],
    operation: Operation,
    bytesIn: Bytes,
    bytesOut: Bytes,
  ): void {
    const key = `${gateway}\u0000${repository}\u0000${direction}\u0000${operation}`
    let row = this.rows.get(key)
    if (row === undefined) {
      row = {
        gateway,
        kind: 'server',
        tenant: undefined,
        repository,
        direction,
        operation,
        tasks: 0,
        bytesIn: 0,
        bytesOut: 0,
      }
      this.rows.set(key, row)
    }
    row.tasks++
    row.bytesIn += bytesIn
    row.bytesOut += bytesOut
  }

  /** In order of first use. */
  records(): FlowRecord[] {
    return [...this.rows.values()]
  }
}
