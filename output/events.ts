/** events.ndjson: one JSON object per line, `{"t":...,"event":...}`, for programs and for debugging. */
import type { EventRecord } from '../sim/model/index.ts'
import type { Origin } from './column.ts'
import type { Sink } from './csv.ts'

export const EVENTS_FILE = 'events.ndjson'
const CHUNK_CHARACTERS = 128 * 1024

export class EventWriter {
  readonly #sink: Sink
  #pending = ''

  constructor(sink: Sink) {
    this.#sink = sink
  }

  line(record: EventRecord, at: Origin): void {
    const { t, event, ...rest } = record
    const line = { t, event, variant: at.variant, replication: at.replication, ...rest }
    this.#pending += `${JSON.stringify(line, finite)}\n`
    if (this.#pending.length >= CHUNK_CHARACTERS) this.flush()
  }

  flush(): void {
    if (this.#pending === '') return
    const text = this.#pending
    this.#pending = ''
    this.#sink.write(text)
  }
}

/** JSON has no Infinity: what never ends is null. */
export function finite(_key: string, value: unknown): unknown {
  return value === undefined || (typeof value === 'number' && !Number.isFinite(value)) ? null : value
}
