import type { Bytes } from '../../units.ts'
import type { FlowRecord } from '../records/index.ts'

type Row = { -readonly [K in keyof FlowRecord]: FlowRecord[K] }
type Name = Omit<FlowRecord, 'tasks' | 'bytesIn' | 'bytesOut'>

/** What each gateway carried for whom: sums to the gateway's own totals. */
export class Flows {
  private readonly rows = new Map<string, Row>()

  task(name: Name): void {
    this.row(name).tasks++
  }

  bytes(name: Name, bytesIn: Bytes, bytesOut: Bytes): void {
    const row = this.row(name)
    row.bytesIn += bytesIn
    row.bytesOut += bytesOut
  }

  private row(name: Name): Row {
    const { gateway, kind, tenant = '', repository, direction, operation } = name
    const key = `${kind}\u0000${gateway}\u0000${tenant}\u0000${repository}\u0000${direction}\u0000${operation}`
    let row = this.rows.get(key)
    if (row === undefined) {
      row = { ...name, tasks: 0, bytesIn: 0, bytesOut: 0 }
      this.rows.set(key, row)
    }
    return row
  }

  /** In order of first use. */
  records(): FlowRecord[] {
    return [...this.rows.values()]
  }
}
