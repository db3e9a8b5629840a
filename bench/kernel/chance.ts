import {
  Chance,
  type Distribution,
  exp,
  ln,
  lognormalFromMedian,
  normalQuantile,
  pow,
  sample,
} from '../../sim/kernel/index.ts'
import type { BenchLine } from '../bench-line.ts'
import { nanosecondsPerOperation, type Variant } from '../interleaved.ts'

/** Uniforms, laws, and the deterministic functions beside the engine's own. */
export async function bench(): Promise<BenchLine[]> {
  const lines = nanosecondsPerOperation([...uniforms(), ...laws(), ...functions()])
  if (Number.isNaN(sink)) throw new Error('one of the functions gave NaN')
  return lines
}

const N = 1_000_000
/** Sum of all results: read at the end, so that no loop is optimised away. */
let sink = 0

function repeat(name: string, once: (i: number) => number, times = N): Variant {
  return {
    name,
    prepare: () => () => {
      for (let i = 0; i < times; i++) sink += once(i)
      return times
    },
  }
}

function uniforms(): Variant[] {
  const chance = new Chance('bench', 0)
  const key = chance.key('bytes/a/b-17')
  const sequence = chance.sequence('outage/a')
  return [
    repeat('keyed value', (i) => key.value(i)),
    repeat('keyed value by at().next()', (i) => key.at(i).next()),
    repeat('next of a sequence', () => sequence.next()),
    repeat('a new key', (i) => chance.key(`bytes/a/b-${i & 1023}`).value(0), N / 10),
    repeat('a new sequence', (i) => chance.sequence(`outage/a-${i & 1023}`).next(), N / 50),
  ]
}

function laws(): Variant[] {
  const u = new Chance('bench', 0).sequence('laws')
  const named: Record<string, Distribution> = {
    exponential: { kind: 'exponential', mean: 3 },
    lognormal: lognormalFromMedian(60, 530),
    normal: { kind: 'normal', mean: 10, sd: 4 },
    weibull: { kind: 'weibull', shape: 0.7, scale: 5 },
  }
  return Object.entries(named).map(([name, law]) => repeat(`sample ${name}`, () => sample(law, u)))
}

function functions(): Variant[] {
  const x = Float64Array.from({ length: 1024 }, (_, i) => (i + 0.5) / 1024)
  return [
    repeat('ln', (i) => ln(x[i & 1023]!)),
    repeat("ln, the engine's", (i) => Math.log(x[i & 1023]!)),
    repeat('exp', (i) => exp(x[i & 1023]!)),
    repeat("exp, the engine's", (i) => Math.exp(x[i & 1023]!)),
    repeat('pow', (i) => pow(x[i & 1023]!, 1.7)),
    repeat("pow, the engine's", (i) => x[i & 1023]! ** 1.7),
    repeat('normalQuantile', (i) => normalQuantile(x[i & 1023]!)),
  ]
}
