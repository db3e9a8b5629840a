import { describe, expect, test } from 'vitest'
import { CellPrinter, CsvWriter, PLAN, planDocument } from '../../output/index.ts'
import { planSentences, pointName } from '../../output/plan-words.ts'
import { MemoryReplicator, type Plan, plan } from '../../sim/experiment/index.ts'
import { goalOf } from '../experiment/plan/many-problems.ts'
import { FakeReplicator, type Night, pointOf, points } from '../experiment/plan/synthetic.ts'
import { world } from '../model/worlds.ts'

const HOUR = 3600
const place = (variant: string): number => Number(variant.split('=')[1])

/** Gateways 1 to 8; from five on no night is longer than 8 h, with four every tenth is. */
const night = (variant: string, number: number): Night => {
  const n = place(variant)
  const bad = n < 5 && number % 10 === 0
  return { values: { backupWindow: (bad ? 9 : 7 - n / 4) * HOUR + (number % 3) * n } }
}

function asked(goal: string, replicator = new FakeReplicator(night)): Promise<Plan> {
  const gateways = [1, 2, 3, 4, 5, 6, 7, 8].map((it) => pointOf({ gateways: it }))
  return plan({ points: gateways, goals: [goalOf(goal)], confidence: 0.95, maxNights: 400 }, replicator)
}

const plain = (lines: readonly string[]): readonly string[] => lines.map((it) => it.replaceAll('\u00a0', ' '))

describe('the answer of a plan', () => {
  test('has its strength, its counter-example, its value and its limit', async () => {
    const said = plain(planSentences(await asked('max(backupWindow) <= 8 h')))
    expect(said[0]).toBe(
      '5 gateways are enough: at most 1.0 % of nights have backupWindow above 8 h (95 %, 299 nights, none bad).',
    )
    // 6 of 60 bad nights; of 1 % no more than 3 would be expected.
    expect(said[1]).toBe('4 gateways are not: 6 of 60 nights have backupWindow above 8 h.')
    // 15 min in 54 nights and 195 min in 6: mean 33, sd 180 x sqrt(0.09 x 60 / 59) = 54.5; 2.001 x 54.5 / sqrt(60) = 14.1.
    expect(said[2]).toMatch(
      /^The step from 4 to 5 gateways takes 33 min ± 14 min off backupWindow \(same 60 nights, 95 %\)\.$/,
    )
    expect(said[3]).toMatch(/^One step more, to 6 gateways, takes 15 min ± 0\.\d+ s off backupWindow/)
    expect(said.at(-1)).toMatch(/^Not covered: /)
  })

  test('says bounds of means and rates on the side of the limit', async () => {
    const mean = plain(planSentences(await asked('backupWindow <= 6 h')))
    expect(mean[0]).toMatch(
      /^5 gateways are enough: backupWindow is at most 5 h 45 min \(95 %, \d+ nights\)\.$/,
    )
    expect(mean[1]).toMatch(/^4 gateways are not: backupWindow is at least 6 h/)
  })

  test('says that none is enough, and why', async () => {
    const said = plain(planSentences(await asked('max(backupWindow) <= 4 h')))
    expect(said[0]).toMatch(
      /^None of the 8 choices is enough\. 8 gateways are not: \d+ of \d+ nights have backupWindow above 4 h\.$/,
    )
  })

  test('says that more does not help only where the most is shown to be too little', async () => {
    // Every night is alike whatever the number; nothing fails in the first case, and too much in the second.
    const flat = (failed: number, maxNights: number): Promise<Plan> => {
      const replicator = new FakeReplicator(() => ({
        counts: { failureRate: { part: failed, whole: 100 } },
        values: { backupWindow: 6 * HOUR, failureRate: failed / 100 },
      }))
      const gateways = [1, 2, 3, 4].map((it) => pointOf({ gateways: it }))
      const goals = [goalOf('failureRate <= 1 %')]
      return plan({ points: gateways, goals, confidence: 0.95, maxNights }, replicator)
    }
    const few = plain(planSentences(await flat(0, 29)))
    expect(few[0]).toContain('29 nights are too few for a bound')
    expect(few.join(' ')).not.toContain('does not help')
    const much = plain(planSentences(await flat(50, 400)))
    expect(much[0]).toMatch(/^None of the 4 choices is enough\./)
    expect(much.join(' ')).toContain('does not help within what was asked: from 1 gateway to 4 gateways')
  })

  test('of a result is null where none is chosen, and a number where one is', async () => {
    expect(planDocument(await asked('max(backupWindow) <= 4 h')).chosen).toBeNull()
    const document = planDocument(await asked('max(backupWindow) <= 8 h'))
    expect(document).toMatchObject({ factor: 'gateways', chosen: 5, confidence: 0.95, below: ['gateways=4'] })
    expect(document.points).toContainEqual(
      expect.objectContaining({ value: 5, feasible: true, nights: 299, failures: 0 }),
    )
    expect(document.points).toContainEqual(
      expect.objectContaining({ value: 4, feasible: false, nights: 60, failures: 6 }),
    )
    expect(document.reason).toContain('5 gateways are enough')
  })

  test('is one row per point in plan.csv', async () => {
    let text = ''
    const form = { delimiter: ',', decimal: '.' } as const
    const writer = new CsvWriter(PLAN, new CellPrinter(form, world({}).clock), {
      write: (it) => (text += it),
    })
    writer.header()
    for (const point of (await asked('max(backupWindow) <= 8 h')).points)
      writer.row(point, { variant: point.variant, replication: 0 })
    writer.flush()
    const [head, ...rows] = text.replace('\uFEFF', '').trim().split('\r\n')
    expect(head).toMatch(
      /^value,cost,verdict,feasible,nights,goal,failures,bound,estimate,throughput,bottleneck/,
    )
    expect(rows.find((row) => row.startsWith('4,'))).toMatch(
      /^4,,infeasible,0,60,max\(backupWindow\) <= 8 h,6,0\.0/,
    )
    expect(rows.find((row) => row.startsWith('5,'))).toMatch(/^5,,feasible,1,299,/)
  })

  test('where chance has no part it is exact', async () => {
    const sure = points(1, 2).map((point) => ({
      ...point,
      variant: { ...point.variant, world: world({ jobs: [] }) },
    }))
    const found = await plan(
      { points: sure, goals: [goalOf('wastedBytes <= 1 GB')], confidence: 0.95, maxNights: 400 },
      new MemoryReplicator(1),
    )
    expect(plain(planSentences(found))[0]).toBe(
      'n=1 is enough: wastedBytes is 0 B, by one night as chance has no part.',
    )
  })
})

test('a point is called by what a planner counts', () => {
  const named = (values: Record<string, string | number>): string =>
    pointName({ variant: 'as it is named', values })
  expect(named({ gateways: 6 })).toBe('6 gateways')
  expect(named({ gateways: 1 })).toBe('1 gateway')
  expect(named({ 'servers.gw.count': 6 })).toBe('6 gw servers')
  expect(named({ layout: 'pools' })).toBe('as it is named')
  expect(named({ gateways: 6, proxies: 2 })).toBe('as it is named')
})
