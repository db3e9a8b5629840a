/** System requirements of roles (docs/model.md 4). Roles on one machine add up. */
import type { Server } from '../../sim/model/index.ts'
import { GIB } from '../../sim/units.ts'
import type { RequirementIn, RequirementsIn } from '../schema/policies.ts'
import type { Checked } from './checked.ts'
import { expectedTasks } from './cloud-load.ts'
import { ENOUGH_FOR } from './cloud-warnings.ts'

type RoleNeed =
  | 'gateway'
  | 'proxy'
  | 'repository'
  | 'mountServer'
  | 'backupServer'
  | 'wanAccelerator'
  | 'cloudGateway'

/** HC:system_requirements_*: cores and memory of the role alone; `perTask` memory of a task, or machine of a gateway. */
const NEEDS: Readonly<Record<RoleNeed, Required<RequirementIn>>> = {
  gateway: { cores: 2, memory: 4 * GIB, memoryPerMachine: 4 * GIB, tasksPerCore: 2 },
  proxy: { cores: 2, memory: 2 * GIB, memoryPerMachine: GIB, tasksPerCore: 2 },
  repository: { cores: 2, memory: 4 * GIB, memoryPerMachine: GIB, tasksPerCore: 2 },
  mountServer: { cores: 2, memory: 4 * GIB, memoryPerMachine: GIB, tasksPerCore: 2 },
  backupServer: { cores: 8, memory: 16 * GIB, memoryPerMachine: 0, tasksPerCore: Infinity },
  wanAccelerator: { cores: 2, memory: 8 * GIB, memoryPerMachine: 0, tasksPerCore: Infinity },
  // bp.veeam.com, cloud gateways: 512 KiB for a connection.
  cloudGateway: { cores: 8, memory: 8 * GIB, memoryPerMachine: 2 ** 19, tasksPerCore: Infinity },
}

interface Load {
  readonly need: Required<RequirementIn>
  readonly role: RoleNeed
  /** Tasks that may come at once; 0 where no limit says how many. */
  readonly tasks: number
  /** Tasks that the memory of the role alone is enough for. */
  readonly included?: number
}

export function checkRequirements(checked: Checked): void {
  const { servers, scope, requirements } = checked
  const level = requirements.level ?? 'warn'
  if (level === 'ignore') return
  const told = new Set<unknown>()
  const connections = expectedTasks(checked.world.cloud?.tenants ?? [])
  for (const { value, entry } of servers) {
    // Machines of one counted entry are alike: one message is enough.
    if (told.has(entry)) continue
    const loads = loadsOf(value, checked, requirements, connections)
    const below = belowOf(value, loads)
    const over = below === undefined ? overOf(value, loads) : undefined
    if (below !== undefined)
      scope.issues.add(
        level === 'enforce' ? 'E-BELOW-REQUIREMENTS' : 'W-BELOW-REQUIREMENTS',
        entry.node,
        entry.path,
        below,
      )
    if (over !== undefined) scope.issues.add('W-OVER-COMMITTED', entry.node, entry.path, over)
    if (below !== undefined || over !== undefined) told.add(entry)
  }
}

function loadsOf(
  server: Server,
  { world }: Checked,
  given: RequirementsIn,
  connections: ReadonlyMap<string, number>,
): readonly Load[] {
  const { roles, name } = server
  const need = (role: RoleNeed): Required<RequirementIn> => ({ ...NEEDS[role], ...given[role] })
  const loads: Load[] = []
  const listed = world.repositories.filter(({ gateway }) => gateway !== 'automatic' && gateway.includes(name))
  if (roles.gateway !== undefined || listed.length > 0) {
    const shares = listed.map(({ gateway, maxTasks }) =>
      Number.isFinite(maxTasks) ? Math.ceil(maxTasks / gateway.length) : 0,
    )
    const expected = shares.reduce((sum, share) => sum + share, 0)
    const limit = roles.gateway?.maxTasks ?? Infinity
    loads.push({ role: 'gateway', need: need('gateway'), tasks: Number.isFinite(limit) ? limit : expected })
  }
  if (roles.proxy !== undefined)
    loads.push({ role: 'proxy', need: need('proxy'), tasks: finite(roles.proxy.maxTasks) })
  for (const repository of world.repositories.filter(({ host }) => host === name)) {
    loads.push({ role: 'repository', need: need('repository'), tasks: finite(repository.maxTasks) })
  }
  if (roles['mount-server'] !== undefined)
    loads.push({ role: 'mountServer', need: need('mountServer'), tasks: 0 })
  if (roles['backup-server'] !== undefined)
    loads.push({ role: 'backupServer', need: need('backupServer'), tasks: 0 })
  if (roles['wan-accelerator'] !== undefined)
    loads.push({ role: 'wanAccelerator', need: need('wanAccelerator'), tasks: 0 })
  if (roles['cloud-gateway'] !== undefined)
    loads.push({
      role: 'cloudGateway',
      need: need('cloudGateway'),
      tasks: Math.ceil(finite(connections.get(name) ?? 0)),
      included: given.cloudGateway?.tasks ?? ENOUGH_FOR,
    })
  return loads
}

function finite(tasks: number): number {
  return Number.isFinite(tasks) ? tasks : 0
}

/** Less than the roles need before any work. */
function belowOf({ name, cores, memory }: Server, loads: readonly Load[]): string | undefined {
  const wantedCores = total(loads, ({ need }) => need.cores)
  const wantedMemory = total(loads, ({ need }) => need.memory)
  if (cores >= wantedCores && memory >= wantedMemory) return undefined
  const roles = loads.map(({ role }) => WORDS[role]).join(', ')
  return `\`${name}\` has ${cores} cores and ${gib(memory)}, its roles (${roles}) together need ${wantedCores} cores and ${gib(wantedMemory)}.`
}

/** More tasks than cores or memory carry. */
function overOf({ name, cores, memory }: Server, loads: readonly Load[]): string | undefined {
  const tasks = total(loads, (load) => load.tasks)
  const wantedCores = total(loads, ({ tasks: own, need }) => own / need.tasksPerCore)
  const wantedMemory = total(
    loads,
    ({ tasks: own, need, included = 0 }) => need.memory + Math.max(0, own - included) * need.memoryPerMachine,
  )
  if (tasks === 0 || (wantedCores <= cores && wantedMemory <= memory)) return undefined
  const what = wantedCores > cores ? `${Math.ceil(wantedCores)} cores` : gib(wantedMemory)
  return `Up to ${tasks} tasks can run on \`${name}\` at once, which want ${what}; it has ${cores} cores and ${gib(memory)}.`
}

const WORDS: Readonly<Record<RoleNeed, string>> = {
  gateway: 'gateway',
  proxy: 'proxy',
  repository: 'repository host',
  mountServer: 'mount server',
  backupServer: 'backup server',
  wanAccelerator: 'WAN accelerator',
  cloudGateway: 'cloud gateway',
}

function total(loads: readonly Load[], figure: (load: Load) => number): number {
  return loads.reduce((sum, load) => sum + figure(load), 0)
}

function gib(bytes: number): string {
  return `${Math.round((bytes / GIB) * 1000) / 1000} GiB`
}
