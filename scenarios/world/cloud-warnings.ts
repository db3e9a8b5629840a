/** What is allowed of tenants and cloud gateways, but worth a word (docs/model.md 4a). */
import { nodeAt, pathAt } from '../names/catalog.ts'
import type { Checked } from './checked.ts'
import type { BuiltCloud } from './cloud.ts'
import { expectedTasks, tasksAtRepositories } from './cloud-load.ts'

/** CC:system_requirements: tasks of tenants from which the provider's backup server needs twice the memory. */
const SIGNIFICANT = 100
/** BPpod: tasks at once that one Cloud Connect instance is tested with. */
const POD = 1000
/** CC:system_requirements: tasks at once of 8 cores and 8 GB. */
export const ENOUGH_FOR = 500

export function warnOfCloud(checked: Checked): void {
  const { cloud } = checked
  if (cloud === undefined) return
  warnOfGateways(cloud, checked)
  warnOfPod(cloud, checked)
  warnOfRepositories(checked)
  warnOfLeases(cloud, checked)
}

function warnOfGateways({ value }: BuiltCloud, { servers, scope, requirements }: Checked): void {
  const expected = expectedTasks(value.tenants)
  const enough = requirements.cloudGateway?.tasks ?? ENOUGH_FOR
  const told = new Set<unknown>()
  for (const { value: server, entry } of servers) {
    const role = server.roles['cloud-gateway']
    const tasks = Math.ceil(expected.get(server.name) ?? 0)
    // Machines of one counted entry are alike: one message is enough.
    if (role === undefined || told.has(entry)) continue
    const say = (code: string, message: string): void => {
      told.add(entry)
      scope.issues.add(code, nodeAt(entry, 'roles'), pathAt(entry, 'roles'), message)
    }
    const share = `The limits of its tenants allow ${inWords(tasks)} tasks at once on \`${server.name}\``
    if (tasks > role.maxConnections)
      say(
        'W-CLOUD-GATEWAY-1000-CONNECTIONS',
        `${share}, which takes ${role.maxConnections} connections, one for each; further ones wait. Add cloud gateways, or lower \`maxTasks\` of tenants.`,
      )
    else if (tasks > enough)
      say(
        'W-CLOUD-GATEWAY-500-TASKS',
        `${share}; a cloud gateway is sized for ${enough}. Add cloud gateways, or lower \`maxTasks\` of tenants.`,
      )
    if (server.roles['backup-server'] !== undefined && tasks > SIGNIFICANT)
      say(
        'W-DEDICATED-GATEWAY-ADVISED',
        `${share}, the backup server, whose control of all jobs shares its cores and network card with them; above ${SIGNIFICANT} tasks deploy a dedicated cloud gateway, or count with 16 GiB more.`,
      )
  }
}

function inWords(tasks: number): string {
  return Number.isFinite(tasks) ? `${tasks}` : 'any number of'
}

function warnOfPod({ value, entries: { entry } }: BuiltCloud, { scope }: Checked): void {
  const tasks = value.tenants.reduce((sum, { maxTasks }) => sum + maxTasks, 0)
  if (tasks <= POD) return
  const message = `The limits of all tenants allow ${inWords(tasks)} tasks at once; one backup server is tested with ${POD}. Divide the tenants among several providers' servers, or lower \`maxTasks\`.`
  scope.issues.add('W-POD-1000-TASKS', nodeAt(entry, 'tenants'), pathAt(entry, 'tenants'), message)
}

function warnOfRepositories({ world, repositories, scope }: Checked): void {
  const asked = tasksAtRepositories(world)
  for (const { value, entry } of repositories) {
    const tasks = asked.get(value.name) ?? 0
    if (tasks <= value.maxTasks) continue
    const message = `The limits of its tenants allow ${inWords(tasks)} tasks at once on \`${value.name}\`, which has ${value.maxTasks} slots; for tenants only their own limits count, so it is overloaded.`
    const at = [nodeAt(entry, 'maxTasks'), pathAt(entry, 'maxTasks')] as const
    scope.issues.add('W-TENANT-LIMITS-EXCEED-REPOSITORY', ...at, message)
  }
}

function warnOfLeases({ tenants }: BuiltCloud, { scope }: Checked): void {
  const told = new Set<unknown>()
  for (const { value, entry } of tenants) {
    if (value.leaseUntil === undefined || value.leaseUntil > 0 || told.has(entry)) continue
    told.add(entry)
    const message = `The lease of \`${value.name}\` ends before the run begins: it is never served.`
    scope.issues.add('W-LEASE-EXPIRED', nodeAt(entry, 'leaseUntil'), pathAt(entry, 'leaseUntil'), message)
  }
}
