import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { Network, type TransferId } from '../../sim/flow/index.ts'

/** Reference data beside the checkout; `by-hand.test.ts` has the same small cases for those without it. */
const folder = new URL('../../../shared/reference/', import.meta.url)
const present = existsSync(folder)
const title = present ? 'reference data' : 'reference data (skipped: ../shared/reference is absent)'

function read<T>(file: string): T {
  return JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as T
}

interface MaxMin {
  readonly cases: readonly {
    readonly name: string
    readonly links: Record<string, number>
    readonly flows: readonly { route: string[]; cap: number | null; weight: number }[]
    readonly rates_exact: readonly string[]
  }[]
}

interface Schedules {
  readonly cases: readonly {
    readonly name: string
    readonly capacity: number
    readonly per_flow_cap: number | null
    readonly jobs: readonly (readonly [number, number])[]
    readonly finish_exact: readonly string[]
  }[]
}

interface Published {
  readonly simgrid_lmm: {
    readonly cases: readonly {
      readonly id: string
      readonly C?: number
      readonly links?: Record<string, number>
      readonly fatpipe?: boolean
      readonly flows: readonly { p: number; a: number | Record<string, number> }[]
      readonly rates: readonly number[]
    }[]
  }
}

function fraction(text: string): number {
  const [over, under = '1'] = text.split('/')
  return Number(over) / Number(under)
}

function expectWithin(actual: number, wanted: number, relative: number): void {
  expect(Math.abs(actual - wanted)).toBeLessThanOrEqual(relative * Math.abs(wanted))
}

describe.skipIf(!present)(title, () => {
  test('weighted max-min rates with caps are exact to 1e-9', () => {
    for (const { links, flows, rates_exact } of read<MaxMin>('maxmin_fairness.json').cases) {
      const network = new Network()
      const resources = new Map(Object.entries(links).map(([name, c]) => [name, network.addResource(c)]))
      const ids = flows.map(({ route, cap, weight }) => {
        const path = route.map((name) => ({ resource: resources.get(name)!, coefficient: 1 }))
        return network.start({ path, bytes: 1, cap: cap ?? Infinity, weight }, 0)
      })
      network.share(0)
      ids.forEach((id, i) => {
        expectWithin(network.rate(id), fraction(rates_exact[i]!), 1e-9)
      })
    }
  })

  test('completion times on one link are exact to 1e-6', () => {
    for (const { capacity, per_flow_cap, jobs, finish_exact } of read<Schedules>('fluid_link_schedules.json')
      .cases) {
      const network = new Network()
      const path = [{ resource: network.addResource(capacity), coefficient: 1 }]
      const running = new Map<TransferId, number>()
      const pending = [...jobs.entries()].sort(([, a], [, b]) => a[0] - b[0])
      let done = 0
      while (done < jobs.length) {
        const now = Math.min(network.nextDue(), pending[0]?.[1][0] ?? Infinity)
        for (const { id } of network.takeDue(now)) {
          expectWithin(now, fraction(finish_exact[running.get(id)!]!), 1e-6)
          done++
        }
        while (pending[0]?.[1][0] === now) {
          const [i, [, bytes]] = pending.shift()!
          running.set(network.start({ path, bytes, cap: per_flow_cap ?? Infinity, weight: 1 }, now), i)
        }
        network.share(now)
      }
    }
  })

  test('the solver cases of SimGrid hold, a fat pipe being a resource of its own for each flow, by weight', () => {
    for (const { C, links, fatpipe, flows, rates } of read<Published>('published_simulator_cases.json')
      .simgrid_lmm.cases) {
      const network = new Network()
      const named = new Map(
        Object.entries(links ?? { link: C! }).map(([name, c]) => [name, network.addResource(c)]),
      )
      const ids = flows.map(({ p, a }) => {
        const path = Object.entries(typeof a === 'number' ? { link: a } : a).map(([name, coefficient]) => ({
          resource: fatpipe ? network.addResource(C! / p) : named.get(name)!,
          coefficient,
        }))
        return network.start({ path, bytes: 1, cap: Infinity, weight: 1 / p }, 0)
      })
      network.share(0)
      ids.forEach((id, i) => {
        expectWithin(network.rate(id), rates[i]!, 1e-9)
      })
    }
  })
})
