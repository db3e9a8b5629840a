import { describe, expect, test } from 'vitest'
import { main } from '../../cli/app.ts'
import { type Folder, folder, NIGHT, type } from './compared.ts'
import { terminal } from './runs.ts'

const RANGES = `uncertain:
  - { path: jobs.nightly.machines.vm.changeRate.uniform.0, range: [1 %, 5 %] }
  - { path: servers.gw.nic, range: [100 Mbit/s, 400 Mbit/s] }
  - { path: repositories.nas.write, range: [400 MB/s, 1200 MB/s] }
`
/** Fulls on mondays, so that volumes are fixed: chance has no part. 600 GiB are read, half of it goes through two cards. */
const EXACT = NIGHT.replace('changeRate: { uniform: [2 %, 6 %] }', 'changeRate: 4 %')
  .replace(/failures:[\s\S]*/, '')
  .replace('on: [sun]', 'on: [mon]')

const rangesOf = (path: string, range: string) => `uncertain: [{ path: ${path}, range: ${range} }]\n`

const widest = (out: string) => Math.max(...out.split('\n').map((line) => line.length))

/** Paragraphs without their line ends. */
const flat = (out: string) => out.replace(/\n +|\n/g, ' ')

const rowsOf = (at: Folder, metric: string) =>
  at.table('sensitivity.csv').filter((row) => row['metric'] === metric)

