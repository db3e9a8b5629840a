/** How many tasks of tenants may come to a cloud gateway or a repository at once, by their limits. */
import type { Tenant, World } from '../../sim/model/index.ts'

/** ASSUMED A-95. Of each cloud gateway: its part of the limits of the tenants that may use it. */
export function expectedTasks(tenants: readonly Tenant[]): ReadonlyMap<string, number> {
  // Tenants share lists of gateways: one sum for each list.
  const lists = new Map<readonly string[], number>()
  for (const { gateways, maxTasks } of tenants)
    lists.set(gateways, (lists.get(gateways) ?? 0) + maxTasks / Math.max(1, gateways.length))
  const expected = new Map<string, number>()
  for (const [gateways, share] of lists)
    for (const name of gateways) expected.set(name, (expected.get(name) ?? 0) + share)
  return expected
}

/** Of each repository: the limits of the tenants with jobs there. */
export function tasksAtRepositories({ cloud, jobs }: World): ReadonlyMap<string, number> {
  const limits = new Map(cloud?.tenants.map(({ name, maxTasks }) => [name, maxTasks]))
  const users = new Map<string, Set<string>>()
  for (const { tenant, source, target } of jobs) {
    if (tenant === undefined) continue
    const store = source ?? target
    const own = users.get(store)
    if (own === undefined) users.set(store, new Set([tenant]))
    else own.add(tenant)
  }
  return new Map(
    [...users].map(([store, names]) => [
      store,
      [...names].reduce((sum, name) => sum + (limits.get(name) ?? 0), 0),
    ]),
  )
}
