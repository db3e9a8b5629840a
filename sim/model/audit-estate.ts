/** What the audit looks at beyond a single record: repositories against the chains in them, and what a run leaves taken. */
import { type Estate, nameOf, type RepositoryState, type Slots } from './infrastructure/index.ts'
import { TYPES } from './input/index.ts'
import type { TaskRecord } from './records/index.ts'
import type { Chain, JobState } from './work/entities.ts'

/** Of the larger side: sums in another order differ by rounding. */
const ROUNDING = 1e-9
/** What came and went leaves rounding of its own size behind: far below any point, in bytes. */
const KEPT = 1000

/** Stored bytes that are moved uncompressed and undeduplicated arrive as they left. */
export function copiesAsTheyAre(task: TaskRecord, estate: Estate): boolean {
  const { direction, repositoryReadBytes: read, repositoryWrittenBytes: written, transferredBytes } = task
  if (direction !== 'copy' || TYPES[task.jobType].to !== 'repository' || !same(read, transferredBytes))
    return true
  const { full, increment } = estate.repository(task.repository).repository.sourceSideDedup
  return full < 1 || increment < 1 || same(read, written)
}

/** Repositories that count other bytes as stored than are in the chains of their jobs. */
export function drifted(estate: Estate, jobs: readonly JobState[]): string[] {
  return estate.repositories.flatMap((store) => {
    const kept = store.repository.used + bytesOf(store, jobs)
    const holds = Math.abs(store.stored - kept) <= KEPT + ROUNDING * kept
    return holds ? [] : [`${nameOf(store)} counts ${store.stored} B as stored, its chains hold ${kept} B`]
  })
}

function bytesOf(store: RepositoryState, jobs: readonly JobState[]): number {
  let bytes = 0
  for (const { writes, machines } of jobs) {
    if (writes !== store) continue
    for (const { chain } of machines) for (const { stored } of chain!.points) bytes += stored
  }
  return bytes
}

/** Slots, promises and holds that nobody gave back; none when the run is over, cut or not. */
export function leftBehind(estate: Estate, jobs: readonly JobState[]): string[] {
  const left: string[] = []
  const empty = (slots: Slots | undefined, what: string): void => {
    if (slots !== undefined && slots.taken.value !== 0) left.push(`${what}: ${slots.taken.value} still taken`)
  }
  for (const server of estate.servers) {
    const name = nameOf(server)
    empty(server.proxy, `proxy slots of ${name}`)
    empty(server.gateway, `gateway slots of ${name}`)
    empty(server.drives, `drives of ${name}`)
    empty(server.cloud?.connections, `connections of ${name}`)
    empty(server.accelerator?.slots, `accelerator slots of ${name}`)
    if (server.tasks.value !== 0 || server.gatewayTasks.value !== 0) left.push(`${name} still has tasks`)
  }
  for (const store of estate.repositories) {
    const name = nameOf(store)
    empty(store.slots, `slots of ${name}`)
    if (store.tasks.value !== 0 || store.chains.size !== 0) left.push(`${name} still has tasks`)
    if (Math.abs(store.reserved) > 1) left.push(`${name} still keeps ${store.reserved} B free`)
  }
  for (const { tenant, slots, reserved } of estate.tenants) {
    empty(slots, `slots of ${tenant.name}`)
    if (Math.abs(reserved) > 1) left.push(`${tenant.name} still has ${reserved} B promised`)
  }
  for (const datastore of estate.datastores) empty(datastore.slots, `slots of ${nameOf(datastore)}`)
  for (const state of jobs) {
    empty(state.drives, `drives of ${state.job.name}`)
    empty(state.atWork, `${state.job.name} at work`)
    if (state.disabled !== 0 || state.waiting !== 0) left.push(`${state.job.name} is still kept from working`)
    for (const { chain, machine } of state.machines)
      if (isHeld(chain)) left.push(`the chain of ${state.job.name}/${machine.name} is still held`)
  }
  return left
}

function isHeld(chain: Chain | undefined): boolean {
  if (chain === undefined) return false
  return chain.changing.taken.value !== 0 || chain.guarded.taken.value !== 0 || chain.readers.size !== 0
}

function same(a: number, b: number): boolean {
  return Math.abs(a - b) <= ROUNDING * Math.max(1e3, Math.abs(a), Math.abs(b))
}
