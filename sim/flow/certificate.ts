import type { Resource, Transfer } from './route.ts'
import { Standing } from './transfer.ts'

/**
 * The proof of max-min fairness, checked from outside the solver: nothing is carried above capacity, and each
 * transfer runs at its cap or crosses a full resource on which nobody has a greater level. Violations in words.
 */
export function violations(
  resources: readonly Resource[],
  transfers: readonly Transfer[],
  tolerance: number,
): string[] {
  const found: string[] = []
  const use = new Map<Resource, number>()
  const greatest = new Map<Resource, number>()
  for (const transfer of transfers) {
    transfer.route.path.forEach((resource, i) => {
      const { standing, cap } = transfer
      const rate = standing === Standing.capped && cap === Infinity ? 0 : transfer.rate()
      use.set(resource, (use.get(resource) ?? 0) + rate * transfer.coefficients[i]!)
      greatest.set(resource, Math.max(greatest.get(resource) ?? 0, rate / transfer.weight))
    })
  }
  for (const resource of resources) {
    const carried = use.get(resource) ?? 0
    if (carried > resource.capacity * (1 + tolerance))
      found.push(`resource ${resource.id} carries ${carried} of ${resource.capacity} B/s`)
    if (!(Math.abs(carried - resource.use) <= tolerance * carried))
      found.push(
        `resource ${resource.id} states a use of ${resource.use} B/s, its transfers add up to ${carried}`,
      )
  }
  for (const transfer of transfers) {
    const rate = transfer.rate()
    if (rate >= transfer.cap * (1 - tolerance) && rate <= transfer.cap * (1 + tolerance)) continue
    if (rate === transfer.cap) continue
    const level = (rate / transfer.weight) * (1 + tolerance)
    const isBottleneck = (resource: Resource) =>
      (use.get(resource) ?? 0) >= resource.capacity * (1 - tolerance) &&
      (greatest.get(resource) ?? 0) <= level
    if (rate > transfer.cap)
      found.push(`transfer ${transfer.id} runs at ${rate} B/s, above its cap ${transfer.cap}`)
    else if (!transfer.route.path.some(isBottleneck))
      found.push(`transfer ${transfer.id} runs at ${rate} B/s, below its cap, and no resource limits it`)
  }
  return found
}
