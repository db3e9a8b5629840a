import { describe, expect, test } from 'vitest'
import { parsePath } from '../../scenarios/document/path.ts'
import { dirname, join } from '../../scenarios/document/paths.ts'
import { loadScenario } from '../../scenarios/index.ts'
import { filesOf, good, issuesOf, load, scenario, worldOf } from './helpers.ts'

describe('extends', () => {
  const base = scenario({ policies: '{ resume: { poll: 5 s } }' })

  test('maps merge, named lists merge by name, other values replace', () => {
    const over = `extends: base.yaml
name: mine
horizon: 48 h
policies: { resume: { giveUp: 1 min } }
servers: [{ name: gw, count: 5 }, { name: extra, memory: 8 GiB }]
failures: [{ server: gw-1, at: 1 h, for: 1 h }]
`
    const world = worldOf(over, { files: { 'base.yaml': base } })
    expect(world).toMatchObject({
      name: 'mine',
      horizon: 172_800,
      policies: { resume: { poll: 5, giveUp: 60 } },
    })
    expect(world.servers.map(({ name }) => name)).toEqual([
      'vbr',
      'proxy-1',
      'proxy-2',
      'gw-1',
      'gw-2',
      'gw-3',
      'gw-4',
      'gw-5',
      'extra',
    ])
    expect(world.servers[3]!.memory).toBe(64 * 2 ** 30)
    expect(world.failures).toHaveLength(1)
  })

  test('a mistake is reported in the file it was written in', () => {
    const issues = issuesOf('extends: base.yaml\nservers: [{ name: gw, cores: 4 }]', {
      files: {
        'base.yaml': base.replace('memory: 64 GiB, roles: [gateway]', 'memory: 64, roles: [gateway]'),
      },
    })
    expect(issues[0]).toMatchObject({
      file: 'base.yaml',
      line: 1,
      code: 'E-UNIT-MISSING',
      path: 'servers[2].memory',
    })
  })

  test('relative paths start from the folder of the file they are written in, through several bases', () => {
    const files = {
      'work/s.yaml': 'extends: ../lib/base.yaml',
      'lib/base.yaml': 'extends: deep/root.yaml\nname: base',
      'lib/deep/root.yaml': scenario({
        jobs: '[{ name: n, target: nas, schedule: { daily: "22:00" }, machines: [{ inventory: v.csv }] }]',
      }),
      'lib/deep/v.csv': 'VM,Powerstate,Template,Disks,Provisioned MiB,In Use MiB\na,poweredOn,False,1,5,4',
    }
    const result = loadScenario('work/s.yaml', { files: filesOf(files) })
    expect(result.ok && result.scenario.variants[0]!.world.jobs[0]!.machines).toHaveLength(1)
  })

  test('paths are joined with either separator', () => {
    expect(join('a/b', '../c.yaml')).toBe('a/c.yaml')
    expect(join('C:\\a\\b', '..\\c.yaml')).toBe('C:\\a\\c.yaml')
    expect(join('', './c.yaml')).toBe('c.yaml')
    expect(join('/a', '/b/c.yaml')).toBe('/b/c.yaml')
    expect(join('..', '../c.yaml')).toBe('../../c.yaml')
    expect(join('a', 'D:\\c.yaml')).toBe('D:\\c.yaml')
    expect(['a/b/c', 'c', '/c', 'C:\\c', 'a\\c'].map(dirname)).toEqual(['a/b', '', '/', 'C:\\', 'a'])
  })
})

