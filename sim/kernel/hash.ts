/**
 * Threefry-4x32: a keyed mixing of four words into four (Salmon, Moraes, Dror, Shaw: Parallel random numbers: as
 * easy as 1, 2, 3; SC 2011). Counter-based: any value of a stream can be asked for at once, without state. The
 * authors' BigCrush runs pass with 13 rounds; 16 are used. Checked against published answers in
 * test/kernel/hash.test.ts.
 */

/** Four words of key and their parity: made by `expand` for `mix`. */
export type MixKey = Int32Array

/** Result of the last `mix`, as signed words; shared, so that mixing allocates nothing. */
export const mixed: Int32Array = new Int32Array(4)

const PARITY = 0x1bd11bda
/** Two turns of eight rounds. */
const TURNS = 2

/** The four key words and their parity, in the cyclic order of their injection. */
export function expand(k0: number, k1: number, k2: number, k3: number): MixKey {
  return new Int32Array([k0, k1, k2, k3, PARITY ^ k0 ^ k1 ^ k2 ^ k3])
}

/**
 * Mixes the counter (c0..c3) under `key` into `mixed`, in `turns` of eight rounds. Written out round by round with
 * all words in variables: tables of rotations, or key words fetched by index, take four and two times as long
 * (line 'keyed value' of bench/kernel/chance.ts).
 */
export function mix(
  key: MixKey,
  c0: number,
  c1: number,
  c2: number,
  c3: number,
  turns: number = TURNS,
): void {
  let k0 = key[0]!
  let k1 = key[1]!
  let k2 = key[2]!
  let k3 = key[3]!
  let k4 = key[4]!
  let x0 = (c0 + k0) | 0
  let x1 = (c1 + k1) | 0
  let x2 = (c2 + k2) | 0
  let x3 = (c3 + k3) | 0
  for (let injection = 1; injection < 2 * turns; injection += 2) {
    x0 = (x0 + x1) | 0
    x1 = ((x1 << 10) | (x1 >>> 22)) ^ x0
    x2 = (x2 + x3) | 0
    x3 = ((x3 << 26) | (x3 >>> 6)) ^ x2
    x0 = (x0 + x3) | 0
    x3 = ((x3 << 11) | (x3 >>> 21)) ^ x0
    x2 = (x2 + x1) | 0
    x1 = ((x1 << 21) | (x1 >>> 11)) ^ x2
    x0 = (x0 + x1) | 0
    x1 = ((x1 << 13) | (x1 >>> 19)) ^ x0
    x2 = (x2 + x3) | 0
    x3 = ((x3 << 27) | (x3 >>> 5)) ^ x2
    x0 = (x0 + x3) | 0
    x3 = ((x3 << 23) | (x3 >>> 9)) ^ x0
    x2 = (x2 + x1) | 0
    x1 = ((x1 << 5) | (x1 >>> 27)) ^ x2
    x0 = (x0 + k1) | 0
    x1 = (x1 + k2) | 0
    x2 = (x2 + k3) | 0
    x3 = (x3 + k4 + injection) | 0
    x0 = (x0 + x1) | 0
    x1 = ((x1 << 6) | (x1 >>> 26)) ^ x0
    x2 = (x2 + x3) | 0
    x3 = ((x3 << 20) | (x3 >>> 12)) ^ x2
    x0 = (x0 + x3) | 0
    x3 = ((x3 << 17) | (x3 >>> 15)) ^ x0
    x2 = (x2 + x1) | 0
    x1 = ((x1 << 11) | (x1 >>> 21)) ^ x2
    x0 = (x0 + x1) | 0
    x1 = ((x1 << 25) | (x1 >>> 7)) ^ x0
    x2 = (x2 + x3) | 0
    x3 = ((x3 << 10) | (x3 >>> 22)) ^ x2
    x0 = (x0 + x3) | 0
    x3 = ((x3 << 18) | (x3 >>> 14)) ^ x0
    x2 = (x2 + x1) | 0
    x1 = ((x1 << 20) | (x1 >>> 12)) ^ x2
    const first = k0
    const second = k1
    k0 = k2
    k1 = k3
    k2 = k4
    k3 = first
    k4 = second
    x0 = (x0 + k0) | 0
    x1 = (x1 + k1) | 0
    x2 = (x2 + k2) | 0
    x3 = (x3 + k3 + injection + 1) | 0
  }
  mixed[0] = x0
  mixed[1] = x1
  mixed[2] = x2
  mixed[3] = x3
}

/** Hash of (key, text, tag) to a key: Matyas-Meyer-Oseas chaining over blocks of eight UTF-16 units, then length and tag. */
export function digest(key: MixKey, text: string, tag: number): MixKey {
  let chain = key
  for (let at = 0; at < text.length; at += 8) {
    chain = absorb(chain, pair(text, at), pair(text, at + 2), pair(text, at + 4), pair(text, at + 6))
  }
  return absorb(chain, text.length, tag, 0, 0)
}

function absorb(chain: MixKey, c0: number, c1: number, c2: number, c3: number): MixKey {
  mix(chain, c0, c1, c2, c3)
  return expand(mixed[0]! ^ c0, mixed[1]! ^ c1, mixed[2]! ^ c2, mixed[3]! ^ c3)
}

/** Two UTF-16 units in one word; 0 beyond the end. */
function pair(text: string, at: number): number {
  return unit(text, at) | (unit(text, at + 1) << 16)
}

function unit(text: string, at: number): number {
  return at < text.length ? text.charCodeAt(at) : 0
}
