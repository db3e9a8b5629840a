/** Where text goes: a file, or a list in tests. */
export interface Sink {
  write(text: string): void
}

/** Big enough that a write costs little, small enough that nobody notices the memory. */
const CHUNK_CHARACTERS = 128 * 1024

/** Hands text on in large pieces: a write per row would cost more than the row. */
export class Chunks {
  readonly #sink: Sink
  #pending = ''

  constructor(sink: Sink) {
    this.#sink = sink
  }

  add(text: string): void {
    this.#pending += text
    if (this.#pending.length >= CHUNK_CHARACTERS) this.flush()
  }

  flush(): void {
    if (this.#pending === '') return
    const text = this.#pending
    this.#pending = ''
    this.#sink.write(text)
  }
}
