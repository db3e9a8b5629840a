import { describe, expect, it } from 'vitest'
import { LIGHT } from '../../../output/page/browser/palette.ts'
import { curvePicture } from '../../../output/page/browser/pictures/curve.ts'
import { differencesPicture } from '../../../output/page/browser/pictures/differences.ts'
import { sensitivityPicture } from '../../../output/page/browser/pictures/sensitivity.ts'
import { valuePicture } from '../../../output/page/browser/pictures/value.ts'
import { variantsPicture } from '../../../output/page/browser/pictures/variants.ts'
import type { PageData } from '../../../output/page/facts.ts'
import type { ResultDocument } from '../../../output/result.ts'
import type { ComparisonRow, SwingRow, ValueRow } from '../../../sim/experiment/index.ts'
import { documentOf, estimate, MIB } from './documents.ts'
import { drawn, HOUR, MINUTE, tipOf } from './nights.ts'

interface Formatted {
  formatter(params: unknown): string
}

function data(more: Partial<ResultDocument>): PageData {
  return { document: documentOf(more), runs: [], notes: [] }
}

function variants(factor: string, values: readonly (string | number)[]): ResultDocument['variants'] {
  return values.map((value) => ({
    name: `${factor}=${value}`,
    factors: { [factor]: value },
    fingerprint: 'f',
    start: '2026-01-05 18:00:00',
  }))
}

const layouts = data({
  variants: variants('layout', ['pools', 'dedicated']),
  summary: [
    estimate('layout=pools', 'throughput', 'B/s', 100 * MIB, 5 * MIB),
    estimate('layout=dedicated', 'throughput', 'B/s', 80 * MIB, 4 * MIB),
    estimate('layout=pools', 'failureRate', 'share', 0),
    estimate('layout=dedicated', 'failureRate', 'share', 0),
  ],
})

describe('variants side by side', () => {
  it('have a dot at the mean and whiskers to the ends of the interval', () => {
    const [marks] = drawn(variantsPicture(layouts)!).series
    expect(marks!.data.map(({ value }) => value.slice(0, 3).map((it: number) => it / MIB))).toEqual([
      [100, 95, 105],
      [80, 76, 84],
    ])
    expect(tipOf(marks!, { dataIndex: 1 })).toContain('76.0 MiB/s to 84.0 MiB/s')
  })

  it('are told from the least to the most, and what is the same everywhere is not drawn', () => {
    const picture = variantsPicture(layouts)!
    expect(picture.lead).toBe(
      '2 variants; throughput from 80.0 MiB/s (layout=dedicated) to 100 MiB/s (layout=pools).',
    )
    expect(picture.notes).toContain('The same everywhere: failure rate 0 %.')
  })

  it('take one column on a narrow page and are taller there', () => {
    const three = data({
      variants: variants('layout', ['pools', 'dedicated']),
      summary: ['throughput', 'backupWindow', 'queueWait'].flatMap((metric) => [
        estimate('layout=pools', metric, 's', 100, 5),
        estimate('layout=dedicated', metric, 's', 80, 4),
      ]),
    })
    const { height } = variantsPicture(three)!
    const at = height as (width: number) => number
    expect(at(390)).toBe(3 * at(1280))
  })

  it('are no picture of a single variant, of a curve, or of the ends of uncertain inputs', () => {
    expect(variantsPicture(data({}))).toBeUndefined()
    expect(variantsPicture(data({ variants: variants('gateways', [1, 2]) }))).toBeUndefined()
    expect(
      variantsPicture(
        data({ variants: layouts.document.variants, sensitivity: { method: 'oat', rows: [] } }),
      ),
    ).toBeUndefined()
  })
})

function compared(
  metric: string,
  difference: number,
  half: number,
  more: Partial<ComparisonRow> = {},
): ComparisonRow {
  return {
    baseline: 'layout=pools',
    variant: 'layout=dedicated',
    metric,
    unit: metric === 'throughput' ? 'B/s' : metric === 'failureRate' ? 'share' : 's',
    difference,
    low: difference - half,
    high: difference + half,
    ratio: undefined,
    better: false,
    significant: true,
    n: 30,
    pValue: 0.01,
    varianceReduction: 8,
    ...more,
  }
}

