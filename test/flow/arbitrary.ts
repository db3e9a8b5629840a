import fc from 'fast-check'
import type { TransferSpec } from '../../sim/flow/index.ts'

/** Random networks: capacities and transfers that cross them, with ties, stalls and unlimited ones among them. */

const plain = fc.double({ min: 0.01, max: 100, noNaN: true })

export const capacity: fc.Arbitrary<number> = fc.oneof(
  { weight: 6, arbitrary: fc.double({ min: 1, max: 1000, noNaN: true }) },
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 20 }) },
  { weight: 1, arbitrary: fc.constant(Infinity) },
  { weight: 1, arbitrary: fc.constant(0) },
)

export const cap: fc.Arbitrary<number> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(Infinity) },
  { weight: 3, arbitrary: plain },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 8 }) },
)

export const weight: fc.Arbitrary<number> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(1) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 5 }) },
  { weight: 1, arbitrary: fc.double({ min: 0.1, max: 10, noNaN: true }) },
)

const coefficient: fc.Arbitrary<number> = fc.oneof(
  fc.constant(1),
  fc.double({ min: 0.05, max: 4, noNaN: true }),
)

export const bytes: fc.Arbitrary<number> = fc.oneof(plain, fc.integer({ min: 1, max: 50 }))

/** Something limits each of them: a cap, or the last resource, which is always finite. */
export function transfer(resources: number): fc.Arbitrary<TransferSpec> {
  const hops = fc
    .uniqueArray(fc.nat({ max: resources - 1 }), { minLength: 1, maxLength: 5 })
    .chain((ids) =>
      fc
        .array(coefficient, { minLength: ids.length, maxLength: ids.length })
        .map((coefficients) => ids.map((resource, i) => ({ resource, coefficient: coefficients[i]! }))),
    )
  return fc
    .record({ path: hops, bytes, cap, weight })
    .map((spec) =>
      spec.cap === Infinity && !spec.path.some((hop) => hop.resource === resources - 1)
        ? { ...spec, path: [...spec.path, { resource: resources - 1, coefficient: 1 }] }
        : spec,
    )
}

export interface Scene {
  readonly capacities: readonly number[]
  readonly transfers: readonly TransferSpec[]
}

export function scene(maxTransfers = 40): fc.Arbitrary<Scene> {
  return fc
    .tuple(fc.array(capacity, { minLength: 0, maxLength: 6 }), fc.double({ min: 1, max: 100, noNaN: true }))
    .chain(([some, last]) =>
      fc.record({
        capacities: fc.constant([...some, last]),
        transfers: fc.array(transfer(some.length + 1), { minLength: 1, maxLength: maxTransfers }),
      }),
    )
}
