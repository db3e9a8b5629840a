import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ln } from '../../sim/kernel/index.ts'
import {
  KimNelson,
  lookTail,
  meanInterval,
  meanPValue,
  PairedTally,
  quantileInterval,
  RatioTally,
  Sample,
  screenToBest,
  shareBounds,
  Tally,
  tQuantile,
} from '../../sim/stats/index.ts'
import { covers, normals, repeat, share, uniforms } from './experiments.ts'

const EXPERIMENTS = 2000
// Three standard errors of a share of 0.95 in 2,000 experiments are 0.0146.
const NOMINAL = [0.935, 0.965] as const
const AT_LEAST_NOMINAL = [0.935, 1] as const
const PAGE = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'statistics.md'), 'utf8')

/** The measured share lies where it should, and the page says what was measured. */
function expectDocumented(what: string, measured: number, [low, high]: readonly [number, number]): void {
  expect(measured).toBeGreaterThanOrEqual(low)
  expect(measured).toBeLessThanOrEqual(high)
  expect(PAGE).toContain(`| ${what} | ${(100 * measured).toFixed(1)} % |`)
}

describe('an interval of 95 %', () => {
  test('of the mean of normal nights covers it in 95 of 100 experiments', () => {
    const normal = normals('mean')
    const measured = share(EXPERIMENTS, () => {
      const tally = new Tally()
      repeat(10, () => tally.add(10 + 3 * normal()))
      return covers(meanInterval(tally, 0.95), 10)
    })
    expectDocumented('mean of 10 normal nights', measured, NOMINAL)
  })

  test.each([
    [10, 0.885, 0.93],
    [30, 0.91, 0.945],
    [100, 0.93, 0.96],
  ])(
    'of the mean of %i strongly skewed nights covers it less often, the less the more nights',
    (nights, low, high) => {
      const uniform = uniforms(`skewed/${nights}`)
      const measured = share(EXPERIMENTS, () => {
        const tally = new Tally()
        repeat(nights, () => tally.add(-ln(uniform())))
        return covers(meanInterval(tally, 0.95), 1)
      })
      expectDocumented(`mean of ${nights} strongly skewed nights (exponential)`, measured, [low, high])
    },
  )

  test('of a difference in common nights covers it in 95 of 100 experiments', () => {
    const normal = normals('paired')
    const measured = share(EXPERIMENTS, () => {
      const pairs = new PairedTally()
      repeat(12, () => {
        const night = 5 * normal()
        pairs.add(night + normal(), night + normal() + 3)
      })
      return covers(pairs.interval(0.95), 3)
    })
    expectDocumented('difference of two variants in the same 12 nights', measured, NOMINAL)
  })

  // Ranks are whole, so that the next closer pair of values would cover less than 95 %: the surplus is no error.
  test.each([
    [100, 0.95],
    [50, 0.5],
  ])('of a quantile of %i nights (%d) covers it at least as often as promised', (nights, q) => {
    const uniform = uniforms(`quantile/${q}`)
    const measured = share(EXPERIMENTS, () => {
      const sample = new Sample()
      repeat(nights, () => sample.add(uniform()))
      const { low, high } = quantileInterval(sample, q, 0.95)
      return low! <= q && q <= high!
    })
    expectDocumented(`${q * 100} % quantile of ${nights} nights`, measured, AT_LEAST_NOMINAL)
  })

  test('of a share of nights (Clopper and Pearson) covers it at least as often as promised', () => {
    const uniform = uniforms('share')
    const bounds = Array.from({ length: 121 }, (_, hits) => shareBounds(hits, 120, 0.025))
    const measured = share(EXPERIMENTS, () => {
      let hits = 0
      repeat(120, () => {
        if (uniform() < 0.05) hits++
      })
      return bounds[hits]!.low <= 0.05 && 0.05 <= bounds[hits]!.high
    })
    expectDocumented('share of 5 % of 120 nights', measured, [0.95, 1])
  })

  test('of a rate over nights whose machines fail together covers it in 95 of 100 experiments', () => {
    const night = nightsOf({ name: 'clusters', bad: 1 / 3, lost: 0.2, otherwise: 0 })
    const measured = share(EXPERIMENTS, () => {
      const ratio = new RatioTally()
      repeat(60, () => ratio.add(night(), MACHINES))
      return covers(ratio.interval(0.95), 0.2 / 3)
    })
    expectDocumented('rate over 60 nights, one in three bad', measured, NOMINAL)
  })
})

