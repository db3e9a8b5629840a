/**
 * Dispatch as docs/model.md tells it, without any queue: at every instant all waiting tasks are asked again, in
 * order of their keys. Only for worlds whose tasks run at their own rate and never fail.
 */
import type { Job, Machine, Repository, World } from '../../sim/model/index.ts'

export interface Started {
  readonly task: string
  readonly start: number
  readonly proxy: string | undefined
  readonly gateway: string | undefined
}

interface Slots {
  readonly limit: number
  taken: number
}

interface Waiter {
  readonly name: string
  readonly key: readonly number[]
  readonly job: Job
  readonly machine: Machine
  readonly unit: { gateway?: string }
  readonly seconds: number
}

interface Runner {
  readonly waiter: Waiter
  readonly end: number
  readonly proxy: string
  readonly gateway: string | undefined
  readonly held: readonly Slots[]
}

export function naiveDispatch(world: World): Started[] {
  return new NaiveDispatch(world).run()
}

class NaiveDispatch {
  private readonly world: World
  private readonly proxies = new Map<string, Slots>()
  private readonly gateways = new Map<string, Slots>()
  private readonly stores = new Map<string, Slots>()
  private readonly datastores = new Map<string, Slots>()
  private waiting: Waiter[] = []
  private running: Runner[] = []
  /** Bytes/s per gateway as of the last completed instant. */
  private rates = new Map<string, number>()
  private readonly started: Started[] = []

  constructor(world: World) {
    this.world = world
    for (const { name, roles, cores } of world.servers) {
      this.proxies.set(name, { limit: roles.proxy?.maxTasks ?? 2 * cores, taken: 0 })
      this.gateways.set(name, { limit: roles.gateway?.maxTasks ?? Number.POSITIVE_INFINITY, taken: 0 })
    }
    for (const { name, maxTasks } of world.repositories) this.stores.set(name, { limit: maxTasks, taken: 0 })
    for (const { name, maxTasks } of world.datastores)
      this.datastores.set(name, { limit: maxTasks, taken: 0 })
  }

  run(): Started[] {
    const starts = this.starts()
    for (;;) {
      const now = Math.min(...starts.map(({ at }) => at), ...this.running.map(({ end }) => end))
      if (now === Number.POSITIVE_INFINITY) return this.started
      this.release(now)
      while (starts[0]?.at === now) this.waiting.push(...starts.shift()!.waiters)
      this.waiting.sort((a, b) => compare(a.key, b.key))
      this.waiting = this.waiting.filter((waiter) => !this.mayStart(waiter, now))
      this.rates = new Map()
      for (const { gateway, waiter } of this.running) {
        if (gateway !== undefined)
          this.rates.set(gateway, (this.rates.get(gateway) ?? 0) + rateOf(waiter.job))
      }
    }
  }

  private release(now: number): void {
    for (const { held } of this.running.filter(({ end }) => end === now))
      for (const slots of held) slots.taken--
    this.running = this.running.filter(({ end }) => end > now)
    if (this.world.policies.slotCounting === 'per-disk') return
    // A chain holds one slot of its repository while any of its tasks runs.
    for (const [name, slots] of this.stores) {
      const chains = this.running
        .filter(({ waiter }) => waiter.job.target === name)
        .map(({ waiter }) => waiter.unit)
      slots.taken = new Set(chains).size
    }
  }

  private starts(): { at: number; waiters: Waiter[] }[] {
    return this.world.jobs
      .flatMap((job, index) =>
        timesOf(job).map((at, k) => ({
          at,
          waiters: this.waitersOf(job, index, at, `${job.name}#${k + 1}`),
        })),
      )
      .sort((a, b) => a.at - b.at)
  }

  private waitersOf(job: Job, index: number, at: number, session: string): Waiter[] {
    const { perMachineFiles } = this.repositoryOf(job)
    const whole = {}
    return job.machines.flatMap((machine, m) => {
      const unit = perMachineFiles ? {} : whole
      return Array.from({ length: machine.disks }, (_, d) => ({
        name: `${session}/${machine.name}/${d + 1}`,
        key: [job.priority === 'high' ? 0 : 1, manual(job) ? 1 : 0, at, index, m, d],
        job,
        machine,
        unit,
        seconds: (machine.bytes as number) / machine.disks / rateOf(job),
      }))
    })
  }

  private repositoryOf(job: Job): Repository {
    return this.world.repositories.find(({ name }) => name === job.target)!
  }

  /** Starts if all needs are free; takes them all or none. */
  private mayStart(waiter: Waiter, now: number): boolean {
    const { job, machine, unit } = waiter
    const repository = this.repositoryOf(job)
    const proxy = least(job.proxies, (name) => this.proxies.get(name)!)
    const perChain = this.world.policies.slotCounting === 'per-chain'
    const chainRuns = perChain && this.running.some((runner) => runner.waiter.unit === unit)
    const needs: Slots[] = chainRuns ? [] : [this.stores.get(job.target)!]
    if (machine.datastore !== undefined) needs.push(this.datastores.get(machine.datastore)!)
    if (proxy === undefined || needs.some(full)) return false
    let gateway: string | undefined
    if (repository.host === undefined && repository.gateway === 'automatic') {
      gateway = unit.gateway ?? proxy
    } else if (repository.host === undefined) {
      const list = unit.gateway === undefined ? (repository.gateway as readonly string[]) : [unit.gateway]
      gateway = this.leastLoaded(list)
      if (gateway === undefined) return false
      needs.push(this.gateways.get(gateway)!)
    }
    if (gateway !== undefined) unit.gateway = gateway
    const held = [this.proxies.get(proxy)!, ...needs]
    for (const slots of held) slots.taken++
    const counted = perChain ? held.filter((slots) => slots !== this.stores.get(job.target)) : held
    this.running.push({ waiter, end: now + waiter.seconds, proxy, gateway, held: counted })
    this.started.push({ task: waiter.name, start: now, proxy, gateway })
    return true
  }

  private leastLoaded(list: readonly string[]): string | undefined {
    const served = (name: string) => this.running.filter(({ gateway }) => gateway === name).length
    const load = (name: string): Slots => {
      const { limit } = this.gateways.get(name)!
      const { cores } = this.world.servers.find((server) => server.name === name)!
      return { limit: limit === Number.POSITIVE_INFINITY ? cores : limit, taken: served(name) }
    }
    const free = list.filter((name) => !full(this.gateways.get(name)!))
    return free.reduce<string | undefined>((best, name) => {
      if (best === undefined) return name
      const [a, b] = [load(name), load(best)]
      const difference = a.taken / a.limit - b.taken / b.limit
      if (difference !== 0) return difference < 0 ? name : best
      return (this.rates.get(name) ?? 0) < (this.rates.get(best) ?? 0) ? name : best
    }, undefined)
  }
}

function least(names: readonly string[], slotsOf: (name: string) => Slots): string | undefined {
  const free = names.filter((name) => !full(slotsOf(name)))
  const ratio = (name: string) => slotsOf(name).taken / slotsOf(name).limit
  return free.reduce<string | undefined>(
    (best, name) => (best === undefined || ratio(name) < ratio(best) ? name : best),
    undefined,
  )
}

function full({ taken, limit }: Slots): boolean {
  return taken >= limit
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return a[i]! - b[i]!
  return 0
}

function timesOf({ schedule }: Job): readonly number[] {
  return schedule.kind === 'times' ? schedule.times : []
}

function manual({ schedule }: Job): boolean {
  return schedule.kind === 'times' && schedule.manual
}

function rateOf({ taskRate }: Job): number {
  return taskRate.full as number
}
