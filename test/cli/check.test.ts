import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { main } from '../../cli/app.ts'
import { performCheck } from '../../cli/check/perform.ts'
import { Arguments } from '../../cli/command.ts'
import { EXIT } from '../../cli/failure.ts'
import { widthOf } from '../../output/index.ts'
import { contents, temporaryFolder, terminal } from './runs.ts'
import { readXml } from './xml.ts'

/** A night of twelve machines of random size on one gateway. */
const NIGHT = `
servers:
  - { name: vbr, cores: 16, roles: [backup-server] }
  - { name: proxy, cores: 16, nic: 25 Gbit/s, roles: [proxy] }
  - { name: gw, count: 1, nic: 10 Gbit/s, roles: { gateway: { maxTasks: 4 } } }
repositories: [{ name: nas, type: smb, write: 1 GB/s, gateway: [gw] }]
jobs:
  - name: nightly
    target: nas
    schedule: { daily: "22:00" }
    machines: [{ name: vm, count: 12, size: { lognormal: { median: 100 GiB, p95: 300 GiB } } }]
failures: [{ server: gw, at: 23 h, for: 10 min }]
experiment: { replications: 8 }
`

let folder: string
let file: string

beforeEach(() => {
  folder = temporaryFolder()
  file = join(folder, 'night.yaml')
})

function write(text: string, name = 'night.yaml'): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

const expecting = (...items: readonly string[]): string =>
  `${NIGHT}expect:\n${items.map((it) => `  - ${it}`).join('\n')}\n`

async function check(...args: readonly string[]) {
  const screen = terminal()
  const exit = await main(['check', ...args], screen)
  const { out, err } = screen.heard()
  const lines = out.split('\n')
  if (!args.includes('--json')) expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(80)
  const shown = out.replaceAll(folder, '.')
  // Where lines break depends on the length of the folder's name.
  return { exit, out: shown, said: shown.replace(/\s+/g, ' '), err: err.replaceAll(folder, '.'), lines }
}

describe('what a scenario expects', () => {
  test('holds', async () => {
    write(expecting('failureRate == 0', 'max(backupWindow) <= 8 h'))
    const { exit, out, said } = await check(file)
    expect(exit).toBe(EXIT.done)
    expect(said).toContain('./night.yaml: ok, 2 expectations met, no baseline (--update keeps')
    expect(out).toContain('  met failureRate == 0: 0 %\n')
    expect(out).toMatch(/ {2}met max\(backupWindow\) <= 8 h: (\d+ h )?\d+ min\n/)
  })

  test('does not hold: what failed stands first, and what was found', async () => {
    write(expecting('failureRate == 0', 'throughput >= 50 GB/s', 'share(backupWindow > 1 min) <= 5 %'))
    const { exit, out, said } = await check(file)
    expect(exit).toBe(EXIT.expectationFailed)
    expect(said).toContain('./night.yaml: FAILED, 2 of 3 expectations failed')
    const places = [
      'failed throughput >= 50 GB/s: ',
      'failed share(backupWindow > 1 min) <= 5 %: 100 %',
      'met failureRate == 0: 0 %',
    ].map((it) => out.indexOf(it))
    expect(places).not.toContain(-1)
    expect(places).toEqual([...places].sort((a, b) => a - b))
  })

  test('with confidence needs enough nights', async () => {
    write(expecting('{ metric: failureRate, op: "<=", value: 1 %, confidence: 95 % }'))
    const { exit, out } = await check(file)
    expect(exit).toBe(EXIT.expectationFailed)
    expect(out).toContain('failed failureRate <= 1 % at 95 %: 0 %, but 8 nights are too few for a bound')
  })

  test('is for the variants that it names', async () => {
    write(
      expecting('{ metric: throughput, op: ">=", value: 1 kB/s, variant: "gateways=2" }').replace(
        'replications: 8',
        'replications: 2, factors: [{ name: gateways, path: servers.gw.count, values: [1, 2] }]',
      ),
    )
    const { exit, out, said } = await check(file)
    expect(exit).toBe(EXIT.done)
    expect(said).toContain('1 expectation met')
    expect(out).toContain('met throughput >= 1 kB/s (gateways=2)')
  })

  test('is tested on 30 nights when the file is silent, and on one where chance plays no part', async () => {
    write(NIGHT.replace('experiment: { replications: 8 }', ''))
    expect((await check(file)).said).toContain('30 replications')
    write(NIGHT.replace('experiment: { replications: 8 }', '').replace(/size: \{.*?\} \}/, 'size: 100 GiB'))
    expect((await check(file)).said).toContain(', 1 replication ')
  })
})

