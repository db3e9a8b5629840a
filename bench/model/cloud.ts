import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { ReplicationRun } from '../../sim/experiment/index.ts'
import { SilentRecorder } from '../../sim/experiment/silent.ts'
import type { World } from '../../sim/model/index.ts'
import type { BenchLine } from '../bench-line.ts'
import { nanosecondsPerOperation } from '../interleaved.ts'
import { worldOf } from './world-of.ts'

/** The curve: time per task should stay the same. */
const TENANTS = [1250, 2500, 5000]
const MANY = 10_000
const NIGHTS = [1, 2, 4, 7]
/** Between looks at the clock. */
const EVENTS = 2000
const DAY = 86_400
const MILLION = 1e6

/**
 * Tenants of two machines each, many-to-many over 32 cloud gateways, 4 gateways and 8 repositories: time per task by
 * the number of tenants, then what seven nights of 10,000 tenants keep in memory, night by night.
 */
export async function bench(): Promise<BenchLine[]> {
  const curve = nanosecondsPerOperation(
    TENANTS.map((tenants) => {
      const world = provider(tenants, 1)
      return { name: `one night of ${tenants} tenants, per task`, prepare: () => () => wholly(world) }
    }),
  )
  return [...curve.map((line) => ({ ...line, value: line.value / 1000, unit: 'us' })), ...nightByNight()]
}

class TaskCount extends SilentRecorder {
  tasks = 0

  override task(): void {
    this.tasks++
  }
}

/** Runs to the end; answers how many tasks ended. */
function wholly(world: World): number {
  const { run, count } = start(world)
  while (!run.advance(EVENTS));
  return count.tasks
}

function nightByNight(): BenchLine[] {
  const { run, count } = start(provider(MANY, NIGHTS[NIGHTS.length - 1]!))
  const lines: BenchLine[] = []
  let seconds = 0
  for (const night of NIGHTS) {
    const began = performance.now()
    let ended = false
    while (!ended && run.now < night * DAY) ended = run.advance(EVENTS)
    seconds += (performance.now() - began) / 1000
    const note = `${MANY} tenants, ${Math.round(seconds)} s so far`
    lines.push({ name: `heap after night ${night}`, value: heap() / MILLION, unit: 'MB', note })
  }
  lines.push({
    name: `seven nights of ${MANY} tenants, per task`,
    value: (seconds * MILLION) / count.tasks,
    unit: 'us',
  })
  return lines
}

function start(world: World): { readonly run: ReplicationRun; readonly count: TaskCount } {
  const count = new TaskCount()
  return {
    run: new ReplicationRun({ name: 'base', world }, { seed: 1, replication: 1, tables: count }),
    count,
  }
}

function heap(): number {
  setFlagsFromString('--expose_gc')
  runInNewContext('gc')()
  return process.memoryUsage().heapUsed
}

/** Starts are spread over four hours, lines over three speeds: twelve kinds of tenants. */
function provider(tenants: number, nights: number): World {
  const kinds = [18, 20, 22, 23].flatMap((hour) => [50, 100, 200].map((uplink) => ({ hour, uplink })))
  const entries = kinds.map(({ hour, uplink }, i) => {
    const count = Math.floor((tenants * (i + 1)) / kinds.length) - Math.floor((tenants * i) / kinds.length)
    return `    - name: t${i}
      count: ${count}
      uplink: ${uplink} Mbit/s
      latency: 10 ms
      maxTasks: 4
      jobs:
        - name: offsite
          target: vault-${(i % 8) + 1}
          schedule: { daily: "${hour}:30" }
          taskRate: 25 MB/s
          reduction: 2
          machines: [{ name: vm, count: 2, disks: 1, size: { uniform: [20 GB, 60 GB] }, changeRate: 5 % }]`
  })
  return worldOf(
    'cloud.yaml',
    `
start: 2026-01-05T12:00
horizon: ${nights} d
servers:
  - { name: vcc, cores: 32, memory: 128 GiB, nic: 10 Gbit/s, roles: [backup-server, mount-server] }
  - { name: cgw, count: 32, cores: 8, memory: 16 GiB, nic: 10 Gbit/s, roles: [cloud-gateway] }
  - { name: gw, count: 4, cores: 32, memory: 128 GiB, nic: 25 Gbit/s, roles: [gateway] }
repositories:
${[1, 2, 3, 4, 5, 6, 7, 8].map((i) => `  - { name: vault-${i}, type: nfs, write: 2 GB/s, read: 2 GB/s, maxTasks: unlimited, gateway: [gw] }`).join('\n')}
cloud:
  layout: many-to-many
  tenants:
${entries.join('\n')}
`,
  )
}
