import type { Seconds } from '../../units.ts'
import type { LinkState } from './states.ts'

/** A link in the direction of travel. */
export interface Leg {
  readonly link: LinkState
  /** true: from the first to the second of `between`. */
  readonly forward: boolean
}

/** A route between two sites; empty legs within one site. */
export interface Route {
  readonly legs: readonly Leg[]
  /** One way. */
  readonly latency: Seconds
  /** The same for the same ordered links: names shared TCP streams. */
  readonly key: string
}

const HERE: Route = { legs: [], latency: 0, key: '' }

/**
 * Who reaches whom over links that are up: lowest latency, then fewer links, then the earlier in the file
 * (docs/model.md 4). Routes are kept until a link changes.
 */
export class Topology {
  private readonly links: readonly LinkState[]
  private readonly routes = new Map<string, Route | undefined>()

  constructor(links: readonly LinkState[]) {
    this.links = links
  }

  /** undefined: no path is left. */
  route(from: string, to: string): Route | undefined {
    if (from === to) return HERE
    const pair = `${from}\u0000${to}`
    if (!this.routes.has(pair)) this.routes.set(pair, this.search(from, to))
    return this.routes.get(pair)
  }

  connected(from: string, to: string): boolean {
    return this.route(from, to) !== undefined
  }

  /** To be called after a link went down or came up. */
  linksChanged(): void {
    this.routes.clear()
  }

  /** Label setting with exact ties; sites and links are few. */
  private search(from: string, to: string): Route | undefined {
    const best = new Map<string, Label>([[from, { latency: 0, legs: [], done: false }]])
    for (;;) {
      const site = nearest(best)
      if (site === undefined) return undefined
      const label = best.get(site)!
      if (site === to) return { legs: label.legs, latency: label.latency, key: keyOf(label.legs) }
      label.done = true
      for (const link of this.links) {
        if (!link.health.up) continue
        const [a, b] = link.link.between
        if (a !== site && b !== site) continue
        const forward = a === site
        const next = forward ? b : a
        const candidate: Label = {
          latency: label.latency + link.link.latency,
          legs: [...label.legs, { link, forward }],
          done: false,
        }
        const known = best.get(next)
        if (known === undefined || (!known.done && shorter(candidate, known))) best.set(next, candidate)
      }
    }
  }
}

/** The part of a way over `links` that leads from one site to another, taken from their front. */
export function retrace(links: LinkState[], from: string, to: string): Route {
  const legs: Leg[] = []
  let latency = 0
  for (let site = from; site !== to; ) {
    const link = links.shift()!
    const [a, b] = link.link.between
    const forward = a === site
    legs.push({ link, forward })
    latency += link.link.latency
    site = forward ? b : a
  }
  return legs.length === 0 ? HERE : { legs, latency, key: keyOf(legs) }
}

interface Label {
  readonly latency: Seconds
  readonly legs: readonly Leg[]
  done: boolean
}

function nearest(labels: ReadonlyMap<string, Label>): string | undefined {
  let found: string | undefined
  for (const [site, label] of labels) {
    if (!label.done && (found === undefined || shorter(label, labels.get(found)!))) found = site
  }
  return found
}

function shorter(a: Label, b: Label): boolean {
  if (a.latency !== b.latency) return a.latency < b.latency
  if (a.legs.length !== b.legs.length) return a.legs.length < b.legs.length
  for (let i = 0; i < a.legs.length; i++) {
    const difference = a.legs[i]!.link.index - b.legs[i]!.link.index
    if (difference !== 0) return difference < 0
  }
  return false
}

function keyOf(legs: readonly Leg[]): string {
  return legs.map((leg) => `${leg.link.index}${leg.forward ? '>' : '<'}`).join(' ')
}