const MACHINES = 300

interface Nights {
  readonly name: string
  /** Probability of a bad night. */
  readonly bad: number
  /** Probability with which a machine fails in a bad night, and in another one. */
  readonly lost: number
  readonly otherwise: number
}

/** Failed machines of a night. */
function nightsOf({ name, bad, lost, otherwise }: Nights): () => number {
  const uniform = uniforms(`nights/${name}`)
  return () => {
    const p = uniform() < bad ? lost : otherwise
    let failed = 0
    if (p > 0)
      repeat(MACHINES, () => {
        if (uniform() < p) failed++
      })
    return failed
  }
}

/** How often the upper 95 % bounds of a rate over 30 nights hold. */
function upperBounds(nights: Nights): { t: number; affected: number; rule: number; effective: number } {
  const night = nightsOf(nights)
  const rate = nights.bad * nights.lost + (1 - nights.bad) * nights.otherwise
  const exact = Array.from({ length: 31 }, (_, affected) => shareBounds(affected, 30, 0.05).high)
  const held = { t: 0, affected: 0, rule: 0, effective: 0 }
  repeat(EXPERIMENTS, () => {
    const ratio = new RatioTally()
    repeat(30, () => ratio.add(night(), MACHINES))
    const t = ratio.bounds(0.05)!.high >= rate
    const affected = exact[ratio.affected]! >= rate
    if (t) held.t++
    if (affected) held.affected++
    if (ratio.affected < 5 ? affected : t) held.rule++
    if (ratio.shareBounds(0.05)!.high >= rate) held.effective++
  })
  return {
    t: held.t / EXPERIMENTS,
    affected: held.affected / EXPERIMENTS,
    rule: held.rule / EXPERIMENTS,
    effective: held.effective / EXPERIMENTS,
  }
}

describe('an upper bound of 95 % of a rate over 30 nights', () => {
  test.each([
    [{ name: '0.1 % of machines, each by itself', bad: 0, lost: 0, otherwise: 0.001 }, 0.935, 0.98],
    [{ name: 'one night in 50 loses 5 %', bad: 0.02, lost: 0.05, otherwise: 0 }, 0.99, 1],
    [{ name: 'one night in 5 loses half, 0.1 % else', bad: 0.2, lost: 0.5, otherwise: 0.001 }, 0.87, 0.93],
  ])('holds as often as the page says: $name', (nights, ruleLow, ruleHigh) => {
    const { t, affected, rule, effective } = upperBounds(nights)
    expect(affected).toBeGreaterThanOrEqual(0.95)
    expect(effective).toBeGreaterThanOrEqual(0.95)
    expect(t).toBeLessThan(0.945)
    expect(rule).toBeGreaterThanOrEqual(ruleLow)
    expect(rule).toBeLessThanOrEqual(ruleHigh)
    const row = [t, rule, affected, effective].map((it) => `${(100 * it).toFixed(1)} %`)
    expect(PAGE).toContain(`| ${nights.name} | ${row.join(' | ')} |`)
  })
})

