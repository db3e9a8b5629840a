/**
 * A streaming hash of plain values into 64 bits: the rounds and the finish of MurmurHash3 (Appleby, x86_128),
 * with two of its lanes. For the same state, two different values never lead to the same next state.
 *
 * Every value enters as two words: a number as its float64 bits, anything else under a mark that no number has
 * (the sign bit of a NaN). A text enters in full when it is first seen and by its place in the list of texts
 * seen from then on.
 */

/** Which word of a number holds its sign: found out rather than believed, so that the byte order does not show. */
const HIGH = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 1 : 0
const LOW = 1 - HIGH

const MARK_UNDEFINED = 0xfff80001
const MARK_BOOLEAN = 0xfff80002
const MARK_LIST = 0xfff80003
const MARK_TEXT = 0xfff80004
const MARK_NEW_TEXT = 0xfff80005

/** When so many texts are known the list starts afresh: a long run names millions of sessions. */
const MOST_TEXTS = 65_536

export type Plain = number | string | boolean | undefined | readonly Plain[]

/** Values are mixed in batches, which keeps the state of the hash in registers. */
const BATCH = 256

export class Hash {
  #a = 0
  #b = 0
  #mixed = 0
  #waiting = 0
  readonly #numbers = new Float64Array(BATCH)
  readonly #words = new Int32Array(this.#numbers.buffer)
  readonly #texts = new Map<string, number>()

  add(value: Plain): void {
    if (typeof value === 'number') this.number(value)
    else if (typeof value === 'string') this.#text(value)
    else if (value === undefined) this.#pair(0, MARK_UNDEFINED)
    else if (typeof value === 'boolean') this.#pair(value ? 1 : 0, MARK_BOOLEAN)
    else {
      this.#pair(value.length, MARK_LIST)
      for (let i = 0; i < value.length; i++) this.add(value[i])
    }
  }

  /** A list of numbers, as `add` takes it but faster. */
  numbers(list: readonly number[]): void {
    this.#pair(list.length, MARK_LIST)
    for (let i = 0; i < list.length; i++) this.number(list[i]!)
  }

  number(value: number): void {
    if (this.#waiting === BATCH) this.#mix()
    this.#numbers[this.#waiting++] = value + 0 // turns -0 into 0
  }

  /** 16 hexadecimal digits of everything added so far. */
  digest(): string {
    this.#mix()
    let a = this.#a ^ this.#mixed
    let b = this.#b ^ this.#mixed
    a = (a + b) | 0
    b = (b + a) | 0
    a = finish(a)
    b = finish(b)
    a = (a + b) | 0
    b = (b + a) | 0
    return hex(a) + hex(b)
  }

  #text(text: string): void {
    const place = this.#texts.get(text)
    if (place !== undefined) {
      this.#pair(place, MARK_TEXT)
      return
    }
    if (this.#texts.size === MOST_TEXTS) this.#texts.clear()
    this.#texts.set(text, this.#texts.size)
    this.#pair(text.length, MARK_NEW_TEXT)
    // Beyond the end charCodeAt is NaN, which becomes 0.
    for (let i = 0; i < text.length; i += 2) this.#pair(text.charCodeAt(i), text.charCodeAt(i + 1))
  }

  #pair(low: number, high: number): void {
    if (this.#waiting === BATCH) this.#mix()
    const at = 2 * this.#waiting++
    this.#words[at + LOW] = low
    this.#words[at + HIGH] = high
  }

  #mix(): void {
    const words = this.#words
    const end = 2 * this.#waiting
    let a = this.#a
    let b = this.#b
    for (let i = 0; i < end; i += 2) {
      a ^= Math.imul(rotate(Math.imul(words[i + LOW]!, 0x239b961b), 15), 0xab0e9789)
      a = (Math.imul((rotate(a, 19) + b) | 0, 5) + 0x561ccd1b) | 0
      b ^= Math.imul(rotate(Math.imul(words[i + HIGH]!, 0xab0e9789), 16), 0x38b34ae5)
      b = (Math.imul((rotate(b, 17) + a) | 0, 5) + 0x0bcaa747) | 0
    }
    this.#a = a
    this.#b = b
    this.#mixed = (this.#mixed + this.#waiting) | 0
    this.#waiting = 0
  }
}

/** One fingerprint for many, in the given order: replications of a variant, variants of a result. */
export function combineFingerprints(fingerprints: readonly string[]): string {
  const hash = new Hash()
  hash.add(fingerprints)
  return hash.digest()
}

function rotate(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits))
}

function finish(word: number): number {
  let h = word
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return h ^ (h >>> 16)
}

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0')
}
