/** Worlds that chance does not touch: one replication tells all that any number of them would. */
import { type Distribution, isConstant } from '../kernel/index.ts'
import type { World } from '../model/index.ts'

const LAWS: ReadonlySet<unknown> = new Set<Exclude<Distribution, number>['kind']>([
  'exponential',
  'lognormal',
  'uniform',
  'triangular',
  'normal',
  'weibull',
  'pareto',
  'erlang',
  'choice',
  'empirical',
  'mixture',
])

/** Probabilities that the model draws against. */
const DRAWN: ReadonlySet<string> = new Set(['newShare', 'taskFailure', 'retryFailure', 'taskWarning'])

/** No law with spread, no random arrivals, nothing that happens with a probability between 0 and 1. */
export function isCertain(world: World): boolean {
  return !varies(world)
}

function varies(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (Array.isArray(value)) return value.some(varies)
  const { kind } = value as { readonly kind?: unknown }
  if (LAWS.has(kind)) return !isConstant(value as Distribution)
  if (kind === 'poisson') return true
  return Object.entries(value).some(([key, it]) =>
    DRAWN.has(key) ? typeof it === 'number' && it > 0 && it < 1 : varies(it),
  )
}