describe('--set', () => {
  const text = scenario({
    failures: '[{ server: gw, every: { exponential: { mean: 30 h } }, repair: 1 h }]',
  }).replace('name: vbr', 'name: srv1.corp.local')
  const set = (...assignments: readonly string[]) => worldOf(text, { set: assignments })

  test('leads through maps by key and through lists by name', () => {
    expect(set('servers.gw.count=4').servers.filter(({ name }) => name.startsWith('gw'))).toHaveLength(4)
    expect(set('jobs.nightly.machines.vm.disks=3').jobs[0]!.machines[0]!.disks).toBe(3)
    expect(set('horizon=2 d').horizon).toBe(172_800)
  })

  test('leads through lists by index', () => {
    expect(set('failures.0.every=5 h').failures[0]).toMatchObject({ timing: { every: 18_000 } })
    expect(set('failures[0].repair=2 h').failures[0]).toMatchObject({ timing: { lasts: 7200 } })
  })

  test('takes names with dots in brackets', () => {
    expect(set('servers["srv1.corp.local"].nic=1 Gbit/s').servers[0]!.nic.in).toBe(1.25e8)
  })

  test('takes lists of roles as maps with empty settings', () => {
    expect(set('servers.gw.roles.gateway.maxTasks=4').servers[3]!.roles).toEqual({ gateway: { maxTasks: 4 } })
    expect(Object.keys(set('servers.gw.roles.mount-server={}').servers[3]!.roles).sort()).toEqual([
      'gateway',
      'mount-server',
    ])
  })

  test('adds a last step that the file does not have, and takes YAML as value', () => {
    expect(set('servers.gw.nic={ in: 1 Gbit/s, out: 2 Gbit/s }').servers[3]!.nic).toMatchObject({
      in: 1.25e8,
      out: 2.5e8,
    })
  })

  test('later assignments win', () => {
    expect(set('horizon=2 d', 'horizon=3 d').horizon).toBe(259_200)
  })

  test.each([
    ['servers.gv.count=4', 'E-PATH', 'Did you mean `gw`?'],
    ['servers.gw-1.count=4', 'E-PATH', 'write `gw`'],
    ['policies.tcp.window=1 MiB', 'E-PATH', 'all but the last step'],
    ['horizon.days=4', 'E-PATH', 'single value'],
    ['servers..count=4', 'E-PATH', 'is not a path'],
    ['=4', 'E-PATH', 'empty'],
    ['servers.gw.count', 'E-SET', 'path=value'],
    ['servers.gw.cuont=4', 'E-UNKNOWN-KEY', 'Did you mean `count`?'],
    ['servers.gw.count=many', 'E-VALUE', 'a whole number'],
    ['servers.gw.count=[', 'E-YAML-SYNTAX', ''],
    ['failures.7.every=1 h', 'E-PATH', 'no such index'],
  ])('%s is refused', (assignment, code, says) => {
    const issue = issuesOf(text, { set: ['horizon=2 d', assignment] }).find((one) => one.code === code)
    expect(issue).toMatchObject({ file: '--set', line: 2 })
    expect(issue!.message).toContain(says)
  })

  test('any printable path is read or refused, never thrown at', () => {
    for (const path of [
      '',
      '.',
      '[',
      ']',
      '["',
      'a[',
      'a]b',
      'a["b"',
      "a['b']",
      'a[0].b',
      'a.[0]',
      ' a . b ',
    ])
      parsePath(path)
    expect(parsePath(`a['b.c'][0].d-e.f g`)).toEqual(['a', 'b.c', '0', 'd-e', 'f g'])
  })
})

describe('hash', () => {
  const hash = (text: string, file = 's.yaml', options: object = {}): string => {
    const result = loadScenario(file, { files: { read: () => text }, ...options })
    if (!result.ok) throw new Error('invalid')
    return result.scenario.hash
  }

  test('does not depend on comments, layout, order of keys or the folder', () => {
    const text = scenario()
    const lines = text.split('\n')
    expect(hash(text)).toBe(hash(`# note\n${lines.reverse().join('\n')}\n`, '/home/me/other.yaml'))
  })

  test('is the same as ever', () => {
    expect(hash(scenario())).toMatchInlineSnapshot(`"8b68b2aa5f2a060dc5a00b0de3a7a772"`)
  })

  test('changes with a value, an assignment, the seed and the text of an inventory', () => {
    const inventory = scenario({
      jobs: '[{ name: n, target: nas, schedule: { daily: "22:00" }, machines: [{ inventory: v.csv }] }]',
    })
    const csv = (used: number): string =>
      `VM,Powerstate,Template,Disks,Provisioned MiB,In Use MiB\na,poweredOn,False,1,5,${used}`
    const all = [
      hash(scenario()),
      hash(scenario({ horizon: '25 h' })),
      hash(scenario(), 's.yaml', { set: ['servers.gw.count=3'] }),
      hash(scenario(), 's.yaml', { seed: '2' }),
      good(inventory, { files: { 'v.csv': csv(3) } }).hash,
      good(inventory, { files: { 'v.csv': csv(4) } }).hash,
    ]
    expect(new Set(all).size).toBe(all.length)
  })
})

describe('options', () => {
  test('the seed of the command line replaces that of the file; digits are a number', () => {
    expect(good(scenario({ seed: 'berlin' })).seed).toBe('berlin')
    expect(good(scenario(), { seed: '7' }).seed).toBe(7)
    expect(good(scenario()).seed).toBe(1)
  })

  test('replications are one unless given, and known to be given', () => {
    expect(good(scenario())).toMatchObject({ replications: 1, replicationsGiven: false, confidence: 0.95 })
    expect(good(scenario({ experiment: '{ replications: 20 }' }))).toMatchObject({
      replications: 20,
      replicationsGiven: true,
    })
    expect(good(scenario({ experiment: '{ replications: 20 }' }), { replications: 3 }).replications).toBe(3)
    const until =
      '{ replications: { min: 5, max: 500, until: { metric: throughput, halfWidth: 2 %, confidence: 90 % } } }'
    expect(good(scenario({ experiment: until }))).toMatchObject({ replications: 5, confidence: 0.9 })
  })

  test('the name defaults to that of the file', () => {
    const result = loadScenario('dir/my night.yaml', { files: { read: () => scenario() } })
    expect(result.ok && result.scenario.name).toBe('my night')
  })

  test('a scenario may be JSON', () => {
    const json = JSON.stringify(
      {
        servers: [{ name: 'proxy', roles: ['proxy'] }],
        repositories: [{ name: 'nas', type: 'smb' }],
        jobs: [
          {
            name: 'n',
            target: 'nas',
            schedule: { daily: '22:00' },
            machines: [{ name: 'vm', size: '1 GiB' }],
          },
        ],
      },
      null,
      2,
    )
    expect(load(json).ok).toBe(true)
  })

  test('worlds are plain data', () => {
    const world = worldOf(scenario())
    expect(structuredClone(world)).toEqual(world)
  })
})
