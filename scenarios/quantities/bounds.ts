/** The smallest and largest value a law can give: whether a share can leave 0 to 1 is known before a run. */
import type { Distribution } from '../../sim/kernel/index.ts'

export function bounds(d: Distribution): readonly [number, number] {
  if (typeof d === 'number') return [d, d]
  switch (d.kind) {
    case 'uniform':
      return [d.low, d.high]
    case 'triangular':
      return [d.min, d.max]
    case 'pareto':
      return [d.min, d.max ?? Infinity]
    case 'choice':
    case 'empirical':
      return [d.values.reduce((a, b) => Math.min(a, b)), d.values.reduce((a, b) => Math.max(a, b))]
    case 'mixture':
      return [Math.min(...d.of.map((x) => bounds(x)[0])), Math.max(...d.of.map((x) => bounds(x)[1]))]
    default:
      return [0, Infinity]
  }
}
