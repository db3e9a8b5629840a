import { describe, expect, test } from 'vitest'
import { FileError, formatIssue, loadScenario, MESSAGES } from '../../scenarios/index.ts'
import { CLOUD_CASES } from './cloud-cases.ts'
import { codesOf, issuesOf, load, scenario, withJob } from './helpers.ts'
import { MEANT_CASES } from './meant-cases.ts'
import { estate, FILES, NIGHTLY } from './stored.ts'
import { type Case, STORED_CASES } from './stored-cases.ts'

const repositories = (keys: string): string => scenario({ repositories: `[{ name: nas, ${keys} }]` })
const DD_JOB =
  '[{ name: a, target: nas, schedule: { daily: "22:00" }, machines: [{ name: vm, size: 1 GiB }], '

/** The place of an issue is marked with » in the text. */
const CASES: readonly Case[] = [
  // files and syntax
  { code: 'E-YAML-SYNTAX', text: 'name: a\n»\tservers: []', path: '', says: 'Tabs' },
  { code: 'E-YAML-SYNTAX', text: 'name: a\n»---\nname: b', path: '', says: 'one document' },
  { code: 'E-YAML-SYNTAX', text: 'name: »!x a', path: '', says: 'Tags' },
  { code: 'E-YAML-ALIAS', text: 'name: »*nobody', path: '', says: 'no anchor' },
  { code: 'E-DUPLICATE-KEY', text: 'name: a\n»name: b', path: '', says: 'twice' },
  { code: 'E-NOT-A-MAP', text: '»- a', path: '', says: 'a list was found' },
  { code: 'E-NOT-A-MAP', text: '»', path: '', says: '`nothing` was found' },
  {
    code: 'E-FILE-MISSING',
    text: 'extends: »base.yaml',
    path: 'extends',
    says: '`base.yaml` does not exist',
  },
  {
    code: 'E-FILE-NOT-TEXT',
    text: 'extends: »base.yaml',
    path: 'extends',
    says: 'not a text file',
    files: { 'base.yaml': 'a\0b' },
  },
  {
    code: 'E-FILE-TOO-LARGE',
    text: 'extends: »base.yaml',
    path: 'extends',
    says: '10 MB',
    files: { 'base.yaml': ' '.repeat(10_000_001) },
  },
  { code: 'E-EXTENDS-CYCLE', text: 'extends: s.yaml', path: 'extends', says: '`s.yaml` -> `s.yaml`' },
  // keys and values
  {
    code: 'E-UNKNOWN-KEY',
    text: scenario({ '»server': '[]' }),
    path: 'server',
    says: 'Did you mean `servers`?',
  },
  {
    code: 'E-UNKNOWN-KEY',
    text: withJob('schedule: { daily: "22:00", »day: [mon] }'),
    path: 'jobs[0].schedule.day',
    says: 'Did you mean `days`?',
  },
  {
    code: 'E-UNCERTAIN',
    text: scenario({ uncertain: '[{ path: servers.gw.cores, range: [»0, 4] }]' }),
    path: 'uncertain[0].range[0]',
    says: 'With `servers.gw.cores` at `0` this is no valid scenario',
  },
  {
    code: 'E-NOT-YET',
    text: scenario({ policies: '{ requirements: { »tapeServer: { cores: 2 } } }' }),
    path: 'policies.requirements.tapeServer',
    says: 'not in this version',
  },
  {
    code: 'E-MISSING',
    text: scenario({ links: '[»{ name: wan, between: [a, b] }]' }),
    path: 'links[0]',
    says: 'needs `bandwidth`',
  },
  {
    code: 'E-VALUE',
    text: scenario({ servers: '[{ name: a, cores: »many }]' }),
    path: 'servers[0].cores',
    says: 'a whole number',
  },
  {
    code: 'E-VALUE',
    text: scenario({ repositories: '[{ name: nas, type: »sbm }]' }),
    path: 'repositories[0].type',
    says: 'Did you mean `smb`?',
  },
  { code: 'E-VALUE', text: scenario({ servers: '»gw' }), path: 'servers', says: 'a list of entries' },
  {
    code: 'E-VALUE',
    text: scenario({ servers: '[»gw]' }),
    path: 'servers[0]',
    says: 'a server is a map such as',
  },
  {
    code: 'E-VALUE',
    text: scenario({ servers: '[{ name: a, »cores: }]' }),
    path: 'servers[0].cores',
    says: 'has no value',
  },
  {
    code: 'E-RANGE',
    text: scenario({ links: '[{ name: wan, between: [default, dr], bandwidth: »0 Gbit/s }]' }),
    path: 'links[0].bandwidth',
    says: 'more than 0',
  },
  {
    code: 'E-RANGE',
    text: withJob('schedule: { daily: "22:00" }, chain: { new: 1 % }').replace(
      'size: 200 GiB',
      'size: 200 GiB, used: »60',
    ),
    path: 'jobs[0].machines[0].used',
    says: 'Did you mean `60 %`?',
  },
  { code: 'E-NEGATIVE', text: scenario({ horizon: '»-5 h' }), path: 'horizon', says: 'negative' },
  { code: 'E-UNIT', text: scenario({ horizon: '»5 hours' }), path: 'horizon', says: 'Did you mean `h`?' },
  {
    code: 'E-UNIT-MISSING',
    text: scenario({ servers: '[{ name: a, nic: { in: »10 } }]' }),
    path: 'servers[0].nic.in',
    says: '`10 Mbit/s` (10^6 bits) or `10 MB/s`',
  },
  {
    code: 'E-DISTRIBUTION',
    text: scenario({ policies: '{ taskOverhead: { »lognormal: { median: 1 s } } }' }).replace(
      '»lognormal: ',
      'lognormal: »',
    ),
    path: 'policies.taskOverhead.lognormal',
    says: 'p95',
  },
  {
    code: 'E-TIME',
    text: withJob('schedule: { daily: »"25:00" }'),
    path: 'jobs[0].schedule.daily',
    says: 'a time of day',
  },
  { code: 'E-TIME', text: scenario({ start: '»2026-02-30T10:00' }), path: 'start', says: '2026-01-05T18:00' },
  {
    code: 'E-TIMEZONE',
    text: scenario({ timezone: '»Europe/Berln' }),
    path: 'timezone',
    says: 'Did you mean `Europe/Berlin`?',
  },
  {
    code: 'E-CRON',
    text: withJob('schedule: { cron: »"0 25 * * *" }'),
    path: 'jobs[0].schedule.cron',
    says: 'hour',
  },
  {
    code: 'E-SCHEDULE',
    text: withJob('schedule: »{ daily: "22:00", every: 2 h }'),
    path: 'jobs[0].schedule',
    says: '`daily` and `every`',
  },
  {
    code: 'E-SCHEDULE',
    text: withJob('schedule: { daily: "22:00", offset: »5 min }'),
    path: 'jobs[0].schedule.offset',
    says: 'does not go with `daily`',
  },
  {
    code: 'E-SCHEDULE-DENSE',
    text: withJob('schedule: { every: »10 ms }'),
    path: 'jobs[0].schedule.every',
    says: 'more than 1000000',
  },
  {
    code: 'E-SCHEDULE-DENSE',
    text: withJob('schedule: { poisson: »{ mean: 1 ms } }'),
    path: 'jobs[0].schedule.poisson',
    says: 'more than 1000000',
  },
  {
    code: 'E-AT-OUTSIDE',
    text: withJob('schedule: { at: »30 h }'),
    path: 'jobs[0].schedule.at',
    says: 'A start at 30 h lies outside of the run, which lasts 1 d.',
  },
  { code: 'E-WARMUP', text: scenario({ warmup: '»24 h' }), path: 'warmup', says: 'shorter' },
  {
    code: 'E-EXPECT',
    text: scenario({ expect: '[»failureRate]' }),
    path: 'expect[0]',
    says: 'no comparison',
  },
  // names and references
  {
    code: 'E-NAME',
    text: scenario({ datastores: '[{ name: »"s*" }]' }),
    path: 'datastores[0].name',
    says: '`*`',
  },
  {
    code: 'E-DUPLICATE-NAME',
    text: scenario({ datastores: '[{ name: a }, { name: »a }]' }),
    path: 'datastores[1].name',
    says: 'second datastore',
  },
  {
    code: 'E-REFERENCE',
    text: repositories('type: smb, gateway: [»gv]'),
    path: 'repositories[0].gateway[0]',
    says: 'Did you mean `gw`?',
  },
  {
    code: 'E-REFERENCE',
    text: repositories('type: smb, gateway: [gw-1, »gw-3]'),
    path: 'repositories[0].gateway[1]',
    says: '`count: 2`',
  },
  {
    code: 'E-REFERENCE',
    text: repositories('type: smb, gateway: [»"wg-*"]'),
    path: 'repositories[0].gateway[0]',
    says: 'matches',
  },
  {
    code: 'E-REFERENCE-MANY',
    text: repositories('type: linux, host: »gw'),
    path: 'repositories[0].host',
    says: '2 entries',
  },
  {
    code: 'E-EXCLUSIVE',
    text: scenario({
      sites: '[{ name: a }, { name: b }]',
      links: '[{ name: w, between: [a, b], bandwidth: 1 GB/s, latency: 1 ms, roundTrip: »2 ms }]',
    }),
    path: 'links[0].roundTrip',
    says: 'not both',
  },
  {
    code: 'E-NOT-APPLICABLE',
    text: repositories('type: smb, fabric: »lan'),
    path: 'repositories[0].fabric',
    says: 'deduplicating appliances',
  },
  {
    code: 'E-NOT-APPLICABLE',
    text: withJob('type: agent, proxies: [»proxy], schedule: { daily: "22:00" }').replace(
      '[»proxy]',
      '»[proxy]',
    ),
    path: 'jobs[0].proxies',
    says: 'job of type agent',
  },
  {
    code: 'E-FAILURE',
    text: scenario({ failures: '[»{ server: gw, for: 5 min }]' }),
    path: 'failures[0]',
    says: '`every`',
  },
  {
    code: 'E-FAILURE',
    text: scenario({ failures: '[{ server: gw, at: 5 h, for: 5 min, k: »2 }]' }),
    path: 'failures[0].k',
    says: 'does not go with `server`',
  },
  // rules of the infrastructure
  {
    code: 'E-LINK-ENDS',
    text: scenario({ links: '[{ name: w, between: »[default], bandwidth: 1 GB/s }]' }),
    path: 'links[0].between',
    says: 'two different sites',
  },
  {
    code: 'E-NO-PATH',
    text: scenario({
      sites: '[{ name: hq }, { name: dr }]',
      repositories: '[{ name: nas, type: smb, site: dr }]',
      jobs: '[{ name: a, target: »nas, schedule: { daily: "22:00" }, machines: [{ name: vm, size: 1 GiB }] }]',
    }),
    path: 'jobs[0].target',
    says: 'No links lead',
  },
  {
    code: 'E-UNMANAGED',
    text: scenario({
      servers: '[{ name: proxy, roles: [proxy] }, { name: gw, managed: false, roles: »[gateway] }]',
    }),
    path: 'servers[1].roles',
    says: 'not managed',
  },
  {
    code: 'E-TWO-BACKUP-SERVERS',
    text: scenario({
      servers:
        '[{ name: a, roles: [backup-server] }, { name: gw, roles: »[backup-server] }, { name: proxy, roles: [proxy] }]',
    }),
    path: 'servers[1].roles',
    says: '`a` and `gw`',
  },
  {
    code: 'E-NO-BACKUP-SERVER',
    text: scenario({
      servers: '[{ name: proxy, roles: [proxy] }]',
      repositories: '[{ name: nas, type: object-storage, connection: »gateway }]',
      failures: '[]',
    }),
    path: 'repositories[0].connection',
    says: 'backup-server',
  },
  {
    code: 'E-HOST-MISSING',
    text: scenario({ repositories: '[»{ name: nas, type: linux }]' }),
    path: 'repositories[0]',
    says: '`host: repo-1`',
  },
  {
    code: 'E-DIRECT-ATTACHED-GATEWAY',
    text: repositories('type: linux, host: gw-1, gateway: »[gw]'),
    path: 'repositories[0].gateway',
    says: 'takes no `gateway`',
  },
  {
    code: 'E-NO-GATEWAY',
    text: scenario({
      servers: '[{ name: proxy, roles: [proxy] }, { name: gw, count: 0 }]',
      repositories: '[{ name: nas, type: smb, gateway: »[gw] }]',
    }),
    path: 'repositories[0].gateway',
    says: 'no server that exists',
  },
  {
    code: 'E-FIBRE-CHANNEL',
    text: repositories('type: data-domain, fabric: fibre-channel, gateway: »[gw]'),
    path: 'repositories[0].gateway',
    says: '`fibreChannel: [nas]`',
  },
  {
    code: 'E-GATEWAY-NOT-WINDOWS',
    text: scenario({
      productVersion: '"12"',
      servers: '[{ name: proxy, roles: [proxy] }, { name: gw, os: linux }]',
      repositories: '[{ name: nas, type: smb, gateway: »[gw] }]',
    }),
    path: 'repositories[0].gateway',
    says: '`os: linux`',
  },
  {
    code: 'E-APPLIANCE-CHAIN',
    text: scenario({
      repositories: '[{ name: nas, type: data-domain }]',
      jobs: `${DD_JOB} method: »forever-forward }]`,
    }),
    path: 'jobs[0].method',
    says: 'not supported on data-domain',
  },
  {
    code: 'E-APPLIANCE-CHAIN',
    text: scenario({ repositories: '[{ name: nas, type: storeonce }]', jobs: `${DD_JOB} full: »none }]` }),
    path: 'jobs[0].full',
    says: 'periodic fulls',
  },
  {
    code: 'E-NO-PROXY',
    text: withJob('platform: hyper-v, processing: off-host, schedule: { daily: "22:00" }').replace(
      '[{ name: nightly',
      '[»{ name: nightly',
    ),
    path: 'jobs[0]',
    says: 'platform hyper-v',
  },
  {
    code: 'E-NO-PROXY',
    text: withJob('proxies: »[gw], schedule: { daily: "22:00" }'),
    path: 'jobs[0].proxies',
    says: '`gw-1` has no role proxy',
  },
  {
    code: 'E-HYPERV-HOST',
    text: withJob('platform: hyper-v, schedule: { daily: "22:00" }').replace('[{ name: vm', '[»{ name: vm'),
    path: 'jobs[0].machines[0]',
    says: '`host: hv-1`',
  },
  {
    code: 'E-AFTER-CYCLE',
    text: withJob('schedule: »{ after: nightly }'),
    path: 'jobs[0].schedule',
    says: '`nightly` after `nightly`',
  },
  { code: 'E-NO-JOBS', text: '»servers: []\nfailures: []', path: 'jobs', says: 'at least one job' },
  {
    code: 'E-NO-MACHINES',
    text: scenario({ jobs: '[{ name: a, target: nas, schedule: { daily: "22:00" }, machines: »[] }]' }),
    path: 'jobs[0].machines',
    says: 'at least one machine',
  },
  {
    code: 'E-USED-WITHOUT-CAPACITY',
    text: repositories('type: smb, used: »60 %'),
    path: 'repositories[0].used',
    says: '`capacity`',
  },
  {
    code: 'E-BELOW-REQUIREMENTS',
    text: scenario({
      policies: '{ requirements: { level: enforce } }',
      servers: '[{ name: proxy, roles: [proxy] }, »{ name: gw, cores: 1, roles: [gateway] }]',
    }),
    path: 'servers[1]',
    says: 'need 2 cores',
  },
  // restores
  {
    code: 'E-SYNTHETIC',
    text: restore('full: »{ kind: synthetic }'),
    path: 'jobs[1].full',
    says: 'no synthetic operations',
  },
  {
    code: 'E-RESTORE-FROM',
    text: restore('').replace('from: nightly', 'from: »back'),
    path: 'jobs[1].machines[0].from',
    says: '`back` leaves no restore points, for it is a job of type restore',
  },
  {
    code: 'E-RESTORE-SOURCE',
    text: restore('')
      .replace(
        '{ name: back',
        '{ name: other, target: b, schedule: { daily: "22:00" }, machines: [{ name: x, size: 1 GiB }] }, { name: back',
      )
      .replace('[{ from: nightly }]', '»[{ from: nightly }, { from: other }]')
      .replace('[{ name: nas, type: smb }]', '[{ name: nas, type: smb }, { name: b, type: smb }]'),
    path: 'jobs[2].machines',
    says: '2 repositories',
  },
  // experiment and paths
  {
    code: 'E-PATH',
    text: scenario({ experiment: '{ factors: [{ path: »servers.gv.count, values: [1] }] }' }),
    path: 'experiment.factors[0].path',
    says: 'Did you mean `gw`?',
  },
  {
    code: 'E-PATH',
    text: scenario({ experiment: '{ variants: [{ name: a, set: { »servers.gw-1.nic: 1 GB/s } }] }' }),
    path: 'experiment.variants[0].set["servers.gw-1.nic"]',
    says: 'write `gw`',
  },
  {
    code: 'E-CONSTRAINT',
    text: scenario({
      experiment: '{ factors: [{ name: g, path: servers.gw.count, values: [1] }], constraints: [»h < 2] }',
    }),
    path: 'experiment.constraints[0]',
    says: 'no factor `h`',
  },
  {
    code: 'E-GRID-SIZE',
    text: scenario({
      experiment:
        '»{ factors: [{ name: a, path: servers.gw.count, values: { from: 1, to: 200 } }, { name: b, path: servers.gw.cores, values: { from: 1, to: 200 } }] }',
    }),
    path: 'experiment',
    says: '40000 variants',
  },
  {
    code: 'E-NO-POINT',
    text: scenario({
      experiment: '»{ factors: [{ name: g, path: servers.gw.count, values: [1] }], constraints: ["g > 1"] }',
    }),
    path: 'experiment',
    says: 'No point',
  },
  // inventories and other CSV files
  {
    code: 'E-INVENTORY-COLUMN',
    text: inventory(),
    path: 'In Use MiB',
    says: 'is missing',
    files: { 'v.csv': 'VM,Powerstate,Template,Disks,Provisioned MiB\na,poweredOn,False,1,5' },
  },
  {
    code: 'E-INVENTORY-ROW',
    text: inventory(),
    path: 'In Use MiB',
    says: 'an empty cell',
    files: { 'v.csv': 'VM,Powerstate,Template,Disks,Provisioned MiB,In Use MiB\na,poweredOn,False,1,5,' },
  },
  {
    code: 'E-INVENTORY-EMPTY',
    text: inventory('»'),
    path: 'jobs[0].machines[0].inventory',
    says: 'no powered-on',
    files: { 'v.csv': 'VM,Powerstate,Template,Disks,Provisioned MiB,In Use MiB\na,poweredOff,False,1,5,5' },
  },
  {
    code: 'E-EMPIRICAL',
    text: scenario({ policies: '{ taskOverhead: { empirical: { file: v.csv, column: wait, unit: s } } }' }),
    path: 'wait',
    says: 'no column `wait`',
    files: { 'v.csv': 'a,b\n1,2' },
  },
  {
    code: 'E-TRACE',
    text: withJob('schedule: { trace: v.csv }'),
    path: 'start',
    says: 'soon',
    files: { 'v.csv': 'start\nsoon' },
  },
]

