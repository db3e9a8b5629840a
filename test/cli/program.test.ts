import { existsSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { gatesim, start } from './built.ts'
import { contents, temporaryFolder } from './runs.ts'

const NIGHT = `name: Night
start: 2026-01-05T18:00
timezone: Europe/Berlin
horizon: 1 d
servers:
  - { name: vbr, roles: [backup-server] }
  - { name: gw, count: 2, roles: [gateway] }
  - { name: px, roles: { proxy: { maxTasks: 8, platform: vmware } } }
repositories:
  - { name: nas, type: smb, write: 800 MB/s, read: 800 MB/s, maxTasks: 16, gateway: [gw] }
jobs:
  - name: nightly
    type: backup
    platform: vmware
    target: nas
    schedule: { daily: "22:00" }
    window: { from: "22:00", to: "06:00" }
    machines: [{ name: vm, count: 20, size: 200 GiB, changeRate: { uniform: [2 %, 6 %] } }]
`

let cwd: string

beforeEach(() => {
  cwd = temporaryFolder()
  writeFileSync(join(cwd, 'night.yaml'), NIGHT)
})

test('a run prints its summary, writes its folder and ends with 0', async () => {
  const { code, out, err } = await gatesim(['run', 'night.yaml'], cwd)
  expect(err.split('\n').filter((line) => line.startsWith('error'))).toEqual([])
  expect(code).toBe(0)
  expect(out).toContain('Every session fit its backup window')
  expect(out).toContain('results/night')
  expect(out).not.toContain('\u001b')
  expect(readdirSync(join(cwd, 'results'))).toEqual(['night'])
})

test('the summary says why gateways took in more than the nights transferred', async () => {
  const { out } = await gatesim(['run', 'night.yaml', '--set', 'start=2026-01-10T18:00'], cwd)
  expect(out).toContain('20 of the tasks are synthetic work on stored data')
  expect((await gatesim(['run', 'night.yaml'], cwd)).out).not.toContain('synthetic')
})

test('a clean audit says so, with the number of its checks', async () => {
  const { code, err } = await gatesim(['run', 'night.yaml', '--audit'], cwd)
  expect(code).toBe(0)
  expect(err).toMatch(/^audit: clean, [1-9][\d,]* checks$/m)
  expect((await gatesim(['run', 'night.yaml'], cwd)).err).not.toContain('audit')
})

test('--json is one JSON document on standard output', async () => {
  const { code, out } = await gatesim(['run', 'night.yaml', '--json', '--set', 'servers.gw.count=1'], cwd)
  expect(code).toBe(0)
  expect(JSON.parse(out)).toMatchObject({
    command: 'gatesim run night.yaml --set servers.gw.count=1',
    seed: 1,
  })
})

test.each([
  [['run'], 'the name of a file is missing'],
  [['rum', 'night.yaml'], 'did you mean "run"?'],
  [['forecast', 'night.yaml'], 'there is no command "forecast" [E-USAGE]'],
  [['run', 'night.yaml', '--sed', '3'], 'did you mean --seed?'],
  [['run', 'night.yaml', '--out'], '--out wants a value: --out DIR'],
  [['run', 'night.yaml', '--replications', 'many'], '--replications wants a whole number'],
  [['run', 'night.yaml', '--csv-locale', 'fr'], '--csv-locale wants one of'],
  [['run', 'night.yaml', '--csv-decimal', ','], 'cannot separate both'],
  [['run', 'night.yaml', '--bucket', '5'], '--bucket wants a duration'],
  [['run', 'night.yaml', '--workers', '0'], '--workers wants a whole number from 1 to 1024'],
  [['run', 'night.yaml', '--workers', 'all'], 'such as --workers 4, not "all"'],
  [['run', 'night.yaml', '--set', 'servers.gw.cout=3'], 'E-'],
  [['run', 'missing.yaml'], '[E-FILE-MISSING]'],
  [['run', 'folder'], 'folder'],
  [['run', 'binary'], 'binary'],
  [['run', 'latin1.yaml'], 'UTF-8'],
  [['run', 'huge.yaml'], '10 MB'],
  [['init', 'x', '--template', 'nonsense'], 'there is no template "nonsense"'],
  [[], 'No command given.'],
])('wrong input ends with 2, a hint and no stack: %j', async (args, says) => {
  mkdirSync(join(cwd, 'folder'))
  writeFileSync(join(cwd, 'binary'), Buffer.from([0x61, 0, 0x62]))
  writeFileSync(join(cwd, 'latin1.yaml'), Buffer.from('name: B\xfcro', 'latin1'))
  writeFileSync(join(cwd, 'huge.yaml'), '')
  truncateSync(join(cwd, 'huge.yaml'), 11_000_000)
  const { code, out, err } = await gatesim(args, cwd)
  expect(err).toContain(says)
  expect(err).not.toMatch(/^\s+at /m)
  expect(code).toBe(2)
  expect(out).toBe('')
  expect(existsSync(join(cwd, 'results'))).toBe(false)
})

test('an error is said without warnings, quietly or not', async () => {
  const args = ['run', 'night.yaml', '--set', 'servers.gw.nic=10']
  for (const more of [[], ['--quiet']]) {
    const { err } = await gatesim([...args, ...more], cwd)
    expect(err).toContain('[E-UNIT-MISSING]')
    expect(err).not.toContain('warning')
  }
})

test('validate speaks of every file and ends with 2 if one is wrong', async () => {
  writeFileSync(join(cwd, 'bad.yaml'), NIGHT.replace('maxTasks: 8', 'maxTask: 8'))
  const { code, out, err } = await gatesim(['validate', 'night.yaml', 'bad.yaml'], cwd)
  expect(code).toBe(2)
  expect(out).toContain('night.yaml: ok, 4 servers, 1 repository, 1 job, 20 machines')
  expect(err).toMatch(/^error: bad\.yaml:\d+:\d+ .*maxTask/m)
})

test('init writes a scenario that runs, and never over a file', async () => {
  expect((await gatesim(['init', 'mine'], cwd)).code).toBe(0)
  expect((await gatesim(['validate', 'mine.yaml'], cwd)).code).toBe(0)
  const text = readFileSync(join(cwd, 'mine.yaml'), 'utf8')
  const again = await gatesim(['init', 'mine.yaml'], cwd)
  expect(again.code).toBe(2)
  expect(again.err).toContain('[E-INIT-EXISTS]')
  expect(readFileSync(join(cwd, 'mine.yaml'), 'utf8')).toBe(text)
})

test('schema and metrics print JSON for programs', async () => {
  const schema = JSON.parse((await gatesim(['schema'], cwd)).out) as Record<string, unknown>
  expect(schema).toHaveProperty('properties')
  const metrics = JSON.parse((await gatesim(['metrics', '--json'], cwd)).out) as { name: string }[]
  expect(metrics.map((it) => it.name)).toContain('failureRate')
})

test('an interrupted program ends with 130 and goes on with --resume to the same bytes', async () => {
  const args = ['run', 'night.yaml', '--replications', '60', '--out', 'r']
  const { child, ended } = start([...args, '--workers', '2'], cwd)
  const manifest = join(cwd, 'r.partial', 'manifest.ndjson')
  const enough = (): boolean => existsSync(manifest) && readFileSync(manifest, 'utf8').split('\n').length > 5
  while (!enough()) await new Promise((resolve) => setTimeout(resolve, 5))
  child.kill('SIGINT')
  const { code, err } = await ended
  expect(err).toContain('[I-INTERRUPTED]')
  expect(code).toBe(130)
  expect((await gatesim([...args, '--resume', '--workers', '3'], cwd)).code).toBe(0)
  expect((await gatesim([...args.slice(0, -1), 'calm', '--workers', '1'], cwd)).code).toBe(0)
  expect(contents(join(cwd, 'r'))).toEqual(contents(join(cwd, 'calm')))
})

test('--workers changes no byte, and is no part of the command', async () => {
  const args = ['run', 'night.yaml', '--replications', '4', '--events', '--decisions', '--quiet']
  for (const workers of ['1', '2', '3']) {
    expect((await gatesim([...args, '--workers', workers, '--out', `w${workers}`], cwd)).code).toBe(0)
  }
  const alone = contents(join(cwd, 'w1'))
  expect(alone['result.json']).not.toContain('workers')
  expect(contents(join(cwd, 'w2'))).toEqual(alone)
  expect(contents(join(cwd, 'w3'))).toEqual(alone)
})

test('a reader that goes away early is no error', async () => {
  const { child, ended } = start(['metrics'], cwd)
  child.stdout!.destroy()
  const { code, err } = await ended
  expect(err).toBe('')
  expect(code).toBe(0)
})

test.each(['run', 'replay', 'validate', 'init', 'schema', 'metrics'])(
  'help of %s fits 80 columns and shows an example',
  async (name) => {
    const { code, out } = await gatesim([name, '--help'], cwd)
    expect(code).toBe(0)
    expect(out).toMatch(/^gatesim /)
    expect(out).toContain(`Examples:\n  gatesim ${name}`)
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
  },
)

test('help names all commands', async () => {
  const { code, out } = await gatesim(['--help'], cwd)
  expect(code).toBe(0)
  for (const name of ['run <FILE>', 'validate <FILES..>', 'init [NAME]', 'schema', 'metrics', 'completion']) {
    expect(out).toContain(`gatesim ${name}`)
  }
})

test('colours follow FORCE_COLOR and --no-color', async () => {
  const args = ['run', 'night.yaml']
  expect((await gatesim(args, cwd, { FORCE_COLOR: '1' })).out).toContain('\u001b[')
  expect((await gatesim([...args, '--no-color'], cwd, { FORCE_COLOR: '1' })).out).not.toContain('\u001b[')
})

test('a scenario may come from standard input, as -', async () => {
  const { code, out } = await start(['run', '-', '--out', 'piped'], cwd, {}, NIGHT).ended
  expect(code).toBe(0)
  expect(out).toContain('Results in piped')
  const wrong = await start(['validate', '-'], cwd, {}, 'servers: 5').ended
  expect(wrong.code).toBe(2)
  expect(wrong.err).toMatch(/^error: -:1:10 servers: /m)
})
