import { describe, expect, test } from 'vitest'
import { MemoryReplicator, type Plan, plan } from '../../../sim/experiment/index.ts'
import { loadsOf, startOf } from '../../../sim/experiment/plan/work.ts'
import type { World } from '../../../sim/model/index.ts'
import { GATEWAY, GB, HOUR, job, MB, machines, proxy, server, share, world } from '../../model/worlds.ts'
import { goalOf } from './many-problems.ts'
import { FakeReplicator, type Night, pointOf, points } from './synthetic.ts'

const asked = (goals: readonly string[], maxNights = 400) => ({
  goals: goals.map(goalOf),
  confidence: 0.95,
  maxNights,
})
const verdicts = ({ points: found }: Plan) =>
  Object.fromEntries(found.map(({ variant, verdict }) => [variant, verdict]))
const place = (variant: string): number => Number(variant.split('=')[1])

/** n gateways of 100 MB/s, and 12 machines of 90 GB that start at once: 1,080 GB take 3 h over one gateway. */
function pencil(gateways: number): World {
  const names = Array.from({ length: gateways }, (_, i) => `gw-${i + 1}`)
  return world({
    servers: [
      server('vbr', { 'backup-server': {} }),
      proxy('proxy-1', 64),
      ...names.map((name) => server(name, GATEWAY, { compute: 100 * MB })),
    ],
    repositories: [share('nas', names)],
    jobs: [
      job('nightly', 'nas', machines(12, 90 * GB), {
        reduction: 1,
        taskRate: { full: Infinity, increment: Infinity },
      }),
    ],
  })
}

const pencilPoints = (most: number) =>
  Array.from({ length: most }, (_, i) => ({
    variant: { name: `gateways=${i + 1}`, world: pencil(i + 1) },
    values: { gateways: i + 1 },
  }))

describe('a plan where chance has no part', () => {
  test('three hours of work for one gateway want three for an hour, by one night each', async () => {
    const found = await plan(
      { points: pencilPoints(8), ...asked(['max(backupWindow) <= 61 min']) },
      new MemoryReplicator(1),
    )
    expect(found.chosen).toBe('gateways=3')
    // The work fits three gateways by 1 h / 61 min, so the search begins there; one and two are the proof.
    expect(verdicts(found)).toEqual({
      'gateways=1': 'infeasible',
      'gateways=2': 'infeasible',
      'gateways=3': 'feasible',
      'gateways=4': 'feasible',
    })
    expect(found.points.map(({ nights, exact }) => [nights, exact])).toEqual(Array(4).fill([1, true]))
    expect(found.points.map(({ findings }) => Math.round(findings[0]!.estimate! / 60))).toEqual([
      180, 90, 60, 45,
    ])
    const [below, above] = found.steps.map(
      ({ rows }) => rows.find(({ metric }) => metric === 'backupWindow')!,
    )
    expect([below!.difference! / 60, above!.difference! / 60].map(Math.round)).toEqual([-30, -15])
    expect(below!.low).toBe(below!.difference)
  })

  test('where none is enough every value was looked at, and it is told what limits and from where on', async () => {
    const found = await plan(
      { points: pencilPoints(16), ...asked(['backupWindow <= 5 min']) },
      new MemoryReplicator(1),
    )
    expect(found.chosen).toBeUndefined()
    expect(Object.values(verdicts(found))).toEqual(Array(16).fill('infeasible'))
    // Twelve machines keep twelve gateways busy; more have nothing to do.
    expect(found.flatFrom).toBe('gateways=12')
    expect(found.points.at(-1)!.bottleneck).toEqual({ stage: 'Gateway', share: 1 })
  })

  test('the work over what gateways can do in the time tells where to begin', () => {
    const goals = [goalOf('backupWindow <= 1 h')]
    expect(loadsOf(pencil(1), goals).gateways).toBeCloseTo(3, 12)
    expect(loadsOf(pencil(3), goals).gateways).toBeCloseTo(1, 12)
    expect(startOf(pencilPoints(16), [goalOf('backupWindow <= 61 min')])).toBe(2)
    // Nobody knows what a factor does that changes no server: the middle.
    expect(startOf(points(1, 9), goals)).toBe(4)
  })
})

