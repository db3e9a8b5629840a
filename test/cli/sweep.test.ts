import { describe, expect, test } from 'vitest'
import { METRICS } from '../../sim/experiment/index.ts'
import { folder, type } from './compared.ts'

const GATEWAYS = ['--factor', 'gateways:servers.gw.count=1..3']

describe('gatesim sweep', () => {
  test('shows how the metrics go with a factor', async () => {
    const at = folder()
    const { code, out, err } = await type('sweep', at, ...GATEWAYS, '--replications', '10')
    expect([code, err]).toEqual([0, ''])
    expect(out).toMatch(/^gateways +throughput .*window/m)
    expect(out).toMatch(/^1 +[\d.]+ MiB\/s .*± /m)
    expect(out).toMatch(/^2 +[\d.]+ MiB\/s \+/m)
    expect(out).toContain('Against gateways=1: + better')
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
  })

  test('has all points in summary.csv and all but the first in comparison.csv', async () => {
    const at = folder()
    const slots = ['--factor', 'slots:repositories.nas.maxTasks=4,16']
    await type(
      'sweep',
      at,
      ...GATEWAYS,
      ...slots,
      '--constraint',
      'slots >= 8 * gateways',
      '--replications',
      '2',
    )
    const points = ['gateways=1, slots=16', 'gateways=2, slots=16']
    const namesIn = (table: string) => [...new Set(at.table(table).map(({ variant }) => variant))]
    expect(namesIn('summary.csv')).toEqual(points)
    expect(namesIn('comparison.csv')).toEqual(points.slice(1))
    expect(at.table('summary.csv')).toHaveLength(2 * METRICS.length)
  })

  test('compares with the baseline that is named', async () => {
    const at = folder()
    await type('sweep', at, ...GATEWAYS, '--replications', '2', '--baseline', 'gateways=3')
    expect([...new Set(at.table('comparison.csv').map(({ baseline }) => baseline))]).toEqual(['gateways=3'])
    const wide = await type('sweep', at, ...GATEWAYS, '--replications', '2', '--confidence', '60 %')
    expect(wide.out).toContain('± their 60 % intervals')
    const { code, err } = await type('sweep', at, ...GATEWAYS, '--baseline', 'gateways=33')
    expect([code, err]).toEqual([2, expect.stringContaining('[E-NOT-FOUND]')])
  })

  test('adds replications to a finished sweep without repeating the others', async () => {
    const [short, whole] = [folder(), folder()]
    await type('sweep', short, ...GATEWAYS, '--replications', '2')
    const { err } = await type('sweep', short, ...GATEWAYS, '--replications', '4', '--resume')
    expect(err).toContain('resumed: 6 replications already finished')
    await type('sweep', whole, ...GATEWAYS, '--replications', '4')
    expect(short.table('summary.csv')).toEqual(whole.table('summary.csv'))
    const other = await type('sweep', short, '--factor', 'servers.gw.count=1..4', '--resume')
    expect([other.code, other.err]).toEqual([2, expect.stringContaining('[E-RESUME-DIFFERENT]')])
  })

  test('takes a single point, with nothing to compare it with', async () => {
    const at = folder()
    const { code, out } = await type('sweep', at, '--replications', '2')
    expect(code).toBe(0)
    expect(out).not.toContain('better')
    expect(at.table('comparison.csv')).toEqual([])
  })

  test('leaves out points that are no valid scenarios, and tells them', async () => {
    const { out } = await type('sweep', folder(), '--factor', 'servers.gw.count=0..2', '--replications', '2')
    expect(out).toContain('W-POINT-LEFT-OUT --factor:1:1')
  })
})

describe('a grid that is too large', () => {
  const thousands = ['--factor', 'servers.gw.cores=8..20007']

  test('is asked about, with its size and the time it takes, before anything is built', async () => {
    const { code, err } = await type('sweep', folder(), ...thousands)
    expect(code).toBe(2)
    expect(err).toMatch(
      /the grid has 20,000 points x 30 replications, (which take about \d|whose results need)/,
    )
  })

  test('of a million points does not fit into memory, whatever is said', async () => {
    const million = ['--factor', 'servers.gw.cores=8..1007', '--factor', 'servers.px.cores=8..1007']
    const begin = performance.now()
    const { code, err } = await type('sweep', folder(), ...million, '--yes')
    expect(code).toBe(2)
    expect(err).toMatch(
      /the grid has 1,000,000 points x 30 replications, whose results need about \d+ GB of memory/,
    )
    expect(err).toContain('[E-GRID-MEMORY]')
    expect(performance.now() - begin).toBeLessThan(20_000)
  })

  test('of a hundred million points is not even counted', async () => {
    const factors = ['--factor', 'servers.gw.cores=1..10000', '--factor', 'servers.px.cores=1..10000']
    const { code, err } = await type('sweep', folder(), ...factors, '--yes')
    expect([code, err]).toEqual([2, expect.stringContaining('[E-GRID-SIZE]')])
  })

  test('wants --yes when it takes longer than ten minutes', async () => {
    const many = ['--factor', 'servers.gw.cores=8..27', '--replications', '100000']
    const { code, err } = await type('sweep', folder(), ...many)
    expect(code).toBe(2)
    expect(err).toMatch(/\[E-GRID-(TIME|MEMORY)\]/)
  })
})
