import { describe, expect, test } from 'vitest'
import { main } from '../../cli/app.ts'
import { folder, NIGHT, type } from './compared.ts'
import { terminal } from './runs.ts'

/** Fulls of fixed volume through the two cards of 200 Mbit/s: chance has no part. */
const EXACT = NIGHT.replace('changeRate: { uniform: [2 %, 6 %] }', 'changeRate: 4 %')
  .replace(/failures:[\s\S]*/, '')
  .replace('on: [sun]', 'on: [mon]')
  .replace('reduction: 2', 'reduction: 2\n    taskRate: 100 MB/s')
  .concat('policies: { taskOverhead: 0 s, control: { session: 0 s, task: 0 s } }\n')

const widest = (out: string) => Math.max(...out.split('\n').map((line) => line.length))

/** Paragraphs without their line ends. */
const flat = (out: string) => out.replace(/\n/g, ' ')

describe('gatesim value', () => {
  test('tells what one more of everything brings, most first, in eighty columns', async () => {
    const { code, out, err } = await type('value', folder())
    expect([code, err]).toEqual([0, ''])
    expect(out).toContain('9 variants x 30 replications')
    expect(out).toMatch(/Most for the backup window: one more gateway: gw \(-2 min 17 s\)/)
    expect(out).toContain('For the failure rate none of it is shown to bring anything.')
    expect(out).toMatch(/^one more gateway: gw +-2 min 17 s \+ +± 21 s +\+\d/m)
    expect(flat(out)).toContain(
      'No difference at all: 1 Gbit/s more: card of vbr, 1 Gbit/s more: card of px, one more slot: repository nas, one more slot: proxy px.',
    )
    expect(flat(out)).toContain('x N: for each of N.')
    expect(widest(out)).toBeLessThanOrEqual(80)
  })

  test('by hand: 10 % less data is a tenth of the night, 1 Gbit/s more ends where the tasks themselves limit', async () => {
    const at = folder('', EXACT)
    const { out } = await type('value', at, '--metric', 'backupWindow')
    expect(out).toContain('9 variants x one replication')
    const rows = new Map(at.table('value.csv').map((row) => [row['candidate'], row]))
    const of = (name: string, column: string) => Number(rows.get(name)![column])
    // 6 machines of 100 GiB, halved on the way, through 2 cards of 200 Mbit/s x 0.9.
    const base = (6 * 100 * 2 ** 30) / 2 / (2 * 22.5e6)
    expect(of('data - 10 %', 'baseline')).toBeCloseTo(base, 3)
    expect(of('data - 10 %', 'value')).toBeCloseTo(0.9 * base, 3)
    expect(of('data - 10 %', 'benefit')).toBeCloseTo(0.1 * base, 3)
    // With six times the card the tasks limit: two slots for three machines at each gateway are two rounds at 100 MB/s.
    expect(of('servers.gw.nic + 1 Gbit/s', 'value')).toBeCloseTo((2 * 100 * 2 ** 30) / 100e6, 3)
    // What does not limit brings nothing.
    expect(of('repositories.nas.maxTasks + 1', 'difference')).toBe(0)
    expect(rows.get('repositories.nas.maxTasks + 1')).toMatchObject({
      significant: '0',
      better: '0',
      low: '0',
      high: '0',
    })
  })

  test('writes a row for each change and metric, and the same into result.json', async () => {
    const at = folder()
    await type('value', at, '--replications', '3')
    const rows = at.table('value.csv')
    expect(Object.keys(rows[0]!)).toEqual([
      ...['candidate', 'change', 'metric', 'unit', 'rank', 'baseline', 'value', 'difference', 'low', 'high'],
      ...['benefit', 'better', 'significant', 'n', 'pValue'],
    ])
    expect(rows).toHaveLength(3 * 8)
    expect(rows[0]).toMatchObject({
      candidate: 'servers.gw.count + 1',
      change: 'one more gateway: gw',
      metric: 'backupWindow',
      rank: '1',
      better: '1',
      n: '3',
    })
    expect(Number(rows[0]!['benefit'])).toBe(-Number(rows[0]!['difference']))
    const { value } = at.document() as { value: readonly Readonly<Record<string, unknown>>[] }
    expect(value.map(({ candidate, metric, rank }) => [candidate, metric, String(rank)])).toEqual(
      rows.map(({ candidate, metric, rank }) => [candidate, metric, rank]),
    )
  })

  test('a change that makes no valid scenario is told and left out', async () => {
    const night = NIGHT.replace(
      'repositories:\n',
      'repositories:\n  - { name: local, type: windows, host: lone, write: 100 MB/s }\n',
    ).replace('servers:\n', 'servers:\n  - { name: lone, roles: [gateway] }\n')
    const at = folder('', night)
    const { code, out } = await type('value', at, '--replications', '1')
    expect(code).toBe(0)
    expect(out).toContain('W-POINT-LEFT-OUT servers.lone.count + 1: one more gateway: lone is no valid')
    expect(at.table('value.csv').map(({ candidate }) => candidate)).not.toContain('servers.lone.count + 1')
  })

  test('a night with a change can be replayed', async () => {
    const at = folder()
    await type('value', at, '--replications', '2')
    const screen = terminal()
    const options = ['--variant', 'data - 10 %', '--replication', '2', '--out', `${at.out}-again`]
    expect(await main(['replay', at.out, ...options], screen)).toBe(0)
    expect(screen.heard().out).toMatch(/fingerprint [0-9a-f]{16}, the same as there/)
  })

  test.each([40, 60])('keeps to a terminal of %i columns', async (columns) => {
    const at = folder()
    const screen = terminal(columns)
    await main(['value', at.file, '--out', at.out, '--replications', '2'], screen)
    const tables = screen.heard().out.split('Results in')[0]!
    expect(widest(tables)).toBeLessThanOrEqual(columns)
  })

  test('is about the first variant, and says so', async () => {
    const at = folder(
      'experiment: { variants: [{ name: three, set: { servers.gw.count: 3 } }, { name: today }] }\n',
    )
    const { out } = await type('value', at, '--replications', '2', '--metric', 'backupWindow')
    expect(flat(out)).toContain('Each change alone in the variant three')
    const variants = at.table('summary.csv').map(({ variant }) => variant)
    expect([variants[0], variants.includes('today')]).toEqual(['three', false])
  })

  test.each([
    [['--metric', 'troughput'], 'did you mean "throughput"? [E-NOT-FOUND]'],
    [['--metric', 'bottleneckShare.Wan'], 'neither more nor less of bottleneckShare.Wan is better'],
    [['--confidence', 'much'], '--confidence wants a share below 1'],
  ])('%s cannot be meant', async (options, says) => {
    const { code, err } = await type('value', folder(), ...options)
    expect(code).toBe(2)
    expect(err).toContain(says)
  })
})