describe('gatesim sensitivity', () => {
  test('tells which guesses matter, most first, with bars, in eighty columns', async () => {
    const at = folder(
      RANGES.replace(
        'jobs.nightly.machines.vm.changeRate.uniform.0',
        'jobs.nightly.machines.vm.used',
      ).replace('1 %, 5 %', '40 %, 60 %'),
    )
    const { code, out, err } = await type('sensitivity', at)
    expect([code, err]).toEqual([0, ''])
    expect(out).toContain('7 variants x 30 replications')
    expect(out).toContain('backupWindow, 7 min 21 s with the values of the file')
    expect(out).toMatch(/servers\.gw\.nic moves the backup window by -\d.* \.\. \+\d/)
    expect(out).toMatch(/repositories\.nas\.write\s+not at all/)
    expect(out).toMatch(/^\* {2}servers\.gw\.nic +100 \.\. 400 Mbit\/s +\+5 min 7 s +▐│█████ +-29 s$/m)
    expect(out).toContain('None of these guesses moves the failure rate.')
    expect(out).toContain('on the same 30 replications')
    expect(widest(out)).toBeLessThanOrEqual(80)
  })

  test('by hand: a card of half the rate makes a night that waits for it twice as long', async () => {
    const at = folder(rangesOf('servers.gw.nic', '[100 Mbit/s, 400 Mbit/s]'), EXACT)
    const { out } = await type('sensitivity', at, '--metric', 'backupWindow')
    expect(out).toContain('3 variants x one replication')
    expect(flat(out)).toContain('Chance has no part in this scenario: the differences are exact.')
    const [row] = at.table('sensitivity.csv')
    const [base, low, high] = ['base', 'valueLow', 'valueHigh'].map((name) => Number(row![name]))
    // The transfers are inverse to the rate; what goes before them (control, overhead) stays.
    const fixed = 2 * base! - low!
    expect(low! - fixed).toBeCloseTo(2 * (base! - fixed), 6)
    expect(high! - fixed).toBeCloseTo((base! - fixed) / 2, 6)
    expect(Number(row!['swing'])).toBeCloseTo(low! - high!, 9)
    expect(fixed).toBeGreaterThan(0)
    expect(fixed).toBeLessThan(300)
  })

  test('writes a row for each input and metric, and the same into result.json', async () => {
    const at = folder(RANGES)
    await type('sensitivity', at, '--replications', '4', '--metric', 'throughput', '--metric', 'backupWindow')
    const rows = at.table('sensitivity.csv')
    expect(Object.keys(rows[0]!)).toEqual([
      ...['path', 'low', 'high', 'metric', 'unit', 'rank', 'n', 'base', 'valueLow', 'valueHigh'],
      ...['differenceLow', 'differenceLowFrom', 'differenceLowTo'],
      ...['differenceHigh', 'differenceHighFrom', 'differenceHighTo'],
      ...['difference', 'differenceFrom', 'differenceTo', 'swing', 'pValue', 'significant'],
      ...['muStar', 'mu', 'sigma'],
    ])
    expect(rows.map(({ metric, rank }) => [metric, rank])).toEqual([
      ['throughput', '1'],
      ['throughput', '2'],
      ['throughput', '3'],
      ['backupWindow', '1'],
      ['backupWindow', '2'],
      ['backupWindow', '3'],
    ])
    expect(rows[3]).toMatchObject({
      path: 'servers.gw.nic',
      low: '100 Mbit/s',
      high: '400 Mbit/s',
      unit: 's',
      n: '4',
      significant: '1',
    })
    for (const row of rows) {
      const [low, high, base] = [Number(row['valueLow']), Number(row['valueHigh']), Number(row['base'])]
      expect(Number(row['difference'])).toBeCloseTo(high - low, 5)
      expect(Number(row['differenceLow'])).toBeCloseTo(low - base, 5)
      expect([row['muStar'], row['mu'], row['sigma']]).toEqual(['', '', ''])
    }
    const { sensitivity } = at.document() as {
      sensitivity: { method: string; rows: readonly { path: string; swing: number }[] }
    }
    expect(sensitivity.method).toBe('oat')
    expect(sensitivity.rows.map(({ path }) => path)).toEqual(rows.map(({ path }) => path))
    expect(sensitivity.rows.map(({ swing }) => swing)).toEqual(rows.map(({ swing }) => Number(swing)))
    // Every end is in summary.csv too, by the value that it has.
    expect([...new Set(at.table('summary.csv').map(({ variant }) => variant))]).toContain(
      'servers.gw.nic=400 Mbit/s',
    )
  })

  test('screens all ranges at once', async () => {
    const at = folder(RANGES)
    const { code, out, err } = await type('sensitivity', at, '--method', 'morris', '--trajectories', '4')
    expect([code, err]).toEqual([0, ''])
    expect(flat(out)).toMatch(/4 trajectories through all ranges, \d+ points with the same 10 replications/)
    expect(flat(out)).toMatch(/servers\.gw\.nic moves the backup window by \d/)
    expect(widest(out)).toBeLessThanOrEqual(80)
    const [first, , last] = rowsOf(at, 'backupWindow')
    expect(first).toMatchObject({ path: 'servers.gw.nic', rank: '1', n: '4', base: '', significant: '' })
    // A faster card means a shorter night wherever the others are.
    expect(Number(first!['mu'])).toBe(-Number(first!['muStar']))
    expect(last).toMatchObject({ path: 'repositories.nas.write', muStar: '0', mu: '0', sigma: '0' })
    expect(at.document()).toMatchObject({ sensitivity: { method: 'morris', trajectories: 4 } })
  })

  test('the same seed walks the same way, another one another', async () => {
    const [one, two, other] = [folder(RANGES), folder(RANGES), folder(RANGES)]
    const options = ['--method', 'morris', '--trajectories', '2', '--replications', '1', '--quiet']
    await type('sensitivity', one, ...options)
    await type('sensitivity', two, ...options, '--workers', '1')
    await type('sensitivity', other, ...options, '--seed', '2')
    expect(two.table('sensitivity.csv')).toEqual(one.table('sensitivity.csv'))
    const points = (at: Folder) => new Set(at.table('summary.csv').map(({ variant }) => variant))
    expect(points(other)).not.toEqual(points(one))
  })

  test('points where ranges do not go together are left out, and counted', async () => {
    // Each alone is right; a warm-up of 12 h leaves nothing of a horizon of 6 h.
    const at = folder(
      'uncertain: [{ path: warmup, range: [0 s, 12 h] }, { path: horizon, range: [6 h, 24 h] }]\n',
    )
    const { code, out } = await type('sensitivity', at, '--method', 'morris', '--replications', '1')
    expect(code).toBe(0)
    expect(flat(out)).toMatch(
      /W-POINT-LEFT-OUT uncertain: \d+ of \d+ points are no valid scenario and left out; one: warmup: /,
    )
    const { warnings } = at.document() as { warnings: readonly { code: string }[] }
    expect(warnings.map(({ code: it }) => it)).toContain('W-POINT-LEFT-OUT')
    expect(Number(at.table('sensitivity.csv')[0]!['n'])).toBeLessThan(10)
  })

  test('goes on from what is known with --resume, with other metrics too', async () => {
    const at = folder(RANGES)
    await type('sensitivity', at, '--replications', '2', '--metric', 'throughput')
    const { code, err } = await type(
      'sensitivity',
      at,
      '--replications',
      '2',
      '--metric',
      'queueWait',
      '--resume',
    )
    expect(code).toBe(0)
    expect(err).toContain('resumed: 14 replications already finished')
    expect(rowsOf(at, 'queueWait')).toHaveLength(3)
  })

  test('a night at an end of a range can be replayed', async () => {
    const at = folder(RANGES)
    await type('sensitivity', at, '--replications', '2', '--metric', 'throughput')
    const screen = terminal()
    const options = [
      '--variant',
      'servers.gw.nic=400 Mbit/s',
      '--replication',
      '2',
      '--out',
      `${at.out}-again`,
    ]
    expect(await main(['replay', at.out, ...options], screen)).toBe(0)
    expect(screen.heard().out).toMatch(/fingerprint [0-9a-f]{16}, the same as there/)
  })

  test.each([40, 60])('keeps to a terminal of %i columns', async (columns) => {
    const at = folder(RANGES)
    const screen = terminal(columns)
    await main(['sensitivity', at.file, '--out', at.out, '--replications', '2'], screen)
    const tables = screen.heard().out.split('Results in')[0]!
    expect(widest(tables)).toBeLessThanOrEqual(columns)
  })

  test('is about the first variant, and says so', async () => {
    const at = folder(
      `${RANGES}experiment: { factors: [{ name: gateways, path: servers.gw.count, values: [3, 2] }] }\n`,
    )
    const { out } = await type('sensitivity', at, '--replications', '2', '--metric', 'backupWindow')
    expect(flat(out)).toContain('all others as in the variant gateways=3')
    expect(at.table('summary.csv').map(({ variant }) => variant)).not.toContain('gateways=2')
  })

  test('without ranges there is nothing to tell, but an example to write', async () => {
    const { code, err } = await type('sensitivity', folder())
    expect(code).toBe(2)
    expect(err).toContain('says of no input that it is uncertain [E-NO-UNCERTAIN]')
    expect(err).toContain('uncertain:\n  - { path: jobs.nightly.machines.vm.changeRate, range: [2 %, 8 %] }')
  })

  test.each([
    [
      'a falling range',
      'servers.gw.nic',
      '[2 Gbit/s, 1 Gbit/s]',
      '22:44 uncertain[0].range: The range falls',
      'E-RANGE',
    ],
    ['equal ends', 'servers.gw.count', '[2, 2]', 'uncertain[0].range: Both ends are `2`', 'E-RANGE'],
    [
      'a path that leads nowhere',
      'servers.gww.nic',
      '[1 Gbit/s, 2 Gbit/s]',
      'uncertain[0].path: `servers` has no entry named `gww`',
      'E-PATH',
    ],
    [
      'a wrong unit',
      'servers.gw.nic',
      '[1 Gb, 2 Gbit/s]',
      'uncertain[0].range[0]: With `servers.gw.nic` at `1 Gb`',
      'E-UNCERTAIN',
    ],
  ])('%s is refused with its place', async (_, path, range, says, code) => {
    const at = folder(rangesOf(path, range))
    const said = await type('sensitivity', at)
    expect(said.code).toBe(2)
    expect(said.err).toContain(says)
    expect(said.err).toContain(`[${code}]`)
    expect(said.err).toMatch(/night\.yaml:2\d:\d+ uncertain/)
  })

  test.each([
    [
      ['--metric', 'backupWindows'],
      'there is no metric "backupWindows"; did you mean "backupWindow"? [E-NOT-FOUND]',
    ],
    [['--method', 'sobol'], 'oat'],
    [['--trajectories', '5'], '--trajectories belongs to --method morris'],
    [['--method', 'morris', '--trajectories', '0'], '--trajectories wants a whole number from 1'],
    [['--confidence', '2'], '--confidence wants a share below 1'],
  ])('%s cannot be meant', async (options, says) => {
    const { code, err } = await type('sensitivity', folder(RANGES), ...options)
    expect(code).toBe(2)
    expect(err).toContain(says)
  })

  test('says what a large screening will cost before it begins', async () => {
    const { code, err } = await type(
      'sensitivity',
      folder(RANGES),
      '--method',
      'morris',
      '--trajectories',
      '100000000',
    )
    expect(code).toBe(2)
    expect(err).toContain('there are 400,000,000 points x 10 replications')
  })
})