function restore(keys: string): string {
  return scenario({
    repositories: '[{ name: nas, type: smb }]',
    datastores: '[{ name: san }]',
    jobs: `[{ name: nightly, target: nas, schedule: { daily: "22:00" }, machines: [{ name: vm, size: 1 GiB }] }, { name: back, type: restore, target: san, schedule: { at: 5 h }, machines: [{ from: nightly }], ${keys} }]`,
  })
}

function inventory(mark = ''): string {
  return scenario({
    jobs: `[{ name: a, target: nas, schedule: { daily: "22:00" }, machines: [{ inventory: ${mark}v.csv }] }]`,
  })
}

describe('what is wrong is said with its place', () => {
  test.each([...CASES, ...STORED_CASES, ...CLOUD_CASES, ...MEANT_CASES])(
    '$code: $says',
    ({ code, text, path, says, files = {} }) => {
      const at = text.indexOf('»')
      const before = text.slice(0, Math.max(at, 0)).split('\n')
      const issue = issuesOf(text.replace('»', ''), { files }).find(
        (one) => one.code === code && one.path === path,
      )
      expect(issue, codesOf(text.replace('»', ''), { files }).join()).toBeDefined()
      expect(issue!.message).toContain(says)
      if (at >= 0)
        expect([issue!.file, issue!.line, issue!.column]).toEqual([
          's.yaml',
          before.length,
          before.at(-1)!.length + 1,
        ])
      expect(issue!.message).toMatch(/[.?]$/)
    },
  )

  test('every code of the table of messages that a file can cause is in this list or in the tests beside it', () => {
    const elsewhere = ['E-FILE-UNREADABLE', 'E-FILE-DIRECTORY', 'E-SET', 'E-FACTOR']
    const covered = new Set(
      [...CASES, ...STORED_CASES, ...CLOUD_CASES].map(({ code }) => code).concat(elsewhere),
    )
    const errors = Object.keys(MESSAGES).filter((code) => code.startsWith('E-'))
    expect(errors.filter((code) => !covered.has(code))).toEqual([])
  })

  test('every code that is given is in the table of messages', () => {
    const given = [...CASES, ...STORED_CASES, ...CLOUD_CASES, ...MEANT_CASES].map(({ code }) => code)
    expect(given.filter((code) => MESSAGES[code] === undefined)).toEqual([])
  })

  test('all mistakes are reported together, in the order of the file', () => {
    const text = `servers:
  - { name: gw, cores: many, nic: 10, roels: [gateway] }
  - { name: proxy, roles: [proxy] }
repositories:
  - { name: nas, type: sbm, gateway: [gww] }
jobs:
  - { name: a, target: nsa, schedule: { daily: "22:00" }, machines: [{ name: vm, size: 5 }] }
`
    const result = load(text)
    expect(result.ok).toBe(false)
    const errors = (result.ok ? [] : result.issues).filter(({ severity }) => severity === 'error')
    expect(errors.map(({ code, line }) => `${line} ${code}`)).toEqual([
      '2 E-VALUE',
      '2 E-UNIT-MISSING',
      '2 E-UNKNOWN-KEY',
      '5 E-VALUE',
      '5 E-REFERENCE',
      '7 E-REFERENCE',
      '7 E-UNIT-MISSING',
    ])
  })

  test.each([
    [
      'a site that is no map',
      scenario({ sites: '[hq]', datastores: '[{ name: san, site: hq }]' }),
      ['E-VALUE'],
    ],
    ['a count that is none', scenario().replace('name: gw, count: 2', 'name: gw, count: two'), ['E-VALUE']],
    ['a misspelt role', scenario().replace('roles: [proxy]', 'roles: [prxy]'), ['E-VALUE']],
    [
      'a misspelt type',
      estate([NIGHTLY.replace('target', 'type: bakup, proxies: [nobody], target')]),
      ['E-VALUE'],
    ],
    [
      'a misspelt type of a job that others name',
      estate([
        FILES.replace('file-backup', 'file-copy'),
        '{ name: second, type: file-backup-copy, source: disk, target: far, jobs: [files] }',
        '{ name: back, type: restore, target: san, schedule: { after: files }, machines: [{ from: files, select: home }] }',
      ]),
      ['E-VALUE'],
    ],
    [
      'a mode of a job that has none',
      estate([NIGHTLY, '{ name: tier, type: offload, source: disk, target: bucket, mode: move }']),
      ['E-NOT-APPLICABLE'],
    ],
    ['a misspelt schedule', withJob('schedule: { dayly: "22:00" }'), ['E-UNKNOWN-KEY']],
    ['a misspelt subject', scenario({ failures: '[{ srver: gw, at: 1 h, for: 1 h }]' }), ['E-UNKNOWN-KEY']],
  ])('%s is one mistake, not one for each that depends on it', (_what, text, codes) => {
    const errors = issuesOf(text).filter(({ severity }) => severity === 'error')
    expect(errors.map(({ code }) => code)).toEqual(codes)
  })

  test('warnings wait until nothing is wrong: they are about a world, and there is none yet', () => {
    const issues = issuesOf(scenario({ failures: '[]', horizon: '5' }))
    expect(issues.map(({ severity }) => severity)).toEqual(['error'])
  })

  test('--set cannot give another base', () => {
    expect(codesOf(scenario(), { set: ['extends=other.yaml'] })).toEqual(['E-SET'])
  })

  test('an issue is one line: file, line, column, path, sentence, code', () => {
    const [issue] = issuesOf(scenario({ horizon: '5' }))
    expect(formatIssue(issue!)).toBe(
      's.yaml:5:10 horizon: Found `5` without a unit: write `5 s` (seconds) or `5 min` (minutes). [E-UNIT-MISSING]',
    )
  })
})