/** Bad nights (9 h) by the number of the night, all others 7 h. */
const badOnes =
  (isBad: (n: number, night: number) => boolean) =>
  (variant: string, night: number): Night => ({
    values: { backupWindow: (isBad(place(variant), night) ? 9 : 7) * HOUR },
  })

describe('a plan where chance has a part', () => {
  test('"never" wants 299 clean nights, and one value less is refused by its bad nights', async () => {
    const replicator = new FakeReplicator(badOnes((n, night) => n < 4 && night % 8 === 0))
    const found = await plan({ points: points(1, 8), ...asked(['max(backupWindow) <= 8 h']) }, replicator)
    expect(found.chosen).toBe('n=4')
    const four = found.points.find(({ variant }) => variant === 'n=4')!
    expect(four).toMatchObject({ verdict: 'feasible', nights: 299 })
    // 1 - 0.05^(1/299)
    expect(four.findings[0]!.bounds!.high).toBeCloseTo(0.009969, 6)
    expect(found.below).toEqual(['n=3'])
    expect(verdicts(found)['n=3']).toBe('infeasible')
    // Two lower and one higher had a first look.
    expect(replicator.nights).toMatchObject({ 'n=2': 30, 'n=5': 30 })
  })

  test('zero spread is no certainty: equal nights count after 299 of them, not after ten', async () => {
    const replicator = new FakeReplicator(badOnes((n) => n < 2))
    const found = await plan({ points: points(1, 3), ...asked(['backupWindow <= 8 h']) }, replicator)
    expect(found.chosen).toBe('n=2')
    expect(replicator.nights['n=2']).toBe(400)
    expect(
      (await plan({ points: points(1, 3), ...asked(['backupWindow <= 8 h'], 200) }, replicator)).chosen,
    ).toBe(undefined)
  })

  test('thirty nights without a failure do not show a rate of 1 %', async () => {
    const night = (): Night => ({ values: {}, counts: { failureRate: { part: 0, whole: 100 } } })
    const found = await plan(
      { points: points(1, 3), ...asked(['failureRate <= 1 %'], 30) },
      new FakeReplicator(night),
    )
    expect(found.chosen).toBeUndefined()
    expect(Object.values(verdicts(found))).toEqual(['undecided', 'undecided', 'undecided'])
    const enough = await plan(
      { points: points(1, 3), ...asked(['failureRate <= 1 %'], 500) },
      new FakeReplicator(night),
    )
    expect(enough.chosen).toBe('n=1')
  })

  test('what cannot be decided is told, and counts as not enough', async () => {
    // Three of 400 nights: neither at most 1 % nor more than 1 % can be shown.
    const night = badOnes((n, number) => (n === 2 && number % 130 === 0) || (n < 2 && number % 3 === 0))
    const found = await plan(
      { points: points(1, 4), ...asked(['max(backupWindow) <= 8 h']) },
      new FakeReplicator(night),
    )
    expect(verdicts(found)['n=2']).toBe('undecided')
    expect(found.chosen).toBe('n=3')
  })

  test('a value with a bad night cannot be shown never to have one: it is left, and the next one is tried', async () => {
    const night = badOnes((n, number) =>
      n === 1 ? number % 2 === 0 : (n === 2 && number === 40) || (n === 3 && number === 50),
    )
    const replicator = new FakeReplicator(night)
    const found = await plan(
      { points: points(1, 5), ...asked(['max(backupWindow) <= 8 h'], 500) },
      replicator,
    )
    // The third candidate has a third of the error: 0.99^407 = 1.673 % and 0.99^408 = 1.656 %, and 5 % / 3 = 1.667 %.
    expect(found.chosen).toBe('n=4')
    expect(replicator.nights).toMatchObject({ 'n=2': 60, 'n=4': 408 })
    // One step less has all the nights there may be, for the proof that it cannot give.
    expect(replicator.nights['n=3']).toBe(500)
    expect(verdicts(found)['n=3']).toBe('undecided')
  })

  test('a goal that only one of two meets decides: both must be met', async () => {
    const night = (variant: string, number: number): Night => ({
      values: { backupWindow: (10 - place(variant)) * HOUR + (number % 7) * 60 },
      counts: { failureRate: { part: place(variant) < 5 && number % 2 === 0 ? 10 : 0, whole: 100 } },
    })
    const found = await plan(
      { points: points(1, 8), ...asked(['backupWindow <= 8 h', 'failureRate <= 2 %']) },
      new FakeReplicator(night),
    )
    expect(found.chosen).toBe('n=5')
    const four = found.points.find(({ variant }) => variant === 'n=4')!
    expect(four.findings.map(({ verdict }) => verdict)).toEqual(['met', 'broken'])
    expect(four.decisive).toBe(1)
  })
})

