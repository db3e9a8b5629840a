import { describe, expect, test } from 'vitest'
import { Chance, type Key, sample, type Uniforms } from '../../sim/kernel/index.ts'
import { cellsZ, meanZ, neighbourZ, pairZ } from './correlation.ts'

const N = 20_000
const ordinals = Array.from({ length: N }, (_, i) => i)
const take = (u: Uniforms, count: number): number[] => Array.from({ length: count }, () => u.next())

describe('every number replays bit for bit', () => {
  test('these values are the same for ever: whoever changes one changes every kept result', () => {
    const chance = new Chance(1, 0)
    const outages = chance.sequence('outage/a-3')
    const bytes = chance.key('bytes/a/b-17')
    expect([
      ...take(outages, 3),
      bytes.value(0),
      bytes.value(1),
      bytes.value(1, 2, 3),
      ...take(bytes.at(7), 2),
      new Chance('a text', 41).key('bytes/a/b-17').value(0),
      sample({ kind: 'lognormal', mu: 3, sigma: 1.5 }, bytes.at(8)),
      sample({ kind: 'erlang', k: 3, mean: 60 }, bytes.at(9)),
      sample({ kind: 'weibull', shape: 0.7, scale: 10 }, outages),
    ]).toEqual([
      0.6562514401414943, 0.6793837857214144, 0.6534773124433837, 0.14333594898707364, 0.7191545701494442,
      0.12392305093792239, 0.4652451840135781, 0.42766156783705817, 0.24306577895830955, 57.35733791484451,
      44.837357705776675, 12.900417080202612,
    ])
  })

  test('the same seed gives the same values twice in one process', () => {
    const run = () => {
      const chance = new Chance('night', 3)
      return [
        ...take(chance.sequence('a'), 50),
        ...ordinals.slice(0, 50).map((k) => chance.key('b').value(k)),
      ]
    }
    expect(run()).toEqual(run())
  })

  test('a seed means its text', () => {
    expect(new Chance(7, 0).key('a').value(0)).toBe(new Chance('7', 0).key('a').value(0))
  })
})

describe('a sequence', () => {
  test('asked for by the same name again starts over', () => {
    const chance = new Chance(1, 0)
    const first = take(chance.sequence('outage/a-1'), 5)
    expect(take(chance.sequence('outage/a-1'), 5)).toEqual(first)
  })

  test('is not shifted by what others draw in between', () => {
    const chance = new Chance(1, 0)
    const alone = take(chance.sequence('a'), 10)
    const [a, b] = [chance.sequence('a'), chance.sequence('b')]
    const together = alone.map(() => {
      b.next()
      return a.next()
    })
    expect(together).toEqual(alone)
  })
})

describe('a keyed value', () => {
  const key = new Chance(1, 0).key('bytes/a/b-17')

  test('depends on its ordinal, attempt and sub-index only, not on who asked before', () => {
    const later = key.value(5, 1, 2)
    key.value(4)
    key.at(5, 1).next()
    expect(key.value(5, 1, 2)).toBe(later)
    expect(new Chance(1, 0).key('bytes/a/b-17').value(5, 1, 2)).toBe(later)
  })

  test('has sub-indices 0, 1, 2, ... as the uniforms of its ordinal', () => {
    expect(take(key.at(5), 3)).toEqual([key.value(5), key.value(5, 0, 1), key.value(5, 0, 2)])
    expect(take(key.at(5, 4), 2)).toEqual([key.value(5, 4), key.value(5, 4, 1)])
  })

  test('is different for every ordinal, attempt, sub-index, name, seed and replication', () => {
    const values = [
      key.value(1),
      key.value(0, 1),
      key.value(0, 0, 1),
      key.value(0),
      new Chance(1, 0).key('bytes/a/b-18').value(0),
      new Chance(2, 0).key('bytes/a/b-17').value(0),
      new Chance(1, 1).key('bytes/a/b-17').value(0),
      new Chance(1, 0).sequence('bytes/a/b-17').next(),
    ]
    expect(new Set(values).size).toBe(values.length)
  })

  test.each([-1, 0.5, 2 ** 32, Number.NaN])('asked for by ordinal %s is our mistake and says so', (k) => {
    expect(() => key.value(k)).toThrow(RangeError)
    expect(() => key.value(0, k)).toThrow(RangeError)
    expect(() => key.value(0, 0, k)).toThrow(RangeError)
    expect(() => new Chance(1, k)).toThrow(RangeError)
  })
})

describe('chance is fair, and neighbours know nothing of each other', () => {
  const chance = new Chance(1, 0)
  const key = chance.key('a')
  const nth = (draw: number) => (u: Uniforms) => take(u, draw).at(-1)!
  const byName = (of: (name: string) => number) => ordinals.map((i) => of(`outage/server-${i}`))
  const keyed = (of: (key: Key, k: number) => number) => ordinals.map((k) => of(key, k))

  const SERIES: [string, () => number[]][] = [
    ['one sequence, draw after draw', () => take(chance.sequence('a'), N)],
    [
      'the first draws of sequences with neighbouring names',
      () => byName((name) => nth(1)(chance.sequence(name))),
    ],
    [
      'the tenth draws of sequences with neighbouring names',
      () => byName((name) => nth(10)(chance.sequence(name))),
    ],
    [
      'the first draws under neighbouring seeds',
      () => ordinals.map((i) => new Chance(i, 0).sequence('a').next()),
    ],
    [
      'the first draws of neighbouring replications',
      () => ordinals.map((i) => new Chance(1, i).sequence('a').next()),
    ],
    ['keyed values, ordinal after ordinal', () => keyed((k, i) => k.value(i))],
    ['keyed values, attempt after attempt', () => keyed((k, i) => k.value(3, i))],
    ['keyed values, sub-index after sub-index', () => keyed((k, i) => k.value(3, 1, i))],
    ['keyed values of neighbouring names', () => byName((name) => chance.key(name).value(0))],
    ['keyed values under neighbouring seeds', () => ordinals.map((i) => new Chance(i, 0).key('a').value(0))],
    [
      'keyed values of neighbouring replications',
      () => ordinals.map((i) => new Chance(1, i).key('a').value(0)),
    ],
  ]

  // Fixed seeds: 4 standard deviations would be met once in 16,000 honest tries.
  test.each(SERIES)('%s', (_, draw) => {
    const series = draw()
    expect(series.every((u) => u > 0 && u < 1)).toBe(true)
    expect(Math.abs(meanZ(series))).toBeLessThan(4)
    expect(Math.abs(neighbourZ(series))).toBeLessThan(4)
    expect(Math.abs(cellsZ(series))).toBeLessThan(4)
  })

  test('two sequences, two keys, and the attempts of one ordinal are uncorrelated pair by pair', () => {
    expect(Math.abs(pairZ(take(chance.sequence('a-1'), N), take(chance.sequence('a-2'), N)))).toBeLessThan(4)
    const other = chance.key('b')
    expect(
      Math.abs(
        pairZ(
          keyed((k, i) => k.value(i)),
          keyed((_, i) => other.value(i)),
        ),
      ),
    ).toBeLessThan(4)
    expect(
      Math.abs(
        pairZ(
          keyed((k, i) => k.value(i, 1)),
          keyed((k, i) => k.value(i, 2)),
        ),
      ),
    ).toBeLessThan(4)
    expect(
      Math.abs(
        pairZ(
          keyed((k, i) => k.value(i, 0, 0)),
          keyed((k, i) => k.value(i, 0, 1)),
        ),
      ),
    ).toBeLessThan(4)
  })
})
