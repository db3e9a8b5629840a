/**
 * The transcendental functions of `sim`, the same bits in every engine (docs/decisions/0004). Nothing else in
 * `sim` may use those of `Math`; test/architecture/pure.test.ts watches.
 */
export { exp, expm1, ln, ln1p, pow } from './elementary.ts'
export { lnGamma } from './gamma.ts'
export { normalCdf, normalDensity, normalQuantile } from './normal.ts'