describe('files that are no scenarios', () => {
  const failing = (reason: ConstructorParameters<typeof FileError>[0]) => ({
    read(): string {
      throw new FileError(reason, 'no')
    },
  })
  test.each([
    ['missing', 'E-FILE-MISSING'],
    ['unreadable', 'E-FILE-UNREADABLE'],
    ['directory', 'E-FILE-DIRECTORY'],
    ['too-large', 'E-FILE-TOO-LARGE'],
    ['not-text', 'E-FILE-NOT-TEXT'],
  ] as const)('a file that is %s gives %s', (reason, code) => {
    const result = loadScenario('dir/x.yaml', { files: failing(reason) })
    expect(result).toMatchObject({ ok: false, issues: [{ code, file: 'dir/x.yaml', line: 1, column: 1 }] })
  })

  test('50 MB are refused before anything is parsed', () => {
    const started = performance.now()
    expect(codesOf('a: [1, 2]\n'.repeat(5_000_000))).toEqual(['E-FILE-TOO-LARGE'])
    expect(performance.now() - started).toBeLessThan(2000)
  })

  test('aliases that unfold a hundred million times are refused at once', () => {
    const bomb = ['a: &a [x, x, x, x, x, x, x, x, x, x]']
    for (const [from, to] of ['ab', 'bc', 'cd', 'de', 'ef', 'fg', 'gh'].map((pair) => [...pair])) {
      bomb.push(`${to}: &${to} [${Array.from({ length: 10 }, () => `*${from}`).join(', ')}]`)
    }
    expect(codesOf(bomb.join('\n'))).toEqual(['E-YAML-ALIAS'])
  })

  test('a value that contains itself is refused', () => {
    expect(codesOf('servers: &s [*s]')).toEqual(['E-YAML-ALIAS'])
  })

  test('deep nesting is refused, not a crash', () => {
    for (const depth of [500, 2000, 5000, 20_000, 100_000]) {
      const issues = issuesOf(`a: ${'['.repeat(depth)}${']'.repeat(depth)}`)
      expect(issues.map(({ code, message }) => `${code} ${message}`)).toEqual([
        'E-YAML-SYNTAX The document is nested too deeply to be read.',
      ])
    }
  })

  test('bases that extend each other in a circle are named', () => {
    const issues = issuesOf('extends: b.yaml', {
      files: { 'b.yaml': 'extends: c.yaml', 'c.yaml': 'extends: b.yaml' },
    })
    expect(issues[0]).toMatchObject({ code: 'E-EXTENDS-CYCLE', file: 'c.yaml', line: 1, column: 10 })
    expect(issues[0]!.message).toContain('`b.yaml` -> `c.yaml` -> `b.yaml`')
  })

  test('whatever the text, loading ends with issues, never with an exception', () => {
    const pieces = [
      'servers:',
      ' - ',
      '{',
      '}',
      '[',
      ']',
      'name',
      ': ',
      'gw',
      '\n',
      '"',
      "'",
      '&a ',
      '*a ',
      '!!x ',
      '5 GB',
      'null',
      '? ',
      '| ',
      '#',
      '-1',
      'count: ',
      'jobs:',
      '  ',
    ]
    let seed = 7
    const next = (): number => {
      seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff
      return seed
    }
    for (let i = 0; i < 500; i++) {
      const text = Array.from({ length: 12 }, () => pieces[(next() >> 8) % pieces.length]).join('')
      expect(load(text).ok, text).toBe(false)
    }
  })
})
