import { readFileSync } from 'node:fs'
import { ReplicationRun } from '../../sim/experiment/index.ts'
import type { World } from '../../sim/model/index.ts'
import type { BenchLine } from '../bench-line.ts'
import { nanosecondsPerOperation, perSecond } from '../interleaved.ts'
import { worldOf } from './world-of.ts'

const LIBRARY = 'scenarios/library'

/** Whole nights of the library, metrics included, no tables written; and a queue of agents through all of the model. */
export async function bench(): Promise<BenchLine[]> {
  const estate = library('estate-800.yaml')
  const small = library('two-gateways-one-lost.yaml')
  const nights = nanosecondsPerOperation([
    { name: 'nights of an estate of 800 machines', prepare: () => () => replicate(estate, 1) * 7 },
    { name: 'nights of two gateways, one lost', prepare: () => () => replicate(small, 200) },
  ])
  const tasks = nanosecondsPerOperation([{ name: 'M/M/1 of agents, whole model', prepare: () => queue }])
  return [...perSecond(nights, 'nights/s'), ...perSecond(tasks, 'tasks/s')]
}

function library(file: string): World {
  const files = { read: (path: string) => readFileSync(`${LIBRARY}/${path}`, 'utf8') }
  return worldOf(file, files.read(file))
}

/** Runs replications to their end; answers how many. */
function replicate(world: World, replications: number): number {
  for (let replication = 1; replication <= replications; replication++) run(world, replication)
  return replications
}

function run(world: World, replication: number): ReplicationRun {
  const one = new ReplicationRun({ name: 'base', world }, { seed: 1, replication, tables: undefined })
  while (!one.advance(1_000_000));
  return one
}

const QUEUE = `
horizon: 62500 s
servers:
  - { name: vbr, nic: unlimited, compute: unlimited, roles: [backup-server] }
repositories:
  - { name: store, type: linux, host: vbr, maxTasks: 1 }
policies: { control: { session: 0 s, task: 0 s }, taskOverhead: 0 s }
jobs:
  - name: arrivals
    type: agent
    target: store
    schedule: { poisson: { mean: 1250 ms } }
    taskRate: 100 MB/s
    reduction: 1
    machines: [{ name: pc, bytes: { exponential: { mean: 100 MB } } }]
`
let world: World | undefined

function queue(): number {
  world ??= worldOf('queue.yaml', QUEUE)
  return run(world, 1).result().run.executedEvents > 0 ? 50_000 : 0
}
