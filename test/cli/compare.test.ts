import { describe, expect, test } from 'vitest'
import { compare, loadScenario } from '../../index.ts'
import { METRICS } from '../../sim/experiment/index.ts'
import { folder, NIGHT, type } from './compared.ts'

const GATEWAYS = `experiment:
  factors: [{ name: gateways, path: servers.gw.count, values: [1, 2, 3] }]
`

describe('gatesim compare', () => {
  test('tells which variant is better, by how much, on the same thirty nights', async () => {
    const at = folder(GATEWAYS)
    const { code, out, err } = await type('compare', at)
    expect([code, err]).toEqual([0, ''])
    expect(out).toContain('3 variants x 30 replications')
    expect(out).toContain('gateways=2 against gateways=1')
    expect(out).toMatch(/^\+ {2}backupWindow .*-\d+ .*± .*x 0\.\d\d/m)
    expect(out).toContain('Differences on the same 30 replications')
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
  })

  test('writes a row for each variant but the baseline and each metric', async () => {
    const at = folder(GATEWAYS)
    await type('compare', at, '--replications', '10')
    const rows = at.table('comparison.csv')
    expect(Object.keys(rows[0]!)).toEqual([
      ...[
        'baseline',
        'variant',
        'metric',
        'unit',
        'difference',
        'low',
        'high',
        'ratio',
        'better',
        'significant',
        'n',
      ],
      ...['pValue', 'varianceReduction'],
    ])
    expect(rows).toHaveLength(2 * METRICS.length)
    const window = rows.find(({ variant, metric }) => variant === 'gateways=3' && metric === 'backupWindow')!
    expect(window).toMatchObject({
      baseline: 'gateways=1',
      unit: 's',
      better: '1',
      significant: '1',
      n: '10',
    })
    // The difference is that of the means, and lies in the middle of its interval.
    const means = at.table('summary.csv').filter(({ metric }) => metric === 'backupWindow')
    const mean = (variant: string) => Number(means.find((row) => row['variant'] === variant)!['mean'])
    expect(Number(window['difference'])).toBeCloseTo(mean('gateways=3') - mean('gateways=1'), 6)
    expect((Number(window['low']) + Number(window['high'])) / 2).toBeCloseTo(Number(window['difference']), 6)
    const nothing = rows.find(({ metric }) => metric === 'bottleneckShare.Wan')!
    expect(nothing).toMatchObject({
      difference: '0',
      low: '',
      high: '',
      ratio: '',
      better: '',
      significant: '0',
    })
  })

  test('keeps the comparison in result.json', async () => {
    const at = folder(GATEWAYS)
    await type('compare', at, '--replications', '4')
    const { comparison, replications } = at.document() as { comparison: object[]; replications: number }
    expect(replications).toBe(4)
    expect(comparison).toHaveLength(2 * METRICS.length)
    expect(comparison[0]).toMatchObject({
      baseline: 'gateways=1',
      variant: 'gateways=2',
      metric: 'throughput',
      n: 4,
    })
  })

  test('compares with another baseline', async () => {
    const at = folder(GATEWAYS)
    const { out } = await type('compare', at, '--replications', '3', '--baseline', 'gateways=2')
    expect(out).toContain('gateways=1 against gateways=2')
    expect(out).toContain('gateways=3 against gateways=2')
  })

  test('knows no other baseline than the variants', async () => {
    const { code, err } = await type('compare', folder(GATEWAYS), '--baseline', 'gateway=2')
    expect(code).toBe(2)
    expect(err).toBe('error: there is no variant "gateway=2"; did you mean "gateways=2"? [E-NOT-FOUND]\n')
  })

  test('wants two variants at least, which --factor can make', async () => {
    const at = folder()
    const { code, err } = await type('compare', at)
    expect(code).toBe(2)
    expect(err).toContain('there is one variant only, base, and nothing to compare it with [E-ONE-VARIANT]')
    const { out } = await type('compare', at, '--factor', 'servers.gw.count=1,2', '--replications', '2')
    expect(out).toContain('servers.gw.count=2 against servers.gw.count=1')
  })

  test('says where a factor leads nowhere', async () => {
    const { code, err } = await type('compare', folder(), '--factor', 'servers.gww.count=1,2')
    expect(code).toBe(2)
    expect(err).toContain(
      'error: --factor:1:1 experiment.factors[0].path: `servers` has no entry named `gww`',
    )
  })

  test('needs one replication only where chance has no part, and says that it is exact', async () => {
    const still = NIGHT.replace('{ uniform: [2 %, 6 %] }', '4 %').replace(/failures:.*$/s, '')
    const at = folder(GATEWAYS, still)
    const { out } = await type('compare', at)
    expect(out).toContain('3 variants x one replication')
    expect(out).toContain('Chance has no part in this scenario: the differences are exact.')
    const window = at.table('comparison.csv').find(({ metric }) => metric === 'backupWindow')!
    expect(window['low']).toBe(window['difference'])
    expect(window['significant']).toBe('1')
  })

  test('goes on with --resume to the bytes of a study that was never shorter', async () => {
    const [short, whole] = [folder(GATEWAYS), folder(GATEWAYS)]
    await type('compare', short, '--replications', '3')
    const { err } = await type('compare', short, '--replications', '6', '--resume')
    expect(err).toContain('resumed: 9 replications already finished')
    await type('compare', whole, '--replications', '6')
    expect(short.table('comparison.csv')).toEqual(whole.table('comparison.csv'))
  })
})

