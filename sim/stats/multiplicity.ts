/** Many questions at once, and looking more than once: how the promise of one confidence holds for all of them. */

/**
 * Holm (1979): p-values that may be compared with one limit, so that the chance of any false alarm stays below it
 * whatever depends on what. In the order given; undefined stays undefined and counts for nothing.
 */
export function holm(pValues: readonly (number | undefined)[]): readonly (number | undefined)[] {
  const order = pValues
    .map((p, index) => ({ p, index }))
    .filter((it): it is { p: number; index: number } => it.p !== undefined)
    .sort((a, b) => a.p - b.p)
  const adjusted: (number | undefined)[] = pValues.map(() => undefined)
  let above = 0
  order.forEach(({ p, index }, rank) => {
    above = Math.max(above, Math.min(1, p * (order.length - rank)))
    adjusted[index] = above
  })
  return adjusted
}

/**
 * The error that look k = 1, 2, ... may spend so that all looks together, however many, spend at most `tail`:
 * tail / (k (k + 1)), which sums to tail (Bonferroni over an open-ended series; spending as such: Lan and DeMets 1983).
 * The first look has half of it, so that a clear case ends there. A look that is known to be the last may spend all that
 * is left, tail / k.
 */
export function lookTail(tail: number, look: number, isLast: boolean = false): number {
  return isLast ? tail / look : tail / (look * (look + 1))
}
