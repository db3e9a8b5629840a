/** Laws with named parameters, one row per way to write one. */
import { type Distribution, lognormalFromMean, lognormalFromMedian } from '../../sim/kernel/index.ts'

/** A law with named parameters: q in the unit of the quantity, n a pure number, a trailing ? optional. */
export interface Form {
  readonly example: string
  make(parameters: Readonly<Record<string, number>>): Distribution
  readonly parameters: Readonly<Record<string, 'q' | 'n' | 'q?'>>
  /** What the parameters must obey; the sentence is given when they do not. */
  readonly holds: (p: Readonly<Record<string, number>>) => boolean
  readonly rule: string
}

const LOGNORMALS: readonly Form[] = [
  {
    example: '{ lognormal: { median: 60 s, p95: 530 s } }',
    parameters: { median: 'q', p95: 'q' },
    holds: (p) => p['median']! > 0 && p['p95']! >= p['median']!,
    rule: '0 < median <= p95',
    make: (p) => lognormalFromMedian(p['median']!, p['p95']!),
  },
  {
    example: '{ lognormal: { mean: 3 h, sd: 2 h } }',
    parameters: { mean: 'q', sd: 'q' },
    holds: (p) => p['mean']! > 0,
    rule: 'mean > 0',
    make: (p) => lognormalFromMean(p['mean']!, p['sd']!),
  },
  {
    example: '{ lognormal: { mu: 4.1, sigma: 1.4 } }',
    parameters: { mu: 'n', sigma: 'n' },
    holds: (p) => p['sigma']! >= 0,
    rule: 'sigma >= 0',
    make: (p) => ({ kind: 'lognormal', mu: p['mu']!, sigma: p['sigma']! }),
  },
]

export const FORMS: Readonly<Record<string, readonly Form[]>> = {
  lognormal: LOGNORMALS,
  exponential: [
    {
      example: '{ exponential: { mean: 2 h } }',
      parameters: { mean: 'q' },
      holds: (p) => p['mean']! > 0,
      rule: 'mean > 0',
      make: (p) => ({ kind: 'exponential', mean: p['mean']! }),
    },
  ],
  normal: [
    {
      example: '{ normal: { mean: 100 MB/s, sd: 20 MB/s } }',
      parameters: { mean: 'q', sd: 'q' },
      holds: (p) => p['mean']! > 0,
      rule: 'mean > 0',
      make: (p) => ({ kind: 'normal', mean: p['mean']!, sd: p['sd']! }),
    },
  ],
  weibull: [
    {
      example: '{ weibull: { shape: 0.67, scale: 3268 h } }',
      parameters: { shape: 'n', scale: 'q' },
      holds: (p) => p['shape']! > 0 && p['scale']! > 0,
      rule: 'shape > 0 and scale > 0',
      make: (p) => ({ kind: 'weibull', shape: p['shape']!, scale: p['scale']! }),
    },
  ],
  pareto: [
    {
      example: '{ pareto: { min: 226 GiB, alpha: 0.83, max: 7650 GiB } }',
      parameters: { min: 'q', alpha: 'n', max: 'q?' },
      holds: (p) => p['min']! > 0 && p['alpha']! > 0 && (p['max'] ?? Infinity) >= p['min']!,
      rule: 'min > 0, alpha > 0 and max >= min',
      make: (p) => ({ kind: 'pareto', min: p['min']!, alpha: p['alpha']!, ...maximum(p['max']) }),
    },
  ],
  erlang: [
    {
      example: '{ erlang: { k: 3, mean: 2 h } }',
      parameters: { k: 'n', mean: 'q' },
      holds: (p) => Number.isInteger(p['k']) && p['k']! >= 1 && p['k']! <= 1000 && p['mean']! > 0,
      rule: 'a whole k from 1 to 1000 and mean > 0',
      make: (p) => ({ kind: 'erlang', k: p['k']!, mean: p['mean']! }),
    },
  ],
}

function maximum(max: number | undefined): { max?: number } {
  return max === undefined ? {} : { max }
}
