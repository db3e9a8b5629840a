import { describe, expect, test } from 'vitest'
import { type SelectionRequest, selectBest } from '../../sim/experiment/index.ts'
import { normals, SyntheticReplicator, type System, variant } from './synthetic.ts'

const REQUEST: SelectionRequest = { metric: 'backupWindow', indifference: 10, confidence: 0.9, max: 10_000 }

/** Nights in minutes around the means, which share half of what chance does. */
function nights(trial: number, means: Readonly<Record<string, number>>): Record<string, System> {
  const shared = normals(trial, 'night')
  return Object.fromEntries(
    Object.entries(means).map(([name, mean]) => {
      const own = normals(trial, name)
      return [name, (n: number) => ({ backupWindow: mean + 20 * shared(n) + 20 * own(n) })]
    }),
  )
}

const select = (systems: Record<string, System>, more: Partial<SelectionRequest> = {}, certain = false) =>
  selectBest(
    new SyntheticReplicator(systems),
    Object.keys(systems).map((name) => variant(name, certain)),
    { ...REQUEST, ...more },
  )

describe('the best variant', () => {
  test('is chosen in at least 90 of 100 contests when it is better by just what matters', async () => {
    let right = 0
    for (let trial = 1; trial <= 300; trial++) {
      const { selection } = await select(nights(trial, { a: 110, b: 110, c: 100, d: 110 }))
      if (selection.chosen === 'c') right++
    }
    // 300 contests of 90 %: at least 87.1 % in 95 of 100 repetitions.
    expect(right / 300).toBeGreaterThan(0.871)
  })

  test('is the one with the largest values where large is good', async () => {
    const turned = Object.fromEntries(
      Object.entries(nights(1, { a: 100, b: 300 })).map(([name, system]) => [
        name,
        (n: number) => ({ throughput: system(n)['backupWindow'] }),
      ]),
    )
    expect((await select(turned, { metric: 'throughput' })).selection.chosen).toBe('b')
    expect((await select(nights(1, { a: 100, b: 300 }))).selection.chosen).toBe('a')
  })

  test('takes few nights from those that are far behind', async () => {
    const systems = nights(3, { a: 100, b: 112, far: 400 })
    const { selection, variants } = await select(systems)
    const [a, b, far] = selection.contestants
    expect(far).toMatchObject({ replications: 10, screenedOut: 10 })
    expect(b!.replications).toBeGreaterThan(10)
    expect(b!.screenedOut).toBe(b!.replications)
    expect(a).toMatchObject({ replications: b!.replications, screenedOut: undefined })
    expect(variants.map(({ replications }) => replications.length)).toEqual([
      a!.replications,
      b!.replications,
      far!.replications,
    ])
  })

  test('is open when too few replications are allowed', async () => {
    const { selection } = await select(nights(4, { a: 100, b: 101, far: 400 }), { indifference: 1, max: 20 })
    expect(selection.chosen).toBeUndefined()
    expect(selection.contestants.map(({ screenedOut }) => screenedOut)).toEqual([undefined, undefined, 10])
  })

  test('waits for thirty values of a rate, and tells which variants did not differ at all', async () => {
    const systems = {
      none: () => ({ failureRate: 0 }),
      never: () => ({ failureRate: 0 }),
      often: (n: number) => ({ failureRate: n % 2 === 0 ? 0.1 : 0.2 }),
    }
    const { selection } = await select(systems, { metric: 'failureRate', indifference: 0.01 })
    expect(selection.contestants.every(({ replications }) => replications === 30)).toBe(true)
    expect(selection.alike).toEqual([['none', 'never']])
  })

  test('needs one replication only, and is exact, where chance has no part', async () => {
    const systems = { a: () => ({ backupWindow: 9 }), b: () => ({ backupWindow: 8 }) }
    const { selection } = await select(systems, {}, true)
    expect(selection).toMatchObject({ chosen: 'b', exact: true, alike: [] })
    expect(selection.contestants.map(({ replications }) => replications)).toEqual([1, 1])
  })

  test('is judged by the nights in which all that are left have a value', async () => {
    const [a, b] = Object.values(nights(5, { a: 100, b: 300 }))
    const gaps: System = (n) => (n % 2 === 0 ? {} : b!(n))
    const { selection } = await select({ a: a!, gaps })
    expect(selection.chosen).toBe('a')
    // The tenth value of `gaps` is that of night 19.
    expect(selection.contestants[1]).toMatchObject({ screenedOut: 19 })
  })

  test('cannot be told by a metric of which neither more nor less is better', async () => {
    await expect(select(nights(1, { a: 1, b: 2 }), { metric: 'bottleneckShare.Network' })).rejects.toThrow(
      'neither more nor less',
    )
  })
})
