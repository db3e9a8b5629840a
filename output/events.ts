/** events.ndjson: one JSON object per line, `{"t":...,"event":...}`, for programs and for debugging. */
import type { EventRecord } from '../sim/model/index.ts'
import { Chunks, type Sink } from './chunks.ts'
import type { Origin } from './column.ts'

export const EVENTS_FILE = 'events.ndjson'

export class EventWriter {
  readonly #chunks: Chunks

  constructor(sink: Sink) {
    this.#chunks = new Chunks(sink)
  }

  line(record: EventRecord, at: Origin): void {
    const { t, event, ...rest } = record
    const line = { t, event, variant: at.variant, replication: at.replication, ...rest }
    this.#chunks.add(`${JSON.stringify(line, finite)}\n`)
  }

  flush(): void {
    this.#chunks.flush()
  }
}

/** JSON has no Infinity: what never ends is null. */
export function finite(_key: string, value: unknown): unknown {
  return value === undefined || (typeof value === 'number' && !Number.isFinite(value)) ? null : value
}
