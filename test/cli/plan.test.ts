import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { main } from '../../cli/app.ts'
import { contents, temporaryFolder, terminal } from './runs.ts'

/** One gateway moves 100 MB/s: 4 machines of 90 GB take an hour over it, half an hour over two. */
const NIGHT = `name: Planned night
horizon: 1 d
servers:
  - { name: vbr, roles: [backup-server] }
  - { name: gw, count: 1, nic: { in: 800 Mbit/s, efficiency: 1 }, roles: [gateway], cost: 4 }
  - { name: px, count: 1, nic: 25 Gbit/s, roles: { proxy: { maxTasks: 8 } }, cost: 3 }
repositories:
  - { name: nas, type: smb, maxTasks: unlimited, gateway: [gw] }
jobs:
  - name: nightly
    type: backup
    target: nas
    schedule: { daily: "22:00" }
    reduction: 1
    taskRate: unlimited
    machines: [{ name: vm, count: 4, bytes: 90 GB }]
policies: { taskOverhead: 0 s, control: { session: 0 s, task: 0 s } }
expect: [backupWindow <= 31 min]
`

let folder: string
let file: string

beforeEach(() => {
  folder = temporaryFolder()
  file = join(folder, 'night.yaml')
  writeFileSync(file, NIGHT)
})

async function planned(...words: readonly string[]) {
  const screen = terminal()
  const out = join(folder, 'out')
  const exit = await main(['plan', file, '--out', out, '--workers', '1', ...words], screen)
  return { exit, ...screen.heard(), out }
}

describe('gatesim plan', () => {
  test('finds the smallest count for what the file expects, and writes its proof', async () => {
    const { exit, out: said, ...rest } = await planned('--vary', 'gateways:servers.gw.count=1..8')
    expect(rest.err).not.toContain('error')
    expect(exit).toBe(0)
    expect(said).toBeDefined()
    const result = JSON.parse(readFileSync(join(folder, 'out', 'result.json'), 'utf8'))
    expect(result.plan).toMatchObject({
      factor: 'gateways',
      goals: ['backupWindow <= 31 min'],
      chosen: 2,
      below: ['gateways=1'],
    })
    expect(result.plan.reason).toContain('2 gateways are enough')
    expect(Object.keys(contents(join(folder, 'out')))).toContain('plan.csv')
  })

  test('takes goals of the command line instead, and ends with 1 where none is enough', async () => {
    const { exit } = await planned('--vary', 'servers.gw.count=1..3', '--goal', 'max(backupWindow) <= 10 min')
    expect(exit).toBe(1)
    // Of four machines one gateway in three has two: 180 GB at 100 MB/s, as with two gateways.
    const { plan } = JSON.parse(readFileSync(join(folder, 'out', 'result.json'), 'utf8'))
    expect(plan.chosen).toBeNull()
    expect(plan.reason).toContain(
      'None of the 3 choices is enough. 3 gw servers are not: max(backupWindow) is 30 min.',
    )
    expect(plan.reason).toContain('does not help within what was asked: from 2 gw servers to 3 gw servers')
    expect(plan.reason).toContain('the network limits 100 % of the transfer time there')
  })

  test('orders quantities of one unit, however they are listed', async () => {
    const nics = '400 MB/s,100 MB/s,200 MB/s'
    const { exit } = await planned('--vary', `servers.gw.nic=${nics}`, '--goal', 'max(backupWindow) <= 10 h')
    expect(exit).toBe(0)
    const { plan } = JSON.parse(readFileSync(join(folder, 'out', 'result.json'), 'utf8'))
    expect(plan.chosen).toBe('100 MB/s')
    expect(plan.reason).toContain('There is no smaller choice than')
  })

  test('refuses the same value twice, and says which points are no scenario', async () => {
    const twice = await planned('--vary', 'servers.gw.count=2,2')
    expect(twice.exit).toBe(2)
    expect(twice.err).toContain('[E-DUPLICATE-NAME]')
    const few = await planned('--vary', 'servers.gw.count=1.5,2')
    expect(few.exit).toBe(2)
    expect(few.err.replace(/\s+/g, ' ')).toContain('is no valid scenario and is left out')
  })

  test('weighs combinations by the cost of their servers', async () => {
    // Enough are two gateways whatever the proxies: 2 x 4 + 1 x 3.
    const { exit } = await planned(
      '--vary',
      'gateways:servers.gw.count=1..4',
      '--vary',
      'proxies:servers.px.count=1..3',
    )
    expect(exit).toBe(0)
    const { plan } = JSON.parse(readFileSync(join(folder, 'out', 'result.json'), 'utf8'))
    expect(plan.chosen).toBe('gateways=2, proxies=1')
    expect(plan.points.find(({ variant }: { variant: string }) => variant === plan.chosen).cost).toBe(11)
  })

  test('chooses among the variants of the file too', async () => {
    writeFileSync(
      file,
      `${NIGHT}experiment: { variants: [{ name: one, set: {} }, { name: two, set: { servers.gw.count: 2 } }] }\n`,
    )
    expect((await planned()).exit).toBe(0)
    const { plan } = JSON.parse(readFileSync(join(folder, 'out', 'result.json'), 'utf8'))
    expect(plan.chosen).toBe('two')
  })

  test.each([
    [['--vary', 'servers.gw.cout=1..4'], '--vary:1:17', 'E-UNKNOWN-KEY'],
    [[], 'there is nothing to choose from', 'E-PLAN-FACTORS'],
    [
      ['--vary', 'servers.gw.count=1..4', '--goal', 'backupWindw <= 8 h'],
      'Did you mean `backupWindow`',
      'E-GOAL',
    ],
    [
      ['--vary', 'servers.gw.count=1..4', '--goal', 'backupWindow <= 1 h', '--goal', 'backupWindow > 2 h'],
      'cannot both be met',
      'E-GOAL',
    ],
    [['--vary', 'servers.gw.count=1..4', '--goal', 'retries == 0'], 'shows equality', 'E-GOAL'],
  ])('refuses what it cannot plan: %s', async (words, says, code) => {
    const { exit, err } = await planned(...words)
    expect(exit).toBe(2)
    expect(err).toContain(says)
    expect(err).toContain(code)
  })

  test('has no goal where none is given or expected', async () => {
    writeFileSync(file, NIGHT.replace(/expect.*\n/, ''))
    const { exit, err } = await planned('--vary', 'servers.gw.count=1..4')
    expect(exit).toBe(2)
    expect(err).toContain('E-PLAN-GOALS')
  })
})
