/**
 * Transfers share resources by weighted max-min fairness. A transfer f has a weight w, perhaps a cap, and a path
 * of resources, each with a coefficient: bytes carried there per source byte. At any instant
 *
 *   rate(f) = min(cap(f), w(f) x level of its bottleneck)      sum over f of coefficient(f,r) x rate(f) <= C(r)
 *
 * and no rate can grow unless that of a transfer with a lower or equal level shrinks. The work is divided:
 *
 *   route.ts        transfers on the same path: summed loads, tags in one coordinate
 *   ladder.ts       the capped members of a route, sorted, divided at any level
 *   component.ts    which routes and resources a change can reach
 *   filling.ts      progressive filling: levels and limiters of one component
 *   entering.ts     who was started or changed and enters at the next share
 *   completions.ts  potentials, due instants, who changes between cap and potential
 *
 * Nobody visits a transfer to tell it its new rate; see docs/decisions/0005.
 *
 * Changes take effect at the next `share`, which belongs to the same instant: calls that change something in an
 * instant are followed by one `share` before time goes on.
 */
import { SimulationFault } from '../fault.ts'
import type { Bytes, BytesPerSecond, Seconds } from '../units.ts'
import { violations } from './certificate.ts'
import { Completions } from './completions.ts'
import { Component } from './component.ts'
import { Entering } from './entering.ts'
import { Filling } from './filling.ts'
import { inOrderOfPath, Lines, lineViolations } from './lines.ts'
import { limitedTimesOf, limiterOf, remainingOf } from './reading.ts'
import { checked, Resources, Transfers } from './records.ts'
import type { Resource, Transfer } from './route.ts'
import { RouteTable } from './route-table.ts'
import { settleUses } from './saturation.ts'
import { dueTolerance } from './time.ts'
import type { NetworkListener, ResourceId, TransferEnd, TransferId, TransferSpec } from './types.ts'

