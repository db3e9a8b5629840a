import alea from 'seedrandom/lib/alea.js'
import { digest, expand, type MixKey, mix, mixed } from './hash.ts'

/** Uniform numbers in the open interval (0, 1). */
export interface Uniforms {
  next(): number
}

/** pi's first hexadecimals: any constant would do, this one hides nothing. */
const ORIGIN = expand(0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344)
const SEQUENCE = 1
const KEY = 2

const TWO_26 = 67_108_864
const TWO_53 = 9_007_199_254_740_992
const BELOW_ONE = 1 - 1 / TWO_53

/**
 * All chance of one replication. A number is named by purpose and subject, never by order of use: adding a subject
 * shifts nobody else's numbers, and two variants meet the same fate.
 *
 * Names are hashed before they seed anything: several generators seeded with neighbouring raw names are visibly
 * correlated. A seed means its text: 1 and '1' are the same.
 */
export class Chance {
  private readonly root: MixKey

  constructor(seed: number | string, replication: number) {
    if (replication >>> 0 !== replication)
      throw new RangeError(`a replication is a whole number, got ${replication}`)
    this.root = digest(ORIGIN, String(seed), replication)
  }

  /**
   * A generator for draws whose number is not known beforehand, e.g. 'outage/a-3'. Asking for the same name again
   * gives a fresh generator that starts over: keep the one you have.
   */
  sequence(name: string): Uniforms {
    const words = Array.from(digest(this.root, name, SEQUENCE).subarray(0, 4))
    const generator = alea(words.map((word) => (word >>> 0).toString(16).padStart(8, '0')).join(''))
    return { next: () => openUniform(generator.double() * TWO_53) }
  }

  /** A name for single values that are asked for by ordinal, e.g. 'bytes/a/b-17'. Costs a hash: keep it. */
  key(name: string): Key {
    return new Key(digest(this.root, name, KEY))
  }
}

/** Values that depend on (seed, replication, name, k, attempt, sub-index) only, in any order, without state. */
export class Key {
  private readonly words: MixKey

  constructor(words: MixKey) {
    this.words = words
  }

  /** The uniforms of ordinal `k`: successive `next()` take the sub-indices 0, 1, ... */
  at(k: number, attempt = 0): Uniforms {
    return new KeyedUniforms(this, k, attempt)
  }

  /** One uniform. All three are whole numbers from 0 to 2^32 - 1. */
  value(k: number, attempt = 0, sub = 0): number {
    if (k >>> 0 !== k || attempt >>> 0 !== attempt || sub >>> 0 !== sub) {
      throw new RangeError(`a keyed value is asked for by whole numbers, got ${k}, ${attempt}, ${sub}`)
    }
    mix(this.words, k, attempt, sub, 0)
    return openUniform((mixed[0]! >>> 5) * TWO_26 + (mixed[1]! >>> 6))
  }
}

class KeyedUniforms implements Uniforms {
  private readonly key: Key
  private readonly k: number
  private readonly attempt: number
  private sub = 0

  constructor(key: Key, k: number, attempt: number) {
    this.key = key
    this.k = k
    this.attempt = attempt
  }

  next(): number {
    return this.key.value(this.k, this.attempt, this.sub++)
  }
}

/** (i + 0.5) / 2^53. The very last i would round up to 1 and gives the double below it. */
function openUniform(i: number): number {
  const u = (i + 0.5) / TWO_53
  return u < 1 ? u : BELOW_ONE
}