describe('a baseline', () => {
  test('is kept beside the scenario, and met by the same program to the last bit', async () => {
    write(NIGHT)
    expect((await check(file, '--update')).said).toContain('ok, nothing expected, baseline written')
    expect(Object.keys(contents(folder))).toEqual(['night.baseline.json', 'night.yaml'])
    const first = contents(folder)['night.baseline.json']
    const { exit, said } = await check(file)
    expect(exit).toBe(EXIT.done)
    expect(said).toContain('equal to its baseline')
    await check(file, '--update')
    expect(contents(folder)['night.baseline.json']).toBe(first)
  })

  test('moved: the metrics that did, by how much and whether chance explains it', async () => {
    write(NIGHT)
    await check(file, '--update')
    write(NIGHT.replace('10 Gbit/s', '100 Mbit/s'))
    const moved = await check(file)
    expect(moved.exit).toBe(EXIT.expectationFailed)
    expect(moved.said).toMatch(/FAILED, nothing expected, \d+ metrics moved beyond chance/)
    expect(moved.out).toMatch(/ {2}metric +was +is +change {2}beyond chance\n/)
    expect(moved.out).toMatch(/ {2}throughput +\S+ MiB\/s +\S+ MiB\/s +-\d\S* % {2}yes\n/)
    expect(moved.out).toContain('If this is meant: gatesim check ./night.yaml --update')
    const renewed = await check(file, '--update')
    expect(renewed.exit).toBe(EXIT.done)
    expect(renewed.said).toMatch(/ok, .*baseline renewed \(\d+ metrics moved beyond chance\)/)
    expect((await check(file)).said).toContain('equal to its baseline')
  })

  test('is not moved by other words or other luck', async () => {
    write(NIGHT)
    await check(file, '--update')
    expect((await check(file, '--seed', '2')).said).toMatch(
      /ok, .*\d+ means differ from the baseline, none beyond chance/,
    )
    write(`description: the same in other words\n${NIGHT}`)
    expect((await check(file)).said).toContain('all means as in its baseline')
  })

  test('of this version must be the same run even where no mean differs', async () => {
    write(NIGHT)
    await check(file, '--update')
    const text = contents(folder)['night.baseline.json']!
    write(text.replace(/"fingerprint": "\w{4}/, '"fingerprint": "0000'), 'night.baseline.json')
    const { exit, said } = await check(file)
    expect(exit).toBe(EXIT.expectationFailed)
    expect(said).toContain('another run than in the baseline in 1 variant, with the same means')
  })

  test('says how many nights there are when the file is silent', async () => {
    write(NIGHT.replace('experiment: { replications: 8 }', ''))
    await check(file, '--update', '--replications', '5')
    expect((await check(file)).said).toContain('equal to its baseline, 5 replications')
  })

  test('is written although an expectation fails, which is said', async () => {
    write(expecting('throughput >= 50 GB/s'))
    const { exit, said } = await check(file, '--update')
    expect(exit).toBe(EXIT.expectationFailed)
    expect(said).toContain('baseline written')
    expect(Object.keys(contents(folder))).toContain('night.baseline.json')
  })

  test('that is none is an error with a remedy, and can be renewed', async () => {
    write(NIGHT)
    for (const text of [
      '{',
      '{}',
      'null',
      '{"version":"1","scenario":"a","replications":3,"variants":[{}]}',
    ]) {
      write(text, 'night.baseline.json')
      const { exit, err } = await check(file)
      expect(exit).toBe(EXIT.inputWrong)
      expect(err).toContain('error: ./night.baseline.json is no baseline of gatesim [E-BASELINE]')
    }
    expect((await check(file, '--update')).exit).toBe(EXIT.done)
  })

  test('is not kept of anything but the file', async () => {
    write(NIGHT)
    const { exit, err } = await check(file, '--update', '--set', 'servers.gw.count=2')
    expect(exit).toBe(EXIT.inputWrong)
    expect(err).toContain('[E-USAGE]')
    expect(Object.keys(contents(folder))).toEqual(['night.yaml'])
  })
})

describe('the command', () => {
  test('can be interrupted: what was checked has been said', async () => {
    const paths = [write(NIGHT, 'a.yaml'), write(NIGHT, 'b.yaml')]
    const screen = terminal()
    let looks = 0
    // A replication of this night looks once; the second file is broken off in its third.
    const interrupts = {
      get asked() {
        return ++looks > 8 + 2
      },
      stop() {},
    }
    expect(await performCheck(new Arguments({ FILES: paths }), screen, { interrupts })).toBe(EXIT.interrupted)
    expect(screen.heard().out).toContain('a.yaml: ok')
    expect(screen.heard().err).toContain('interrupted: 1 of 2 files checked [I-INTERRUPTED]')
  })

  test('says what to do when it cannot write', async () => {
    write(NIGHT)
    const { exit, err } = await check(file, '--junit', join(file, 'checks.xml'))
    expect(exit).toBe(EXIT.inputWrong)
    expect(err).toContain('[E-OUT-UNWRITABLE]\nName another file with --junit.')
  })

  test('wants a file: nothing checked is not all well', async () => {
    const { exit, err } = await check()
    expect(exit).toBe(EXIT.inputWrong)
    expect(err).toContain('the name of a file is missing [E-USAGE]')
  })
})

describe('several files', () => {
  const few = NIGHT.replace('replications: 8', 'replications: 2')

  test('are all checked although one is wrong', async () => {
    const paths = [
      write(few, 'a.yaml'),
      write(few.replace('10 Gbit/s', '10'), 'b.yaml'),
      write(`${few}expect: [throughput >= 50 GB/s]\n`, 'c.yaml'),
    ]
    const { exit, out, err } = await check(...paths)
    expect(exit).toBe(EXIT.inputWrong)
    expect(err).toContain('b.yaml:5')
    expect(out).toContain('c.yaml: FAILED')
    expect(out).toContain('3 files: 1 ok, 1 failed, 1 not checked\n')
  })

  test('quietly: only those that fail', async () => {
    const paths = [write(few, 'a.yaml'), write(`${few}expect: [throughput >= 50 GB/s]\n`, 'c.yaml')]
    const { exit, out } = await check(...paths, '--quiet')
    expect(exit).toBe(EXIT.expectationFailed)
    expect(out).not.toContain('a.yaml')
    expect(out).toContain('c.yaml: FAILED')
    expect((await check(paths[0]!, '--quiet')).out).toBe('')
  })

  test('as JUnit: a suite per file, a case per expectation, one for the baseline', async () => {
    const paths = [
      write(`${few}expect: ["failureRate == 0", "throughput >= 50 GB/s"]\n`, 'a.yaml'),
      write(few.replace('10 Gbit/s', '10 <&"'), 'b.yaml'),
    ]
    const junit = join(folder, 'checks.xml')
    await check(...paths, '--junit', junit)
    const root = readXml(readFileSync(junit, 'utf8'))
    expect(root).toMatchObject({
      name: 'testsuites',
      attributes: { tests: '4', failures: '1', errors: '1', skipped: '1' },
    })
    const [a, b] = root.children
    expect(a!.attributes).toMatchObject({
      name: paths[0],
      tests: '3',
      failures: '1',
      errors: '0',
      skipped: '1',
    })
    expect(a!.children.map((it) => [it.attributes['name'], it.children[0]?.name])).toEqual([
      ['failureRate == 0', undefined],
      ['throughput >= 50 GB/s', 'failure'],
      ['agrees with its baseline', 'skipped'],
    ])
    expect(a!.children[1]!.children[0]!.attributes['message']).toMatch(
      /^throughput >= 50 GB\/s: [\d.]+ MiB\/s$/,
    )
    expect(b!.children[0]!.children[0]).toMatchObject({ name: 'error' })
    expect(b!.children[0]!.children[0]!.text).toContain('10 <&"')
  })

  test('as JSON: nothing else on standard output', async () => {
    write(few.replace('experiment', 'expect: [failureRate == 0]\nexperiment'))
    await check(file, '--update')
    const { exit, lines } = await check(file, '--json')
    expect(exit).toBe(EXIT.done)
    expect(JSON.parse(lines.join('\n'))).toMatchObject([
      {
        file,
        ok: true,
        replications: 2,
        expectations: [
          { expectation: 'failureRate == 0', variant: 'base', holds: true, estimate: 0, unit: 'share' },
        ],
        baseline: { state: 'compared', kind: 'exact', moved: false, changes: [] },
      },
    ])
  })
})
