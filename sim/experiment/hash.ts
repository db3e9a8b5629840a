/**
 * A streaming hash of plain values into 64 bits: the rounds and the finish of MurmurHash3 (Appleby, x86_128),
 * with two of its lanes. For the same state, two different values never lead to the same next state.
 *
 * Every value enters as two words: a number as its float64 bits, anything else under a mark that no number has
 * (the sign bit of a NaN). A text enters in full when it is first seen and by its place in the list of texts
 * seen from then on.
 */

const DOUBLE = new Float64Array(1)
const WORDS = new Uint32Array(DOUBLE.buffer)
/** Which word holds the sign: found out rather than believed, so that the machine's byte order does not show. */
const HIGH = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 1 : 0

const MARK_UNDEFINED = 0xfff80001
const MARK_BOOLEAN = 0xfff80002
const MARK_LIST = 0xfff80003
const MARK_TEXT = 0xfff80004
const MARK_NEW_TEXT = 0xfff80005

/** When so many texts are known the list starts afresh: a long run names millions of sessions. */
const MOST_TEXTS = 65_536

export type Plain = number | string | boolean | undefined | readonly Plain[]

export class Hash {
  #a = 0
  #b = 0
  #length = 0
  readonly #texts = new Map<string, number>()

  /** The kind of the record, then its fields in the order of `keys`. */
  record<R extends object>(kind: string, record: R, keys: readonly (keyof R)[]): void {
    this.#text(kind)
    for (let i = 0; i < keys.length; i++) this.add(record[keys[i]!] as Plain)
  }

  add(value: Plain): void {
    if (typeof value === 'number') this.#number(value)
    else if (typeof value === 'string') this.#text(value)
    else if (value === undefined) this.#pair(0, MARK_UNDEFINED)
    else if (typeof value === 'boolean') this.#pair(value ? 1 : 0, MARK_BOOLEAN)
    else {
      this.#pair(value.length, MARK_LIST)
      for (let i = 0; i < value.length; i++) this.add(value[i])
    }
  }

  /** 16 hexadecimal digits of everything added so far. */
  digest(): string {
    let a = this.#a ^ this.#length
    let b = this.#b ^ this.#length
    a = (a + b) | 0
    b = (b + a) | 0
    a = finish(a)
    b = finish(b)
    a = (a + b) | 0
    b = (b + a) | 0
    return hex(a) + hex(b)
  }

  #number(value: number): void {
    DOUBLE[0] = value + 0 // turns -0 into 0
    this.#pair(WORDS[1 - HIGH]!, WORDS[HIGH]!)
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
    let a = this.#a
    let b = this.#b
    a ^= Math.imul(rotate(Math.imul(low, 0x239b961b), 15), 0xab0e9789)
    a = (Math.imul((rotate(a, 19) + b) | 0, 5) + 0x561ccd1b) | 0
    b ^= Math.imul(rotate(Math.imul(high, 0xab0e9789), 16), 0x38b34ae5)
    b = (Math.imul((rotate(b, 17) + a) | 0, 5) + 0x0bcaa747) | 0
    this.#a = a
    this.#b = b
    this.#length = (this.#length + 1) | 0
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
