/** Use of resources once all rates of an instant are set, and who became saturated or ceased to be. */
import type { Seconds } from '../units.ts'
import type { Resource } from './route.ts'
import type { NetworkListener } from './types.ts'

/** `uses`: bytes/s by number of the resource. The listener hears of changes in ascending order of resources. */
export function settleUses(
  resources: readonly Resource[],
  uses: Float64Array,
  now: Seconds,
  listener: NetworkListener | undefined,
): void {
  const changed: Resource[] = []
  for (let r = 0; r < resources.length; r++) {
    const resource = resources[r]!
    resource.settleUse(uses[resource.id]!, now)
    const saturated = resource.isSaturatedNow()
    if (saturated === resource.saturated) continue
    resource.saturated = saturated
    changed.push(resource)
  }
  if (changed.length === 0 || !listener?.saturationChanged) return
  changed.sort((a, b) => a.id - b.id)
  for (const { id, saturated } of changed) listener.saturationChanged(id, saturated, now)
}
