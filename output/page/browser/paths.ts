/** Which way the bytes of a night took: from tenants or jobs through proxies and gateways to repositories. */
import type { Night } from './night.ts'
import type { Rows } from './rows.ts'

/** One way, of one or many task attempts. */
export interface Path {
  readonly tenant: string | undefined
  readonly job: string | undefined
  readonly proxy: string | undefined
  readonly cloudGateway: string | undefined
  readonly gateway: string | undefined
  readonly repository: string
  /** Out of the repository: a restore. */
  readonly out: boolean
  /** What the first gateway took in, or without one what was transferred. */
  readonly bytes: number
  /** What the last gateway gave on. */
  readonly onward: number
}

/** Work that goes from one place to another. */
const DIRECTIONS = ['backup', 'restore', 'copy']

/**
 * Task attempts know the whole way, flows.csv knows all bytes of each gateway: where attempts were thinned out, or went
 * over several cloud gateways, their bytes are scaled to those of flows.csv.
 */
export function pathsOf(night: Night): readonly Path[] {
  const [tasks, flows] = [night.rows('tasks'), night.rows('flows')]
  const taken = tasks.places().flatMap((row) => pathOf(tasks, row) ?? [])
  const byFront = new Map<string, number>()
  for (const path of taken) add(byFront, frontOf(path), path.bytes)
  const carried = new Map<string, number>()
  const alone: Path[] = []
  for (const flow of flows.places().flatMap((row) => flowOf(flows, row) ?? [])) {
    add(carried, frontOf(flow), flow.bytes)
    if ((byFront.get(frontOf(flow)) ?? 0) === 0) alone.push(flow)
  }
  const scaled = taken.map((path) => {
    const [known, all] = [byFront.get(frontOf(path))!, carried.get(frontOf(path))]
    const factor = all === undefined || known === 0 ? 1 : all / known
    return { ...path, bytes: path.bytes * factor, onward: path.onward * factor }
  })
  return merged([...scaled, ...alone])
}

/** Bytes of work within repositories, which goes nowhere. */
export function bytesWithin(night: Night): number {
  const tasks = night.rows('tasks')
  return tasks
    .places()
    .filter((row) => !DIRECTIONS.includes(tasks.text('direction', row) ?? 'backup'))
    .reduce((sum, row) => sum + (tasks.number('transferredBytes', row) ?? 0), 0)
}

function pathOf(tasks: Rows, row: number): Path | undefined {
  const direction = tasks.text('direction', row) ?? 'backup'
  const repository = tasks.text('repository', row)
  if (repository === undefined || !DIRECTIONS.includes(direction)) return undefined
  const transferred = tasks.number('transferredBytes', row) ?? 0
  const [into, onward] = [tasks.number('gatewayBytesIn', row) ?? 0, tasks.number('gatewayBytesOut', row) ?? 0]
  const bytes = into > 0 ? into : transferred
  return {
    tenant: tasks.text('tenant', row),
    job: tasks.text('job', row),
    proxy: tasks.text('proxy', row),
    cloudGateway: tasks.text('cloudGateway', row),
    gateway: tasks.text('gateway', row),
    repository,
    out: direction === 'restore',
    bytes,
    onward: into > 0 ? onward : bytes,
  }
}

/** undefined for a gateway behind a cloud gateway: the bytes are those of the cloud gateway. */
function flowOf(flows: Rows, row: number): Path | undefined {
  const direction = flows.text('direction', row) ?? 'backup'
  const [tenant, repository] = [flows.text('tenant', row), flows.text('repository', row)]
  const cloud = flows.text('kind', row) === 'cloud'
  if (repository === undefined || !DIRECTIONS.includes(direction) || (!cloud && tenant !== undefined))
    return undefined
  const name = flows.text('gateway', row)
  return {
    tenant,
    job: undefined,
    proxy: undefined,
    cloudGateway: cloud ? name : undefined,
    gateway: cloud ? undefined : name,
    repository,
    out: direction === 'restore',
    bytes: flows.number('bytesIn', row) ?? 0,
    onward: flows.number('bytesOut', row) ?? 0,
  }
}

/** Where flows.csv counts the bytes of the way. */
function frontOf({ cloudGateway, gateway, tenant, repository, out }: Path): string {
  return JSON.stringify([
    cloudGateway ?? null,
    cloudGateway === undefined ? (gateway ?? null) : null,
    tenant ?? null,
    repository,
    out,
  ])
}

function merged(paths: readonly Path[]): readonly Path[] {
  const found = new Map<string, Path>()
  for (const path of paths) {
    const { bytes, onward, ...way } = path
    const key = JSON.stringify(Object.values(way).map((it) => it ?? null))
    const known = found.get(key)
    found.set(key, {
      ...way,
      bytes: (known?.bytes ?? 0) + bytes,
      onward: (known?.onward ?? 0) + onward,
    })
  }
  return [...found.values()].filter(({ bytes }) => bytes > 0)
}

function add(sums: Map<string, number>, key: string, amount: number): void {
  sums.set(key, (sums.get(key) ?? 0) + amount)
}