test('the library compares like the command', async () => {
  const at = folder(GATEWAYS)
  await type('compare', at, '--replications', '4', '--baseline', 'gateways=2')
  const loaded = loadScenario(at.file, { replications: 4 })
  if (!loaded.ok) throw new Error('invalid')
  const { comparison } = await compare(loaded.scenario, 'gateways=2')
  expect(JSON.parse(JSON.stringify(comparison))).toEqual(
    (at.document() as { comparison: object[] }).comparison.map(withoutNull),
  )
})

/** result.json has null where a row has nothing. */
function withoutNull(row: object): object {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null))
}

describe('stopping rules', () => {
  const until = (max: number, halfWidth: string) => `experiment:
  replications: { min: 5, max: ${max}, until: { metric: backupWindow, halfWidth: ${halfWidth} } }
  factors: [{ name: gateways, path: servers.gw.count, values: [1, 2] }]
`

  test('end the study when the intervals are narrow, with the same nights for all', async () => {
    const at = folder(until(200, '20 %'))
    const { out } = await type('compare', at)
    expect(out).toContain('2 variants x 15 replications')
    expect(at.table('replications.csv')).toHaveLength(30)
    expect(out).not.toContain('W-REPLICATIONS-MAX')
  })

  test('that are not met at the maximum are told, in words and in result.json', async () => {
    const at = folder(until(12, '0.01 %'))
    const { code, out } = await type('compare', at)
    expect(code).toBe(0)
    expect(out).toMatch(/W-REPLICATIONS-MAX gateways=\d: 12 replications are the most allowed, but the/)
    expect(out).toMatch(/± 0\.01 % of the\s+mean was\s+asked\s+for/)
    const { warnings } = at.document() as { warnings: { code: string }[] }
    expect(warnings.map(({ code }) => code)).toContain('W-REPLICATIONS-MAX')
  })

  test('go on with --resume when the maximum is raised in the file', async () => {
    const at = folder(until(12, '0.01 %'))
    await type('compare', at)
    const raised = folder(until(14, '0.01 %'))
    const { err, out } = await type('compare', { ...raised, out: at.out }, '--resume')
    expect(err).toContain('resumed: 24 replications already finished')
    expect(out).toContain('14 replications are the most allowed')
  })
})

describe('gatesim compare --best', () => {
  const best = ['--best', 'backupWindow', '--indifference', '2 min']

  test('chooses the best, tells how surely, and gives no more nights to those that are out', async () => {
    const at = folder(GATEWAYS)
    const { code, out } = await type('compare', at, ...best)
    expect(code).toBe(0)
    expect(out.replace(/\s+/g, ' ')).toContain(
      'gateways=3 is the best of 3 in backupWindow: with a probability of at least 95 %, if it is better than the next by 2 min or more.',
    )
    expect(out).toMatch(/^ {3}gateways=1 .* out after 10$/m)
    expect(out).toMatch(/^> {2}gateways=3 .* chosen$/m)
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
    const { selection } = at.document() as { selection: Record<string, unknown> }
    expect(selection).toMatchObject({
      metric: 'backupWindow',
      unit: 's',
      indifference: 120,
      confidence: 0.95,
      chosen: 'gateways=3',
      exact: false,
    })
    expect(selection['contestants']).toHaveLength(3)
  })

  test('takes another confidence', async () => {
    const { out } = await type('compare', folder(GATEWAYS), ...best, '--confidence', '80 %')
    expect(out).toMatch(/at\s+least\s+80\s+%/)
  })

  test.each([
    [['--best', 'backupWindw', '--indifference', '2 min'], 'did you mean "backupWindow"? [E-NOT-FOUND]'],
    [['--best', 'backupWindow'], '--best wants --indifference: the smallest difference in backupWindow'],
    [['--best', 'backupWindow', '--indifference', '2 GB'], 'such as --indifference "10 min" [E-USAGE]'],
    [['--best', 'backupWindow', '--indifference', '0 s'], 'cannot be meant'],
    [['--best', 'bottleneckShare.Network', '--indifference', '1 %'], 'neither more nor less'],
    [[...best, '--baseline', 'gateways=1'], '--best has no baseline'],
    [[...best, '--confidence', '30 %'], 'no more than a guess'],
    [[...best, '--confidence', '5'], '--confidence wants a share below 1'],
    [['--indifference', '2 min'], '--indifference belongs to --best'],
  ])('%j is refused', async (options, says) => {
    const { code, err } = await type('compare', folder(GATEWAYS), ...options)
    expect([code, err]).toEqual([2, expect.stringContaining(says)])
  })
})
