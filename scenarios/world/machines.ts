/** Machines of a job: entries, counted entries, inventories. */
import type { Datastore, Machine, Server } from '../../sim/model/index.ts'
import { join } from '../document/paths.ts'
import { type Inventory, readInventory } from '../importers/inventory.ts'
import { expand } from '../names/catalog.ts'
import { nodeAt, pathAt } from '../names/places.ts'
import { resolveOne } from '../names/references.ts'
import type { JobIn } from '../schema/jobs.ts'
import { MACHINE, type MachineIn } from '../schema/machines.ts'
import type { Entry } from '../schema/shape.ts'
import { folderOf, present, readList, type Scope, serverAt, siteAt } from './scope.ts'

export interface Places {
  readonly servers: ReadonlyMap<string, Server>
  readonly datastores: ReadonlyMap<string, Datastore>
  /** The site of each repository. */
  readonly repositories: ReadonlyMap<string, string>
}

/** A machine and the entry of the file it comes from. */
export interface PlacedMachine {
  readonly machine: Machine
  readonly entry: Entry<MachineIn>
  /** A file share, or a copy of one. */
  readonly isFile: boolean
}

/** What a job without machines lacks. */
const NEEDED = 'A job needs `machines`, as in `machines: [{ name: vm, count: 60, size: 200 GiB }]`.'

export function machineEntries(
  job: Entry<JobIn>,
  scope: Scope,
  needed: string = NEEDED,
): readonly Entry<MachineIn>[] {
  const node = job.node.entries.get('machines')?.value
  if (node === undefined) {
    scope.issues.add('E-MISSING', job.node, job.path, needed)
    return []
  }
  return readList(MACHINE, node, `${job.path}.machines`, scope.issues)
}

export function machinesOf(
  entries: readonly Entry<MachineIn>[],
  isFile: boolean,
  places: Places,
  scope: Scope,
): readonly PlacedMachine[] {
  return entries.flatMap((entry) => {
    const { inventory } = entry.data
    const common = commonOf(entry, places, scope)
    const made =
      inventory === undefined
        ? plainMachines(entry, common, scope)
        : inventoryMachines(entry, inventory, common, scope)
    return made.map((machine) => ({ machine, entry, isFile }))
  })
}

type Common = Pick<Machine, 'site' | 'changeRate' | 'datastore' | 'host' | 'rate'>

function commonOf(entry: Entry<MachineIn>, places: Places, scope: Scope): Common {
  const { data } = entry
  const { issues, names } = scope
  if (scope.tenant !== undefined) refusePlaces(entry, scope)
  const datastore =
    data.datastore === undefined
      ? undefined
      : resolveOne(
          names.datastores,
          data.datastore,
          nodeAt(entry, 'datastore'),
          pathAt(entry, 'datastore'),
          issues,
        )
  const host = serverAt(scope, entry, 'host', data.host)
  const near = places.datastores.get(datastore ?? '')?.site ?? places.servers.get(host ?? '')?.site
  const site = siteAt(scope, entry, data.site, near ?? names.sites.names[0] ?? '')
  return {
    site,
    changeRate: data.changeRate ?? 0.05,
    rate: data.rate ?? Infinity,
    ...present({ datastore, host }),
  }
}

/** Nothing behind a tenant's line is simulated but its machines. */
function refusePlaces(entry: Entry<MachineIn>, { issues }: Scope): void {
  for (const key of ['datastore', 'host', 'site'] as const) {
    if (entry.data[key] === undefined) continue
    const message = `A machine of a tenant stands at the tenant's; \`${key}\` is for those of the provider. Its speed is \`rate\`.`
    issues.add('E-NOT-APPLICABLE', nodeAt(entry, key), pathAt(entry, key), message)
  }
}

/** Tenants' machines need no name: nobody else refers to them. */
function nameOf({ data, node }: Entry<MachineIn>, { tenant }: Scope): string | undefined {
  return tenant === undefined || node.entries.has('name') ? data.name : 'vm'
}

function plainMachines(entry: Entry<MachineIn>, common: Common, scope: Scope): readonly Machine[] {
  const { data, node, path } = entry
  const name = nameOf(entry, scope)
  if (name === undefined && !node.entries.has('name')) {
    scope.issues.add(
      'E-MISSING',
      node,
      path,
      `A machine needs \`name\` (or \`inventory\`), as in \`${MACHINE.example}\`.`,
    )
  }
  if (!node.entries.has('size') && !node.entries.has('bytes')) {
    scope.issues.add(
      'E-MISSING',
      node,
      path,
      'A machine needs `size` such as `200 GiB`, or `bytes` for a fixed volume per run.',
    )
  }
  for (const key of ['size', 'used', 'changeRate'] as const) {
    if (data.bytes === undefined || data[key] === undefined) continue
    scope.issues.add(
      'E-EXCLUSIVE',
      nodeAt(entry, key),
      pathAt(entry, key),
      `\`bytes\` sets the volume of every run; \`${key}\` would have no effect.`,
    )
  }
  const machine: Omit<Machine, 'name'> = {
    ...common,
    disks: data.disks ?? 1,
    size: data.size ?? data.bytes ?? 0,
    used: data.used ?? { share: 1 },
    ...present({ bytes: data.bytes }),
  }
  const named = { ...entry, data: { ...data, ...present({ name }) } }
  return expand(named).map((one) => ({ ...machine, name: one }))
}

/** Keys that an inventory says itself. */
const IN_INVENTORY = ['name', 'count', 'disks', 'size', 'used', 'bytes', 'from', 'select'] as const

function inventoryMachines(
  entry: Entry<MachineIn>,
  file: string,
  common: Common,
  scope: Scope,
): readonly Machine[] {
  for (const key of IN_INVENTORY) {
    if (entry.data[key] === undefined) continue
    scope.issues.add(
      'E-EXCLUSIVE',
      nodeAt(entry, key),
      pathAt(entry, key),
      `\`${key}\` comes from the inventory; remove one of them.`,
    )
  }
  const inventory = inventoryAt(entry, file, scope)
  return (inventory?.machines ?? []).map(({ name, disks, size, used }) => ({
    ...common,
    name,
    disks,
    size,
    used: { bytes: used },
  }))
}

function inventoryAt(entry: Entry<MachineIn>, file: string, scope: Scope): Inventory | undefined {
  const at = nodeAt(entry, 'inventory')
  const path = pathAt(entry, 'inventory')
  const name = join(folderOf(at), file)
  const text = scope.library.read(name, at, path)
  if (text === undefined) return undefined
  const inventory = scope.cache.inventories.get(name) ?? readInventory(text)
  scope.cache.inventories.set(name, inventory)
  for (const problem of inventory.problems) {
    scope.issues.add(
      problem.code,
      { file: name, line: problem.line, column: 1 },
      problem.column,
      problem.message,
    )
  }
  if (inventory.machines.length === 0 && inventory.problems.every(({ code }) => code.startsWith('W'))) {
    scope.issues.add('E-INVENTORY-EMPTY', at, path, `The inventory \`${name}\` has no powered-on machine.`)
  }
  return inventory
}
