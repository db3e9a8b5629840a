/**
 * Dispatch as docs/model.md tells it, without any queue: at every instant all waiting tasks are asked again, in
 * order of their keys. Only for worlds whose tasks run at their own rate and never fail.
 */
import { type Job, type Repository, TYPES, type World } from '../../sim/model/index.ts'
import {
  bytesOf,
  compare,
  full,
  isHeld,
  least,
  manual,
  type OpenSession,
  originOf,
  priorityOf,
  type Runner,
  rateOf,
  ratesOf,
  type Slots,
  storesOf,
  timesOf,
  type Waiter,
} from './naive-jobs.ts'

export interface Started {
  readonly task: string
  readonly start: number
  readonly proxy: string | undefined
  readonly gateway: string | undefined
  /** Who reads: the proxy, or of work on stored points the gateway of the source. */
  readonly mover: string | undefined
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
  private readonly drives = new Map<string, Slots>()
  private readonly accelerators = new Map<string, Slots>()
  private sessions: OpenSession[] = []
  private last = Number.NEGATIVE_INFINITY
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
    for (const { name, roles } of world.servers) {
      this.drives.set(name, { limit: roles['tape-server']?.drives ?? 0, taken: 0 })
      this.accelerators.set(name, { limit: roles['wan-accelerator']?.maxTasks ?? 0, taken: 0 })
    }
    for (const { name, drives } of world.jobs) this.drives.set(`job ${name}`, { limit: drives, taken: 0 })
    for (const { name, maxTasks } of world.repositories) this.stores.set(name, { limit: maxTasks, taken: 0 })
    for (const { name, maxTasks } of world.datastores)
      this.datastores.set(name, { limit: maxTasks, taken: 0 })
  }

  run(): Started[] {
    const starts = this.starts()
    for (;;) {
      const now = Math.min(...starts.map(({ at }) => at), ...this.running.map(({ end }) => end))
      if (now === Number.POSITIVE_INFINITY) return this.started
      // Rates of an instant are those that the one before it ended with.
      if (now > this.last) this.rates = ratesOf(this.running)
      this.last = now
      this.release(now)
      while (starts[0]?.at === now) this.waiting.push(...starts.shift()!.open())
      this.waiting.sort((a, b) => compare(a.key, b.key))
      this.waiting = this.waiting.filter((waiter) => !this.mayStart(waiter, now))
    }
  }

  private release(now: number): void {
    const due = this.running.filter(({ end }) => end === now)
    // What takes no time ends where its data would begin to flow: one after the other, each before the next.
    const ended = due.some(({ waiter }) => waiter.seconds > 0) ? due : due.slice(0, 1)
    for (const { held, waiter } of ended) {
      for (const slots of held) slots.taken--
      waiter.session.left--
    }
    this.sessions = this.sessions.filter(({ left }) => left > 0)
    this.running = this.running.filter((runner) => !ended.includes(runner))
    if (this.world.policies.slotCounting === 'per-disk') return
    // A chain holds one slot of its repository while any of its tasks runs.
    for (const [name, slots] of this.stores) {
      const chains = this.running
        .filter(({ waiter }) => storesOf(waiter.job).includes(name))
        .map(({ waiter }) => waiter.unit)
      slots.taken = new Set(chains).size
    }
  }

  private starts(): { at: number; open: () => Waiter[] }[] {
    return this.world.jobs
      .flatMap((job, index) =>
        timesOf(job).map((at, k) => ({
          at,
          open: () => (this.isDisabled(job) ? [] : this.waitersOf(job, index, at, `${job.name}#${k + 1}`)),
        })),
      )
      .sort((a, b) => a.at - b.at)
  }

  /** As long as a session of moves or copies of its backups is open. */
  private isDisabled({ name }: Job): boolean {
    return this.sessions.some(({ job }) => TYPES[job.type].beside === 'rest' && originOf(job) === name)
  }

  private waitersOf(job: Job, index: number, at: number, session: string): Waiter[] {
    const { perMachineFiles } = this.repositoryOf(job)
    const whole = {}
    const stored = originOf(job) !== undefined
    const open = { job, left: 0 }
    this.sessions.push(open)
    return job.machines.flatMap((machine, m) => {
      const unit = perMachineFiles || stored ? {} : whole
      const count = stored ? 1 : machine.disks
      open.left += count
      return Array.from({ length: count }, (_, d) => ({
        name: `${session}/${machine.name}/${d + 1}`,
        key: [-priorityOf(job), manual(job) ? 1 : 0, at, index, m, d],
        job,
        machine,
        unit,
        session: open,
        seconds: bytesOf(job, machine) / count / rateOf(job),
      }))
    })
  }

  private repositoryOf({ type, source, target }: Job): Repository {
    const name = TYPES[type].to === 'repository' ? target : source
    return this.world.repositories.find((store) => store.name === name)!
  }

  /** Starts if all needs are free; takes them all or none. */
  private mayStart(waiter: Waiter, now: number): boolean {
    const { job, machine, unit } = waiter
    const proxy = least(job.proxies, (name) => this.proxies.get(name)!)
    if (isHeld(waiter, this.running, this.sessions) || (proxy === undefined && TYPES[job.type].proxy))
      return false
    const perChain = this.world.policies.slotCounting === 'per-chain'
    const chainRuns = perChain && this.running.some((runner) => runner.waiter.unit === unit)
    const stores = storesOf(job).map((name) => this.stores.get(name)!)
    const needs = [...(chainRuns ? [] : stores), ...this.scarceOf(job)]
    if (machine.datastore !== undefined) needs.push(this.datastores.get(machine.datastore)!)
    if (needs.some(full)) return false
    const movers = this.movers(waiter, proxy)
    if (movers === undefined) return false
    const { gateway, reader, slots } = movers
    if (gateway !== undefined) unit.gateway = gateway
    const held = [...(proxy === undefined ? [] : [this.proxies.get(proxy)!]), ...needs, ...slots]
    for (const one of held) one.taken++
    const counted = perChain ? held.filter((one) => !stores.includes(one)) : held
    const served = [...new Set([gateway, reader])].filter((name) => name !== undefined)
    this.running.push({ waiter, end: now + waiter.seconds, served, gateway, held: counted })
    this.started.push({ task: waiter.name, start: now, proxy, gateway, mover: reader ?? proxy ?? gateway })
    return true
  }

  /** Drives and accelerators. */
  private scarceOf({ type, name, target, via }: Job): Slots[] {
    if (type === 'tape') return [this.drives.get(`job ${name}`)!, this.drives.get(target)!]
    return via === undefined ? [] : [via.source, via.target].map((one) => this.accelerators.get(one)!)
  }

  /** Who serves; undefined: someone has to be waited for. Sources of work on stored points have a list. */
  private movers(
    { job, unit }: Waiter,
    proxy: string | undefined,
  ): { readonly gateway?: string; readonly reader?: string; readonly slots: readonly Slots[] } | undefined {
    const target = this.repositoryOf(job)
    const attached = target.host !== undefined
    const copies = job.type === 'backup-copy'
    const stored = originOf(job) !== undefined
    const reader = stored && (copies || attached) ? this.leastLoaded(this.listOf(job.source!)) : undefined
    if (stored && (copies || attached) && reader === undefined) return undefined
    const slotsOf = (names: readonly string[]) => [...new Set(names)].map((name) => this.gateways.get(name)!)
    if (attached)
      return {
        ...(reader === undefined ? {} : { reader }),
        slots: slotsOf(reader === undefined ? [] : [reader]),
      }
    if (!stored && target.gateway === 'automatic') return { gateway: unit.gateway ?? proxy!, slots: [] }
    const gateway = this.leastLoaded(
      unit.gateway === undefined ? this.gatewaysFor(job, target) : [unit.gateway],
    )
    if (gateway === undefined) return undefined
    return reader === undefined
      ? { gateway, slots: slotsOf([gateway]) }
      : { gateway, reader, slots: slotsOf([gateway, reader]) }
  }

  private listOf(repository: string): readonly string[] {
    return this.world.repositories.find(({ name }) => name === repository)!.gateway as readonly string[]
  }

  /** Rows B4, B2 and J5. */
  private gatewaysFor({ type, via, source }: Job, target: Repository): readonly string[] {
    if (target.gateway !== 'automatic') return target.gateway
    if (via !== undefined) return [via.target]
    return type === 'backup-copy' ? this.listOf(source!) : [target.mountServer!]
  }

  private leastLoaded(list: readonly string[]): string | undefined {
    const served = (name: string) => this.running.filter((one) => one.served.includes(name)).length
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