describe('differences', () => {
  const picture = differencesPicture(
    data({
      comparison: [
        compared('throughput', -20 * MIB, 2 * MIB),
        compared('failureRate', 0.05, 0.1, { significant: false }),
        compared('backupWindow', -MINUTE, 10, { better: true }),
        compared('queueWait', 0, 0),
      ],
    }),
  )!

  it('that are more than chance are told first, with what they are worth', () => {
    expect(picture.title).toBe('Differences from layout=pools')
    expect(picture.lead).toBe(
      '2 of 4 differences are more than chance: layout=dedicated throughput -20.0 MiB/s (worse); layout=dedicated backup window -1 min (better).',
    )
  })

  it('stand at their size with their interval, around a line at nothing', () => {
    const [throughput] = drawn(picture).series
    expect(throughput!.data[0]!.value.slice(0, 3).map((it: number) => it / MIB)).toEqual([-20, -22, -18])
    expect(throughput!['markLine']).toMatchObject({ data: [{ xAxis: 0 }] })
    const [axis] = drawn(picture).xAxis as { min: number; max: number }[]
    expect(axis!.max).toBe(0)
    expect(axis!.min / MIB).toBeLessThanOrEqual(-22)
  })

  it('say in words whether they may be chance', () => {
    const names = drawn(picture)
      .series.filter(({ name }) => name.startsWith('marks'))
      .map(({ data: [mark] }) => mark!.name)
    expect(names).toEqual(['difference, worse', 'difference, may be chance', 'difference, better'])
  })

  it('say how chance is to be read, and that they are exact where it has no part', () => {
    expect(picture.notes![0]).toContain(
      'On the same 30 replications, with 95 % intervals. Filled: beyond chance',
    )
    const exact = differencesPicture(data({ comparison: [compared('throughput', -MIB, 0)] }))!
    expect(exact.notes![0]).toBe('Chance has no part in this scenario: the differences are exact.')
    const single = differencesPicture(
      data({ comparison: [compared('throughput', -MIB, 1)], replications: 1 }),
    )!
    expect(single.notes![0]).toBe('One replication: no difference is more than chance here.')
  })

  it('of nothing are named below', () => {
    expect(picture.notes).toContain('No difference at all: wait of a task.')
    expect(differencesPicture(data({ comparison: [compared('queueWait', 0, 0)] }))).toBeUndefined()
  })

  it('of the steps of a plan name both points', () => {
    const steps = differencesPicture(
      data({
        comparison: [
          compared('backupWindow', -HOUR, 60, { baseline: 'n=1', variant: 'n=2' }),
          compared('backupWindow', -MINUTE, 60, { baseline: 'n=2', variant: 'n=3' }),
        ],
      }),
    )!
    const words = drawn(steps).series.find(({ name }) => name === 'words 0')!
    expect(words.data.map(({ name }) => name)).toEqual(['n=1 to n=2', 'n=2 to n=3'])
  })
})

describe('the curve', () => {
  const gateways = {
    // Not in order: the curve goes from few to many.
    variants: variants('gateways', [4, 1, 2]),
    summary: [1, 2, 4].flatMap((count) => [
      estimate(`gateways=${count}`, 'throughput', 'B/s', count * 100 * MIB, MIB),
      estimate(`gateways=${count}`, 'backupWindow', 's', (8 / count) * HOUR, 60),
    ]),
  }

  it('goes through the means, over the numbers of the only factor', () => {
    const picture = curvePicture(data(gateways))!
    const lines = drawn(picture).series.filter(({ name }) => !name.startsWith('band'))
    expect(lines.map(({ name }) => name)).toEqual(['throughput', 'backupWindow'])
    expect(lines[1]!.data.map(({ value: [x, y] }) => [x, y / HOUR])).toEqual([
      [1, 8],
      [2, 4],
      [4, 2],
    ])
    expect(picture.lead).toBe('From 1 to 4: throughput 100 MiB/s to 400 MiB/s; backup window 8 h to 2 h.')
  })

  it('marks what the plan chose, and each point with its verdict', () => {
    const plan = {
      factor: 'gateways',
      chosen: 2,
      points: [
        { variant: 'gateways=1', verdict: 'infeasible' },
        { variant: 'gateways=2', verdict: 'feasible' },
        { variant: 'gateways=4', verdict: 'open' },
      ],
    } as unknown as NonNullable<ResultDocument['plan']>
    const picture = curvePicture(data({ ...gateways, plan }))!
    const line = drawn(picture).series.find(({ name }) => name === 'throughput')!
    expect(line['markLine']).toMatchObject({ data: [{ xAxis: 2 }] })
    expect(new Set(line.data.map(({ symbol }) => symbol)).size).toBe(3)
    const { tooltip } = picture.options(LIGHT, 1280) as unknown as { tooltip: Formatted }
    const pointed = [
      { seriesName: 'band 0', dataIndex: 0 },
      { seriesName: 'throughput', dataIndex: 0 },
    ]
    expect(tooltip.formatter(pointed)).toBe(
      '<b>gateways = 1</b><br>throughput: <b>100 MiB/s ± 1.0 MiB/s</b><br>verdict: <b>not enough</b>',
    )
    expect(picture.lead).toMatch(/^Chosen: gateways = 2\. /)
    expect(picture.sheet.rows.map((row) => row.slice(0, 2))).toEqual([
      [1, 'not enough'],
      [2, 'enough'],
      [4, 'first look'],
    ])
  })

  it('is none of two factors, or of names', () => {
    expect(curvePicture(layouts)).toBeUndefined()
    const both = variants('gateways', [1, 2]).map((it, i) => ({
      ...it,
      factors: { ...it.factors, proxies: i },
    }))
    expect(curvePicture(data({ variants: both }))).toBeUndefined()
  })
})

