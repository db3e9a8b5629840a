/** Facts about a gateway, and about an instant. */
import {
  type DecisionFacts,
  type Explanation,
  GATEWAYS,
  type GatewayFacts,
  gatewayOf,
  LOAD,
  type LoadFacts,
  loadOf,
  type MomentFacts,
  type RunFacts,
  TASKS,
  type TaskFacts,
  taskOf,
} from '../../output/index.ts'
import { type ChosenRun, notFound, readRun } from '../result/result.ts'
import type { Row } from '../result/rows.ts'
import { mentions, passedOver, readDecisions } from './decisions.ts'
import { Shortlist } from './shortlist.ts'
import { readOutages } from './tasks.ts'
import { readTime, secondsOf } from './time.ts'
import { Work } from './work.ts'

const MOST_RUNNING = 12
const MOST_DECISIONS = 6

export async function explainGateway(
  run: ChosenRun,
  of: RunFacts,
  name: string,
  time: string | undefined,
): Promise<Explanation> {
  const gateway = await findGateway(run, name)
  const at = time === undefined ? undefined : new TasksAt(readTime(time, run.start), name)
  const work = new Work()
  await readRun(run, TASKS.file, (row) => {
    if (mayBeServed(row, name)) {
      const task = taskOf(row)
      if (served(task, name)) work.add(task)
    }
    at?.see(row)
    return undefined
  })
  return {
    about: 'gateway',
    run: of,
    gateway,
    outages: await readOutages(run, ({ target }) => target === name),
    work: work.facts(),
    busiest: await busiest(run, name),
    decisions: await passedOver(run, name),
    moment: at === undefined ? undefined : await momentOf(run, at),
  }
}

export async function explainMoment(run: ChosenRun, of: RunFacts, time: string): Promise<Explanation> {
  const at = new TasksAt(readTime(time, run.start), undefined)
  await readRun(run, TASKS.file, (row) => {
    at.see(row)
    return undefined
  })
  return { about: 'moment', run: of, moment: await momentOf(run, at) }
}

export async function gatewayNames(run: ChosenRun): Promise<readonly string[]> {
  const names: string[] = []
  await readRun(run, GATEWAYS.file, (row) => {
    names.push(row.text('gateway'))
    return undefined
  })
  return names
}

async function findGateway(run: ChosenRun, name: string): Promise<GatewayFacts> {
  const names: string[] = []
  let found: GatewayFacts | undefined
  await readRun(run, GATEWAYS.file, (row) => {
    names.push(row.text('gateway'))
    if (row.text('gateway') !== name) return undefined
    found = gatewayOf(row)
    return 'enough'
  })
  if (found === undefined) throw notFound('gateway', name, names)
  return found
}

async function busiest(run: ChosenRun, gateway: string): Promise<LoadFacts | undefined> {
  let most: LoadFacts | undefined
  await readRun(run, LOAD.file, (row) => {
    if (row.text('gateway') !== gateway) return undefined
    const load = loadOf(row)
    const more = most === undefined ? 1 : (load.utilisation ?? 0) - (most.utilisation ?? 0)
    if (more > 0) most = load
    return undefined
  })
  return most
}

/** As a gateway of its repository, or as a cloud gateway. */
function served({ gateway, cloudGateways }: TaskFacts, name: string): boolean {
  return gateway === name || cloudGateways.includes(name)
}

/** A quick look before a row is read. */
function mayBeServed(row: Row, name: string): boolean {
  return (
    row.maybe('gateway') === name || row.text('cloudGateways').includes(JSON.stringify(name).slice(1, -1))
  )
}

/** Which tasks ran or waited at an instant; those that it ended count as running. */
class TasksAt {
  readonly time: string
  readonly gateway: string | undefined
  readonly #running = new Shortlist<TaskFacts>(MOST_RUNNING, () => 0)
  readonly #served = new Work()
  readonly #waiting = new Work()

  /** `gateway` undefined: of the whole run. */
  constructor(time: string, gateway: string | undefined) {
    this.time = time
    this.gateway = gateway
  }

  see(row: Row): void {
    if (row.text('queued') > this.time || row.text('end') < this.time) return
    const task = taskOf(row)
    if ((task.start ?? task.end) > this.time) this.#waiting.add(task)
    else if (task.start !== undefined && (this.gateway === undefined || served(task, this.gateway))) {
      this.#served.add(task)
      this.#running.add(task)
    }
  }

  concerns(name: string): boolean {
    return this.gateway === undefined || name === this.gateway
  }

  facts() {
    return {
      running: this.#running.items,
      runningCount: this.#running.count,
      work: this.#served.facts(),
      waiting: this.#waiting.facts().waits,
    }
  }
}

async function momentOf(run: ChosenRun, at: TasksAt): Promise<MomentFacts> {
  const { time, gateway } = at
  const outages = await readOutages(
    run,
    ({ target, start, end }) => at.concerns(target) && start <= time && (end ?? time) >= time,
  )
  return {
    time,
    ...(await loadAt(run, at)),
    outages,
    ...at.facts(),
    decisions: await decisionsAround(run, time, gateway),
  }
}

/** The bucket that holds the time; none behind the end of the table. */
async function loadAt(run: ChosenRun, at: TasksAt) {
  const { time } = at
  const last = new Map<string, LoadFacts>()
  const starts: string[] = []
  await readRun(run, LOAD.file, (row) => {
    const start = row.text('time')
    if (starts.length < 2 && starts.at(-1) !== start) starts.push(start)
    if (start > time) return starts.length < 2 ? undefined : 'enough'
    if (at.concerns(row.text('gateway'))) last.set(row.text('gateway'), loadOf(row))
    return undefined
  })
  const [first, second] = starts.map((start) => secondsOf(start)!)
  const bucketSeconds = first === undefined || second === undefined ? undefined : second - first
  const load = [...last.values()].filter(
    (it) => secondsOf(time)! < secondsOf(it.time)! + (bucketSeconds ?? Infinity),
  )
  return { bucketSeconds, load }
}

async function decisionsAround(
  run: ChosenRun,
  time: string,
  gateway: string | undefined,
): Promise<readonly DecisionFacts[]> {
  const at = secondsOf(time)!
  const away = (decision: DecisionFacts): number => Math.abs(secondsOf(decision.time)! - at)
  const nearest = new Shortlist<DecisionFacts>(MOST_DECISIONS, (a, b) => away(a) - away(b))
  await readDecisions(run, gateway === undefined ? () => true : mentions(gateway), (decision) =>
    nearest.add(decision),
  )
  return [...nearest.items].sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0))
}