describe('a search', () => {
  test('finds a small value that is enough below larger ones that are not, and says so', async () => {
    const night = badOnes((n, number) => n !== 2 && n < 6 && number % 2 === 0)
    const found = await plan(
      { points: points(1, 8), ...asked(['p95(backupWindow) <= 8 h']) },
      new FakeReplicator(night),
    )
    // The middle, 4, is not; up to 6, which is; 5 is not; two below, 4, is known; hence all the lower ones are seen.
    expect(found.chosen).toBe('n=6')
    const lower = await plan(
      { points: points(1, 5), ...asked(['p95(backupWindow) <= 8 h']) },
      new FakeReplicator(night),
    )
    expect(lower.chosen).toBe('n=2')
    expect(lower.anomalies).toContainEqual({ lower: 'n=2', higher: 'n=3' })
  })

  test('takes the cheapest of the combinations, and refuses each of its smaller neighbours', async () => {
    const costs = (gateways: number, proxies: number): number => 4000 * gateways + 1000 * proxies
    const grid = [1, 2, 3, 4].flatMap((gateways) =>
      [1, 2, 3, 4, 5, 6].map((proxies) => pointOf({ gateways, proxies }, {}, costs(gateways, proxies))),
    )
    // Enough: twice the gateways and the proxies make 8 together. (1, 6) costs 10,000, (2, 4) 12,000, (3, 2) 14,000.
    const enough = (variant: string): boolean => {
      const [gateways, proxies] = [...variant.matchAll(/\d+/g)].map(Number)
      return 2 * gateways! + proxies! >= 8
    }
    const found = await plan(
      { points: grid, ...asked(['p95(backupWindow) <= 8 h']) },
      new FakeReplicator((variant, night) => ({
        values: { backupWindow: (!enough(variant) && night % 2 === 0 ? 9 : 7) * HOUR },
      })),
    )
    expect(found.chosen).toBe('gateways=1, proxies=6')
    expect(found.points.find(({ variant }) => variant === found.chosen)!.cost).toBe(10_000)
    expect(found.below).toEqual(['gateways=1, proxies=5'])
    expect(found.points.length).toBeLessThan(grid.length)
  })

  test('texts have no order: every layout that may be cheapest is looked at', async () => {
    const layouts = ['many-to-one', 'one-to-many', 'many-to-many'].map((layout) => pointOf({ layout }))
    const night = (variant: string, number: number): Night => ({
      values: { backupWindow: (variant === 'layout=one-to-many' || number % 2 === 1 ? 7 : 9) * HOUR },
    })
    const found = await plan(
      { points: layouts, ...asked(['p95(backupWindow) <= 8 h']) },
      new FakeReplicator(night),
    )
    expect(found.chosen).toBe('layout=one-to-many')
    expect(found.below).toEqual([])
  })
})