describe('the value of changes', () => {
  const row = (change: string, difference: number, more: Partial<ValueRow> = {}): ValueRow => ({
    candidate: change,
    change,
    metric: 'backupWindow',
    unit: 's',
    rank: 1,
    baseline: 2 * HOUR,
    value: 2 * HOUR + difference,
    difference,
    low: difference - 60,
    high: difference + 60,
    benefit: -difference,
    better: difference < 0,
    significant: true,
    pValue: 0.001,
    n: 30,
    ...more,
  })

  it('names what brings most, and what brings nothing', () => {
    const picture = valuePicture(
      data({
        value: [
          row('one more gateway', -HOUR),
          row('10 % less data', -10, { significant: false }),
          row('one more slot', 0),
        ],
      }),
    )!
    expect(picture.lead).toBe('Most for the backup window: one more gateway (-1 h).')
    expect(picture.notes).toContain('No difference at all: one more slot.')
    const [marks] = drawn(picture).series
    expect(marks!.data.map(({ value: [at, low, high] }) => [at, low, high])).toEqual([
      [-HOUR, -HOUR - 60, -HOUR + 60],
      [-10, -70, 50],
    ])
  })

  it('is no picture where nothing was tried, or nothing helps or harms', () => {
    expect(valuePicture(data({}))).toBeUndefined()
    expect(valuePicture(data({ value: [row('one more slot', 0)] }))).toBeUndefined()
  })
})

describe('the tornado of guesses', () => {
  const swing = (path: string, low: number, high: number): SwingRow => ({
    path,
    low: '2 %',
    high: '8 %',
    metric: 'backupWindow',
    unit: 's',
    rank: 1,
    base: 2 * HOUR,
    valueLow: 2 * HOUR + low,
    valueHigh: 2 * HOUR + high,
    atLow: { mean: low, low: low - 5, high: low + 5 },
    atHigh: { mean: high, low: high - 5, high: high + 5 },
    across: { mean: high - low, low: undefined, high: undefined },
    swing: Math.max(0, low, high) - Math.min(0, low, high),
    pValue: 0,
    significant: true,
    n: 30,
  })

  it('has two bars for each input, one for each end of its range', () => {
    const rows = [swing('jobs.nightly.changeRate', -MINUTE, HOUR), swing('links.line.latency', 0, 0)]
    const picture = sensitivityPicture(data({ sensitivity: { method: 'oat', rows } }))!
    expect(picture.lead).toBe(
      'Of 2 guesses jobs.nightly.changeRate moves the backup window most: -1 min at 2 %, +1 h at 8 %.',
    )
    const [marks] = drawn(picture).series
    expect(marks!.data.map(({ name, value: [at] }) => [name, at])).toEqual([
      ['at 2 %', -MINUTE],
      ['at 8 %', HOUR],
    ])
  })

  it('has one bar for each effect of a screening', () => {
    const row = { path: 'a', low: '1', high: '2', metric: 'backupWindow', unit: 's', rank: 1, n: 10 } as const
    const rows = [{ ...row, muStar: HOUR, mu: -HOUR, sigma: MINUTE }]
    const picture = sensitivityPicture(data({ sensitivity: { method: 'morris', trajectories: 10, rows } }))!
    expect(drawn(picture).series[0]!.data.map(({ value: [at] }) => at)).toEqual([HOUR])
    expect(picture.lead).toBe('Of 1 guess a moves the backup window most: 1 h.')
    expect(picture.sheet.rows[0]!.slice(5)).toEqual(['1 h', '-1 h', '1 min'])
  })
})
