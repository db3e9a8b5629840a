import type { Uniforms } from '../../sim/kernel/index.ts'

/** Uniforms from a list; counts how many were taken. */
export function listed(...values: number[]): Uniforms & { taken: number } {
  const u = { taken: 0, next: () => values[u.taken++ % values.length]! }
  return u
}