export class Network {
  readonly #listener: NetworkListener | undefined
  readonly #resources = new Resources()
  readonly #transfers = new Transfers()
  readonly #routes = new RouteTable()
  readonly #component = new Component()
  readonly #filling = new Filling()
  readonly #completions = new Completions()
  readonly #entering = new Entering(this.#component, this.#completions)
  readonly #lines = new Lines((member, cap, byLine, now) => {
    this.#entering.change(member, cap, member.weight, now, byLine)
  })
  /** Scratch of `start` and `takeDue`. */
  readonly #path: Resource[] = []
  readonly #done: Transfer[] = []
  #now: Seconds = 0

  constructor(listener?: NetworkListener) {
    this.#listener = listener
  }

  get transfersInProgress(): number {
    return this.#transfers.inProgress
  }

  /** `Infinity` never limits and is never saturated; 0 stalls what crosses it. Ids of removed ones are reused. */
  addResource(capacity: BytesPerSecond): ResourceId {
    return this.#resources.add(checked(capacity >= 0, capacity, 'capacity', this.#now))
  }

  /** A resource that few transfers cross at a time, and no transfer more than one of (line.ts). */
  addLine(capacity: BytesPerSecond): ResourceId {
    return this.#resources.addLine(checked(capacity >= 0, capacity, 'capacity', this.#now))
  }

  /** Only when no transfer crosses it. */
  removeResource(id: ResourceId): void {
    const resource = this.#resource(id)
    if (resource.routes.length > 0 || (resource.line?.members.length ?? 0) > 0)
      throw new SimulationFault(this.#now, `resource ${id}`, 'cannot be removed while transfers cross it')
    this.#routes.forget(resource)
    this.#resources.remove(resource)
  }

  setCapacity(id: ResourceId, capacity: BytesPerSecond, now: Seconds): void {
    this.#enter(now)
    const resource = this.#resource(id)
    if (resource.capacity === capacity) return
    if (resource.capacity === Infinity || capacity === Infinity) this.#routes.version++
    resource.capacity = checked(capacity >= 0, capacity, 'capacity', now)
    this.#component.touch(resource)
    if (resource.line !== undefined) this.#lines.touched.add(resource.line)
    for (const route of resource.routes) this.#component.touchRoute(route)
  }

  /** Enters the sharing at the next `share`. Ids of ended transfers are reused. */
  start(spec: TransferSpec, now: Seconds): TransferId {
    this.#enter(now)
    const { path } = spec
    const lineAt = this.#resources.resolve(spec, this.#path, now)
    const transfer = this.#transfers.begin()
    transfer.clear(this.#path.length, lineAt < 0 ? undefined : this.#resource(path[lineAt]!.resource).line)
    for (let i = 0, k = 0; i < path.length; i++)
      if (i !== lineAt) transfer.coefficients[k++] = path[i]!.coefficient
    transfer.left = spec.bytes
    transfer.cap = transfer.ownCap = spec.cap
    transfer.weight = spec.weight
    transfer.threshold = spec.cap / spec.weight
    transfer.route = this.#routes.occupy(this.#path)
    transfer.anchor = now
    this.#entering.waiting.push(transfer)
    this.#component.touchRoute(transfer.route)
    if (lineAt >= 0) this.#lines.join(transfer, lineAt, path[lineAt]!.coefficient)
    return transfer.id
  }

  /** Takes the transfer out with the bytes it has left; start it again later with those to resume it. */
  stop(id: TransferId, now: Seconds): TransferEnd {
    this.#enter(now)
    const transfer = this.#transfer(id)
    this.#entering.detach(transfer, now)
    return this.#end(transfer, transfer.left)
  }

  setCap(id: TransferId, cap: BytesPerSecond, now: Seconds): void {
    const transfer = this.#transfer(id)
    checked(cap >= 0, cap, 'cap', now)
    this.#enter(now)
    if (transfer.line === undefined) this.#entering.change(transfer, cap, transfer.weight, now)
    else if (cap !== transfer.ownCap) this.#lines.touched.add(transfer.line)
    transfer.ownCap = cap
  }

  setWeight(id: TransferId, weight: number, now: Seconds): void {
    const transfer = this.#transfer(id)
    checked(weight > 0, weight, 'weight', now)
    this.#enter(now)
    if (transfer.line !== undefined && weight !== transfer.weight) this.#lines.touched.add(transfer.line)
    this.#entering.change(transfer, transfer.cap, weight, now)
  }

  /** Gives all transfers that a change can reach their rates. Cheap when nothing changed. */
  share(now: Seconds): void {
    this.#enter(now)
    if (!this.#component.isTouched && !this.#lines.isTouched) return
    this.#lines.reset(now)
    this.#solve(now)
    while (this.#lines.raise(this.#completions.mixed, now)) this.#solve(now)
  }

  #solve(now: Seconds): void {
    const { waiting } = this.#entering
    for (let f = 0; f < waiting.length; f++) waiting[f]!.route.join(waiting[f]!)
    this.#component.gather(this.#routes.version)
    const { resources, routes } = this.#component
    this.#filling.run(resources, routes)
    this.#completions.apply(this.#filling, resources, waiting, now)
    waiting.length = 0
    settleUses(resources, this.#filling.scratch.fixed, now, this.#listener)
  }

  /** The earliest completion as of the last share; `Infinity` when none. Rates of 0 never complete. */
  nextDue(): Seconds {
    return this.#completions.nextDue()
  }

  /** Completes and removes every transfer due up to now + `dueTolerance`; ties in order of their starts. */
  takeDue(now: Seconds): TransferEnd[] {
    const until = now + dueTolerance(now)
    if (this.#completions.nextDue() > until) return []
    this.#enter(now)
    const ends: TransferEnd[] = []
    const done = this.#done
    for (;;) {
      const transfer = this.#completions.dueUpTo(until)
      if (!transfer) break
      if (transfer.rate() === Infinity)
        for (let i = 0; i < transfer.coefficients.length; i++)
          transfer.route.path[i]!.carryAtOnce(transfer.coefficients[i]! * transfer.left)
      this.#entering.detach(transfer, now)
      done.push(transfer)
    }
    if (done.length > 1) done.sort((a, b) => a.sequence - b.sequence)
    for (const transfer of done) ends.push(this.#end(transfer, 0))
    done.length = 0
    return ends
  }

  /** Source bytes per second as of the last share; 0 before the first. */
  rate(id: TransferId): BytesPerSecond {
    return this.#transfer(id).rate()
  }

  remaining(id: TransferId, now: Seconds): Bytes {
    return remainingOf(this.#transfer(id), now)
  }

  /** Bytes per second that cross the resource, as of the last share. */
  use(id: ResourceId): BytesPerSecond {
    const { line, use } = this.#resource(id)
    return line?.use() ?? use
  }

  capacity(id: ResourceId): BytesPerSecond {
    return this.#resource(id).capacity
  }

  /** Bytes that crossed the resource since it was added. */
  useIntegral(id: ResourceId, now: Seconds): Bytes {
    const resource = this.#resource(id)
    return resource.line?.carried((member) => remainingOf(member, now)) ?? resource.carried(now)
  }

  /** Seconds in which its use was at least 99.9 % of its capacity. */
  saturatedTime(id: ResourceId, now: Seconds): Seconds {
    const resource = this.#resource(id)
    return (resource.line ?? resource).saturatedTime(now)
  }

  isSaturated(id: ResourceId): boolean {
    const { line, saturated } = this.#resource(id)
    return line?.isSaturated ?? saturated
  }

  /**
   * Index on its path of the resource that fixed its rate as of the last share, -1 = its own cap (or not shared
   * yet). Of equal levels the cap wins, then the earlier on the path.
   */
  limiter(id: TransferId): number {
    return limiterOf(this.#transfer(id))
  }

  /**
   * Writes for each resource of the path the seconds in which it limited the transfer, then those at its own
   * cap; returns the length of the path. For a transfer that ended see `TransferEnd.limited`.
   */
  limitedTimes(id: TransferId, now: Seconds, out: Float64Array): number {
    const times = limitedTimesOf(this.#transfer(id), now)
    out.set(times)
    return times.length - 1
  }

  /** What is wrong with the rates as max-min rates, in words; empty when nothing is. Visits all transfers. */
  certificate(tolerance = 1e-9): string[] {
    const transfers = this.#transfers.all()
    return [
      ...violations(this.#resources.all(), transfers, tolerance),
      ...lineViolations(this.#resources.all(), tolerance),
    ]
  }

  #enter(now: Seconds): void {
    if (now === this.#now) return
    if (!(now > this.#now)) throw new SimulationFault(now, 'network', `it is already t=${this.#now} s`)
    if (this.#component.isTouched || this.#lines.isTouched)
      throw new SimulationFault(now, 'network', `the changes at t=${this.#now} s were not shared`)
    this.#now = now
  }

  #end(transfer: Transfer, left: Bytes): TransferEnd {
    if (transfer.line !== undefined) this.#lines.leave(transfer, left)
    this.#routes.vacate(transfer.route)
    this.#transfers.end(transfer)
    return {
      id: transfer.id,
      left,
      limited: inOrderOfPath(transfer, transfer.limited),
    }
  }

  #resource(id: ResourceId): Resource {
    return this.#resources.get(id, this.#now)
  }

  #transfer(id: TransferId): Transfer {
    return this.#transfers.get(id, this.#now)
  }
}