describe('stopping when the interval is narrow enough', () => {
  const t975 = Array.from({ length: 400 }, (_, df) => (df === 0 ? Infinity : tQuantile(0.975, df)))

  test.each([
    [3, 0.9, 0.935],
    [10, 0.92, 0.95],
    [30, 0.935, 0.965],
  ])('with the first look after %i nights', (first, low, high) => {
    const normal = normals(`stopping/${first}`)
    const measured = share(EXPERIMENTS, () => {
      const tally = new Tally()
      for (;;) {
        tally.add(10 + 3 * normal())
        const { n, mean, sd } = tally
        if (n < first) continue
        const halfWidth = (t975[n - 1]! * sd!) / Math.sqrt(n)
        if (halfWidth <= 0.1 * mean!) return Math.abs(mean! - 10) <= halfWidth
      }
    })
    expectDocumented(`stopped at 10 % of the mean, first look after ${first} nights`, measured, [low, high])
  })

  // No failure in 300 n machine-runs of 0.1 % each: 0.999^(300 n). All nights equal: an interval of 0 +- 0.
  test.each([
    [3, 0.4064],
    [10, 0.0497],
    [30, 0.0001],
  ])(
    'after %i nights a failure rate of one in a thousand has not shown at all in a share of %d',
    (nights, expected) => {
      const night = nightsOf({ name: `first/${nights}`, bad: 0, lost: 0, otherwise: 0.001 })
      const measured = share(500, () => {
        const ratio = new RatioTally()
        repeat(nights, () => ratio.add(night(), MACHINES))
        return ratio.sd === 0
      })
      expect(Math.abs(measured - expected)).toBeLessThan(3 * Math.sqrt(expected / 500) + 0.002)
      expect(PAGE).toContain(`| ${nights} | ${(100 * 0.999 ** (300 * nights)).toFixed(2)} % |`)
    },
  )
})

describe('looking again and again at growing numbers of nights', () => {
  test('finds a difference that is not there far too often at 5 % each, and not with the error shared out', () => {
    const normal = normals('looks')
    const looks = [30, 60, 120, 240, 480]
    const alarms = { each: 0, shared: 0 }
    repeat(EXPERIMENTS, () => {
      const tally = new Tally()
      const pValues = looks.map((nights) => {
        while (tally.n < nights) tally.add(normal())
        return meanPValue(tally)!
      })
      if (pValues.some((p) => p <= 0.05)) alarms.each++
      if (pValues.some((p, k) => p <= lookTail(0.05, k + 1, k === looks.length - 1))) alarms.shared++
    })
    expectDocumented('five looks at 5 % each', alarms.each / EXPERIMENTS, [0.15, 0.2])
    expectDocumented('five looks that share 5 %', alarms.shared / EXPERIMENTS, [0.02, 0.05])
  })
})

describe('choosing among five variants that differ by chance of their own and of the night', () => {
  test('keeps any one of five equals among the candidates in at least 95 of 100 experiments', () => {
    const normal = normals('screening')
    const measured = share(EXPERIMENTS, () => {
      const values = Array.from({ length: 5 }, () => new Float64Array(20))
      repeat(20, (round) => {
        const night = normal()
        for (const own of values) own[round] = night + normal()
      })
      return screenToBest(values, 0.95).includes(2)
    })
    expectDocumented('one of five equals is kept', measured, AT_LEAST_NOMINAL)
  })

  // The least favourable means: the best is better by just the zone, and all others are equal.
  test.each([
    ['in common nights', 2],
    ['each in nights of its own', 0],
  ])('finds the best that is better by just the indifference zone, %s', (nights, shared) => {
    const normal = normals(`choice/${nights}`)
    const means = [0, 0, 1, 0, 0]
    const measured = share(EXPERIMENTS, () => {
      const procedure = new KimNelson(5, { confidence: 0.95, indifference: 1, first: 10 })
      for (;;) {
        const night = shared * normal()
        const round = procedure.surviving.map((i) => [i, means[i]! + night + 2 * normal()] as const)
        if (procedure.add(new Map(round))) return procedure.surviving[0] === 2
      }
    })
    expectDocumented(`best of five, ${nights}`, measured, [0.95, 1])
  })
})
