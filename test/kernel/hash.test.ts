import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { digest, expand, mix, mixed } from '../../sim/kernel/hash.ts'

const hex = (words: Iterable<number>): string =>
  Array.from(words, (word) => (word >>> 0).toString(16).padStart(8, '0')).join(' ')

/** Threefry-4x32 as its authors write it down, round by round, for any number of rounds. */
function plain(rounds: number, counter: readonly number[], key: readonly number[]): Int32Array {
  const keys = [...key, key.reduce((parity, word) => parity ^ word, 0x1bd11bda)]
  const x = Int32Array.from(counter, (word, i) => word + keys[i]!)
  const rotations = [
    [10, 26],
    [11, 21],
    [13, 27],
    [23, 5],
    [6, 20],
    [17, 11],
    [25, 10],
    [18, 20],
  ]
  for (let round = 0; round < rounds; round++) {
    const [a, b] = round % 2 === 0 ? [1, 3] : [3, 1]
    const [r, s] = rotations[round % 8] as [number, number]
    x[0] = x[0]! + x[a]!
    x[a] = ((x[a]! << r) | (x[a]! >>> (32 - r))) ^ x[0]!
    x[2] = x[2]! + x[b]!
    x[b] = ((x[b]! << s) | (x[b]! >>> (32 - s))) ^ x[2]!
    const injection = (round + 1) / 4
    if (round % 4 === 3)
      for (let i = 0; i < 4; i++) x[i] = x[i]! + keys[(injection + i) % 5]! + (i === 3 ? injection : 0)
  }
  return x
}

const PI = [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344]
const PI_NEXT = [0xa4093822, 0x299f31d0, 0x082efa98, 0xec4e6c89]

describe('the mixing function is Threefry-4x32', () => {
  // Known answers published with Random123 (kat_vectors), for 13, 20 and 72 rounds.
  test.each([
    [13, 0, '531c7e4f 39491ee5 2c855a92 3d6abf9a'],
    [13, -1, 'c4189358 1c9cc83a d5881c67 6a0a89e0'],
    [20, 0, '9c6ca96a e17eae66 fc10ecd4 5256a7d8'],
    [20, -1, '2a881696 57012287 f6c7446e a16a6732'],
    [72, 0, '93171da6 9220326d b392b7b1 ff58a002'],
    [72, -1, '60743f3d 9961e684 aab21c34 8c65fb7d'],
  ])('%d rounds of all bits %d give the published answer', (rounds, word, answer) => {
    expect(hex(plain(rounds, [word, word, word, word], [word, word, word, word]))).toBe(answer)
  })

  test('and so do the digits of pi', () => {
    expect(hex(plain(13, PI, PI_NEXT))).toBe('4aa71d8f 734738c2 431fc6a8 ae6debf1')
    expect(hex(plain(20, PI, PI_NEXT))).toBe('59cd1dbb b8879579 86b5d00c ac8b6d84')
    const [k0, k1, k2, k3] = PI_NEXT as [number, number, number, number]
    const [c0, c1, c2, c3] = PI as [number, number, number, number]
    mix(expand(k0, k1, k2, k3), c0, c1, c2, c3, 9)
    expect(hex(mixed)).toBe('09930adf 7f27bd55 9ed68ce1 97f803f6')
  })

  test('written out for speed, its 16 rounds are those of the plain form', () => {
    const four = fc.tuple(fc.integer(), fc.integer(), fc.integer(), fc.integer())
    fc.assert(
      fc.property(four, four, (key, counter) => {
        mix(expand(...key), ...counter)
        expect(hex(mixed)).toBe(hex(plain(16, counter, key)))
      }),
    )
  })
})

describe('the hash of names', () => {
  const key = expand(1, 2, 3, 4)
  const digestOf = (text: string, tag = 0) => hex(digest(key, text, tag))

  test('tells apart names that differ in one letter, in length only, or in what follows the end', () => {
    const names = [
      '',
      'a',
      'b',
      'a\0',
      '\0a',
      'aaaaaaa',
      'aaaaaaaa',
      'aaaaaaaaa',
      'aaaaaaaa\0',
      'ä',
      'a\u0308',
      '\u{1f600}',
    ]
    expect(new Set(names.map((name) => digestOf(name))).size).toBe(names.length)
    expect(digestOf('a', 1)).not.toBe(digestOf('a', 2))
  })

  test('no two of 100,000 numbered names meet, not even in 64 of their bits', () => {
    const seen = new Set(
      Array.from({ length: 100_000 }, (_, i) => digestOf(`outage/server-${i}`).slice(0, 17)),
    )
    expect(seen.size).toBe(100_000)
  })
})
