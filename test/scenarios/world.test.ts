import { describe, expect, test } from 'vitest'
import { assumedOf, codesOf, issuesOf, jobOf, scenario, withJob, worldOf } from './helpers.ts'
import { estate, NIGHTLY } from './stored.ts'

const MB = 1e6

describe('defaults of the world', () => {
  test('a scenario without the rest is Monday in UTC for a day', () => {
    expect(worldOf(scenario())).toMatchObject({
      horizon: 86_400,
      warmup: 0,
      drain: true,
      productVersion: 13,
      sites: ['default'],
      policies: {
        onGatewayLoss: 'affected-tasks',
        resume: { poll: 15, giveUp: 1800, gateway: 0 },
        reselectOnRetry: true,
        slotCounting: 'per-disk',
        tcp: { streams: 5, window: 2 ** 20, per: 'session' },
        taskOverhead: 10,
        control: { session: 5, task: 0.5 },
        inferredFallback: false,
        overCommit: 'ignore',
        night: 43_200,
        rpo: 86_400,
      },
    })
  })

  test('before version 12 a repository slot counts a chain', () => {
    expect(worldOf(scenario({ productVersion: '9.5' }))).toMatchObject({
      productVersion: 9.5,
      policies: { slotCounting: 'per-chain' },
    })
  })

  test('a server is Windows with 8 cores, 32 GiB and 10 Gbit/s in the first site', () => {
    const server = worldOf(
      scenario({
        sites: '[{ name: hq }, { name: dr }]',
        servers: '[{ name: proxy, roles: [proxy] }, { name: gw }]',
      }),
    ).servers[1]
    expect(server).toEqual({
      name: 'gw',
      site: 'hq',
      os: 'windows',
      cores: 8,
      memory: 32 * 2 ** 30,
      nic: { in: 1.25e9, out: 1.25e9, efficiency: 0.9, duplex: 'full' },
      compute: 1200 * MB,
      virtual: false,
      reaches: 'all',
      fibreChannel: [],
      roles: {},
      managed: true,
    })
  })

  test('a machine that is only a proxy computes 100 MB/s per core, every other 150', () => {
    const servers =
      '[{ name: p, roles: [proxy] }, { name: both, roles: [proxy, gateway] }, { name: listed, roles: [proxy] }, { name: host, roles: [proxy] }, { name: mount, roles: [proxy, mount-server] }, { name: given, compute: 1 GB/s, roles: [proxy] }]'
    const repositories =
      '[{ name: nas, type: smb, gateway: [listed] }, { name: disk, type: linux, host: host }]'
    const world = worldOf(scenario({ servers, repositories, failures: '[]' }))
    expect(world.servers.map(({ compute }) => compute / MB / 8)).toEqual([100, 150, 150, 150, 150, 125])
  })

  test('a proxy has two tasks per core, VMware and hot-add; a gateway no limit', () => {
    const { roles } = worldOf(
      scenario({ servers: '[{ name: proxy, cores: 6, roles: [proxy] }, { name: gw, roles: [gateway] }]' }),
    ).servers[0]!
    expect(roles).toEqual({
      proxy: { maxTasks: 12, platform: 'vmware', transport: 'hot-add', taskRate: Infinity },
    })
  })

  test('repositories have the slots, rates and shares of their type', () => {
    const world = worldOf(
      scenario({
        repositories:
          '[{ name: nas, type: smb }, { name: dd, type: data-domain }, { name: s3, type: object-storage }, { name: disk, type: hardened, host: gw-1 }]',
      }),
    )
    const view = world.repositories.map(({ type, maxTasks, connection, decompress, sourceSideDedup }) => [
      type,
      maxTasks,
      connection,
      decompress,
      sourceSideDedup.full,
      sourceSideDedup.increment,
    ])
    expect(view).toEqual([
      ['smb', 4, 'gateway', false, 1, 1],
      ['data-domain', 10, 'gateway', true, 0.1, 0.5],
      ['object-storage', Infinity, 'direct', false, 1, 1],
      ['hardened', 4, 'gateway', false, 1, 1],
    ])
    expect(world.repositories[2]!.taskRate / MB).toBeCloseTo(213.333, 3)
    expect(world.repositories[0]).toMatchObject({
      gateway: 'automatic',
      read: Infinity,
      write: Infinity,
      capacity: Infinity,
      used: 0,
      taskRate: Infinity,
      perMachineFiles: true,
      fastClone: 'none',
      fabric: 'lan',
    })
    expect(world.repositories[3]!.host).toBe('gw-1')
  })

  test('one number for source-side deduplication stands for both; used is a share of the capacity or a size', () => {
    const world = worldOf(
      scenario({
        repositories:
          '[{ name: nas, type: storeonce, sourceSideDedup: 20 %, capacity: 10 TiB, used: 60 % }, { name: b, type: smb, used: 3 TiB }]',
      }),
    )
    expect(world.repositories.map(({ used }) => used)).toEqual([6 * 2 ** 40, 3 * 2 ** 40])
    expect(world.repositories[0]!.sourceSideDedup).toEqual({ full: 0.2, increment: 0.2 })
  })

  test('a repository stands where its host stands, and its mount server is that of the site, else the backup server', () => {
    const world = worldOf(
      scenario({
        sites: '[{ name: hq }, { name: dr }]',
        links: '[{ name: wan, between: [hq, dr], bandwidth: 1 Gbit/s, roundTrip: 40 ms }]',
        servers:
          '[{ name: vbr, cores: 16, roles: [backup-server] }, { name: gw, site: dr }, { name: mount, site: dr, roles: [mount-server] }, { name: proxy, roles: [proxy] }]',
        repositories:
          '[{ name: nas, type: smb }, { name: disk, type: linux, host: gw }, { name: own, type: nfs, mountServer: proxy }]',
      }),
    )
    expect(world.repositories.map(({ site, mountServer }) => [site, mountServer])).toEqual([
      ['hq', 'vbr'],
      ['dr', 'mount'],
      ['hq', 'proxy'],
    ])
    expect(world.links[0]).toEqual({
      name: 'wan',
      between: ['hq', 'dr'],
      bandwidth: 1.25e8,
      latency: 0.02,
      efficiency: 0.9,
    })
  })

  test('object storage behind a gateway falls to the backup server, with a warning', () => {
    const text = scenario({ repositories: '[{ name: nas, type: object-storage, connection: gateway }]' })
    expect(worldOf(text).repositories[0]!.gateway).toEqual(['vbr'])
    expect(codesOf(text)).toContain('W-BACKUP-SERVER-GATEWAY')
  })

  test('a list of gateways implies that object storage is reached through them', () => {
    const connectionOf = (keys: string) =>
      worldOf(scenario({ repositories: `[{ name: nas, type: object-storage${keys} }]` })).repositories[0]!
    expect(connectionOf(', gateway: [gw]')).toMatchObject({
      connection: 'gateway',
      gateway: ['gw-1', 'gw-2'],
    })
    expect(connectionOf(', gateway: automatic').connection).toBe('direct')
  })

  test('a first night is told once for each entry of jobs, also where it is counted', () => {
    const text = scenario({
      jobs: '[{ name: a, count: 3, target: nas, chain: new, machines: [{ name: vm, size: 1 GiB }] }, { name: b, target: nas, chain: new, machines: [{ name: vm, size: 1 GiB }] }]',
    })
    const told = issuesOf(text).filter(({ code }) => code === 'W-FIRST-FULL-NIGHT')
    expect(told.map(({ path }) => path)).toEqual(['jobs[0].chain', 'jobs[1].chain'])
    expect(told[0]!.message).toContain('`a-1`, `a-2` and `a-3` have no full yet')
  })

  test('drives and accelerators that fit are worth no word', () => {
    const codes = codesOf(
      estate([
        NIGHTLY,
        '{ name: tapes, type: tape, source: disk, drives: 3 }',
        '{ name: offsite, type: backup-copy, source: disk, target: far, via: { wanAccelerators: [wan-hq, wan-dr] } }',
      ]),
    )
    expect(codes).not.toContain('W-DRIVES')
    expect(codes).not.toContain('W-VIA-PLACE')
  })

  test('a job is a backup of VMware machines by all proxies of the platform', () => {
    expect(jobOf(scenario())).toMatchObject({
      type: 'backup',
      platform: 'vmware',
      proxies: ['proxy-1', 'proxy-2'],
      priority: 'normal',
      retry: { attempts: 3, wait: 600 },
      newShare: 0,
      method: 'forward-incremental',
      retention: { points: 14 },
      full: { kind: 'weekdays', days: [5], how: 'synthetic' },
      taskRate: { full: 100 * MB, increment: 25 * MB },
      reduction: 2,
      encryption: false,
      tasksPer: 'disk',
      maxWaiting: Infinity,
    })
  })

  test('a machine has one disk, all of its size used and 5 % of change', () => {
    expect(jobOf(withJob('schedule: { daily: "22:00" }')).machines[0]).toEqual({
      name: 'vm',
      site: 'default',
      disks: 1,
      size: 200 * 2 ** 30,
      used: { share: 1 },
      changeRate: 0.05,
      rate: Infinity,
    })
  })

  test('a machine stands where its datastore or its host stands', () => {
    const jobs =
      '[{ name: n, target: nas, schedule: { daily: "22:00" }, machines: [{ name: a, size: 1 GiB, datastore: san }, { name: b, size: 1 GiB }, { name: c, size: 1 GiB, site: dr }] }]'
    const world = worldOf(
      scenario({
        sites: '[{ name: hq }, { name: dr }]',
        links: '[{ name: w, between: [hq, dr], bandwidth: 1 Gbit/s }]',
        datastores: '[{ name: san, site: dr }]',
        jobs,
      }),
    )
    expect(world.jobs[0]!.machines.map(({ site }) => site)).toEqual(['dr', 'hq', 'dr'])
  })
})

describe('jobs', () => {
  test.each([
    ['chain: new', { newShare: 1 }],
    ['chain: { new: 5 % }', { newShare: 0.05 }],
    ['retention: 14 d', { retention: { period: 1_209_600 } }],
    ['full: none', { full: { kind: 'none' } }],
    ['full: { every: 7 d }', { full: { kind: 'every', period: 604_800, how: 'synthetic' } }],
    ['full: { on: [sun, mon], kind: active }', { full: { kind: 'weekdays', days: [0, 6], how: 'active' } }],
    ['taskRate: unlimited', { taskRate: { full: Infinity, increment: Infinity } }],
    ['taskRate: { full: 50 MB/s }', { taskRate: { full: 50 * MB, increment: 25 * MB } }],
    [
      'taskRate: { uniform: [1 MB/s, 3 MB/s] }',
      { taskRate: { full: { kind: 'uniform', low: MB, high: 3 * MB } } },
    ],
    [
      'window: { from: "22:00", to: "06:00", atEnd: stop }',
      { window: { from: 79_200, to: 21_600, atEnd: 'stop' } },
    ],
    ['window: { from: "00:00", to: "24:00" }', { window: { from: 0, to: 0, atEnd: 'finish' } }],
    ['retry: { attempts: 0 }', { retry: { attempts: 0, wait: 600 } }],
    ['maxWaiting: 0', { maxWaiting: 0 }],
    ['type: agent', { type: 'agent', platform: 'none', proxies: [], tasksPer: 'machine' }],
    ['tasksPer: machine', { tasksPer: 'machine' }],
  ])('%s is understood', (keys, expected) => {
    expect(jobOf(withJob(`${keys}, schedule: { daily: "22:00" }`))).toMatchObject(expected)
  })

  test('a file backup is done by file proxies, a Hyper-V backup by its hosts', () => {
    const servers =
      '[{ name: p, roles: [proxy] }, { name: f, roles: { proxy: { platform: file } } }, { name: gw }, { name: hv, os: hyper-v }]'
    expect(jobOf(withJob('type: file-backup, schedule: { daily: "22:00" }', { servers })).proxies).toEqual([
      'f',
    ])
    const onHost = withJob('platform: hyper-v, schedule: { daily: "22:00" }', { servers }).replace(
      'size: 200 GiB',
      'size: 200 GiB, host: hv',
    )
    expect(jobOf(onHost)).toMatchObject({ proxies: [], processing: 'on-host', machines: [{ host: 'hv' }] })
  })

  test('fixed volumes replace size, used and change', () => {
    const text = withJob('schedule: { daily: "22:00" }').replace(
      'size: 200 GiB',
      'bytes: { uniform: [1 GiB, 3 GiB] }',
    )
    expect(jobOf(text).machines[0]!.bytes).toEqual({ kind: 'uniform', low: 2 ** 30, high: 3 * 2 ** 30 })
  })
})

describe('failures', () => {
  const failures = (rows: string, sections: Readonly<Record<string, string>> = {}) =>
    worldOf(scenario({ ...sections, failures: rows })).failures

  test('a row about several servers is a stream for each', () => {
    const found = failures(
      '[{ server: gw, every: { exponential: { mean: 1 h } }, repair: 5 min }, { server: gw-1, every: 2 h, repair: rest }]',
    )
    expect(found).toMatchObject([
      {
        kind: 'outage',
        subject: { kind: 'server', name: 'gw-1' },
        stream: 'outage/gw-1',
        timing: { kind: 'random', every: { kind: 'exponential', mean: 3600 }, lasts: 300 },
      },
      { subject: { name: 'gw-2' }, stream: 'outage/gw-2' },
      { subject: { name: 'gw-1' }, stream: 'outage/gw-1#2', timing: { lasts: Infinity } },
    ])
  })

  test('a time of day is every day, a duration and a date are once', () => {
    const [daily] = failures('[{ server: gw-1, at: ["23:00", "01:00"], for: 5 min }]', {
      drain: 'false',
      horizon: '48 h',
    })
    expect(daily).toMatchObject({ timing: { at: [3600, 82_800, 90_000, 169_200], lasts: 300 } })
    const [once] = failures(
      '[{ server: gw-1, kind: connection-loss, at: [5 h, 2026-01-05T01:00], for: 0 s }]',
    )
    expect(once).toMatchObject({
      kind: 'connection-loss',
      timing: { at: [3600, 18_000], lasts: 0 },
      stream: 'connection-loss/gw-1',
    })
  })

  test('daily failures go on while sessions drain', () => {
    const [row] = failures('[{ repository: nas, at: "23:00", for: 5 min }]')
    expect(row).toMatchObject({
      subject: { kind: 'repository', name: 'nas' },
      timing: { at: expect.arrayContaining([82_800, 169_200]) },
    })
  })

  test('drills, scripted failures and other causes', () => {
    expect(failures('[{ gateways: any, k: 2, at: 5 h, for: rest }]')).toEqual([
      { kind: 'drill', gateways: 'any', k: 2, at: [18_000], lasts: Infinity },
    ])
    expect(failures('[{ job: nightly, machine: vm, at: 2026-01-05, attempts: [1, 2] }]')).toEqual(
      ['vm-1', 'vm-2', 'vm-3'].map((machine) => ({
        kind: 'scripted',
        job: 'nightly',
        machine,
        days: [20_458],
        attempts: [1, 2],
      })),
    )
    expect(failures('[{ job: nightly, taskFailure: 0.4 %, burst: { afterFailure: 68.7 % } }]')).toEqual([
      {
        kind: 'other',
        job: 'nightly',
        taskFailure: 0.004,
        retryFailure: 0.004,
        taskWarning: 0,
        burst: { afterFailure: 0.687, badShare: 1 },
      },
    ])
  })

  test('a machine that a job does not have is named', () => {
    const issue = issuesOf(scenario({ failures: '[{ job: nightly, machine: wm-1, at: 2026-01-05 }]' }))[0]
    expect(issue).toMatchObject({ code: 'E-REFERENCE', path: 'failures[0].machine' })
    expect(issue!.message).toContain('Did you mean `vm-1`?')
  })
})

describe('throttles', () => {
  test('name sites or servers, and hold always or at their times', () => {
    const world = worldOf(
      scenario({
        sites: '[{ name: hq }, { name: dr }]',
        throttles:
          '[{ name: day, from: hq, to: [gw], limit: 4 Mbit/s, active: { from: "08:00", to: "18:00", days: [mon] } }, { name: all, from: [hq], to: [dr], limit: 1 MB/s, restores: true }]',
      }),
    )
    expect(world.throttles).toEqual([
      {
        name: 'day',
        from: ['hq'],
        to: ['gw-1', 'gw-2'],
        limit: 5e5,
        active: { from: 28_800, to: 64_800, days: [0] },
        restores: false,
      },
      { name: 'all', from: ['hq'], to: ['dr'], limit: 1e6, restores: true },
    ])
  })
})

describe('warnings', () => {
  test('a plain scenario gives none', () => {
    expect(codesOf(scenario())).toEqual([])
  })

  test('figures that nobody gave are named with what is assumed for them', () => {
    expect(assumedOf(scenario())).toBe(
      'Assumed for want of a figure: `reduction` 2 (nightly); `changeRate` 5 % a day (nightly); `used` 100 % (nightly); `disks` 1 (nightly).',
    )
  })

  test('nothing is assumed when all figures are given, or the volume of a run is fixed', () => {
    const given = '{ name: vm, disks: 2, size: 200 GiB, used: 60 %, changeRate: 4 % }'
    for (const machine of [given, '{ name: vm, bytes: 5 GiB }']) {
      const text = scenario({
        jobs: `[{ name: n, target: nas, schedule: { daily: "22:00" }, reduction: 2.6, machines: [${machine}] }]`,
      })
      expect(assumedOf(text)).toBeUndefined()
    }
  })

  test('what an appliance deduplicates at the source is assumed until it is given', () => {
    const text = (keys: string) =>
      scenario({ repositories: `[{ name: nas, type: data-domain, gateway: [gw]${keys} }]` })
    expect(assumedOf(text(''))).toContain('`sourceSideDedup` 10 % of a full and 50 % of an increment (nas)')
    expect(assumedOf(text(', sourceSideDedup: 0.3'))).not.toContain('sourceSideDedup')
  })

  test('what a WAN accelerator saves is assumed until it is given', () => {
    const text = (keys: string) =>
      scenario().replace('{ name: gw,', `{ name: wan, roles: { wan-accelerator: {${keys}} } }, { name: gw,`)
    expect(assumedOf(text(''))).toContain('`reduction` 10 of a WAN accelerator (wan)')
    expect(assumedOf(text(' reduction: 4 '))).not.toContain('accelerator')
  })

  test.each([
    ['W-NO-FAILURE-MODEL', scenario({ failures: '[]' })],
    ['W-NO-FAILURE-MODEL', scenario({ failures: '' })],
    ['W-BINARY-UNITS', withJob('schedule: { daily: "22:00" }').replace('200 GiB', '200 GB')],
    ['W-FIRST-FULL-NIGHT', withJob('schedule: { daily: "22:00" }, chain: new')],
    ['W-FIRST-FULL-NIGHT', withJob('schedule: { daily: "22:00" }, full: { on: [mon], kind: active }')],
    ['W-BACKUP-SERVER-GATEWAY', scenario({ repositories: '[{ name: nas, type: smb, gateway: [vbr] }]' })],
    [
      'W-BELOW-REQUIREMENTS',
      scenario({
        repositories: '[{ name: nas, type: smb, gateway: [small] }]',
        servers: '[{ name: small, cores: 1 }, { name: gw }, { name: proxy, roles: [proxy] }]',
      }),
    ],
    [
      'W-OVER-COMMITTED',
      scenario({ servers: '[{ name: gw }, { name: proxy, cores: 2, roles: { proxy: { maxTasks: 9 } } }]' }),
    ],
    [
      'W-OVER-COMMITTED',
      scenario({ repositories: '[{ name: nas, type: smb, maxTasks: 100, gateway: [gw] }]' }),
    ],
    [
      'W-NO-SYNTHETIC-GATEWAY',
      scenario({
        servers: '[{ name: gw }, { name: proxy, roles: [proxy] }]',
        repositories: '[{ name: nas, type: smb }]',
      }),
    ],
    [
      'W-FIRST-PROXY-PILE-UP',
      scenario({
        repositories: '[{ name: nas, type: smb, perMachineFiles: false }]',
        jobs: '[{ name: a, target: nas, schedule: { daily: "22:00" }, machines: [{ name: v, size: 1 GiB }] }, { name: b, target: nas, schedule: { daily: "22:00" }, machines: [{ name: v, size: 1 GiB }] }]',
      }),
    ],
  ])('%s', (code, text) => {
    expect(codesOf(text)).toEqual([code])
  })

  test('requirements can be ignored, or changed', () => {
    const servers = '[{ name: gw, cores: 1, roles: [gateway] }, { name: proxy, roles: [proxy] }]'
    expect(codesOf(scenario({ servers, policies: '{ requirements: { level: ignore } }' }))).toEqual([])
    expect(
      codesOf(
        scenario({ servers, policies: '{ requirements: { gateway: { cores: 1, tasksPerCore: 4 } } }' }),
      ),
    ).toEqual([])
  })

  test('decimal units are said once per file', () => {
    const text = withJob('schedule: { daily: "22:00" }', { extends: 'b.yaml' }).replace('200 GiB', '200 GB')
    const issues = issuesOf(text, {
      files: {
        'b.yaml':
          'datastores: []\nrepositories: [{ name: c, type: smb, capacity: 2 TB }, { name: d, type: smb, capacity: 3 TB }]',
      },
    })
    expect(
      issues
        .filter(({ code }) => code === 'W-BINARY-UNITS')
        .map(({ file }) => file)
        .sort(),
    ).toEqual(['b.yaml', 's.yaml'])
  })
})

describe('speed', () => {
  test('ten thousand counted machines load in a blink', () => {
    const text = withJob('schedule: { daily: "22:00" }').replace('{ name: vm,', '{ name: vm, count: 10000,')
    const started = performance.now()
    expect(jobOf(text).machines).toHaveLength(10_000)
    expect(performance.now() - started).toBeLessThan(1000)
  })

  test('ten thousand listed machines load in about a second', () => {
    const machines = Array.from(
      { length: 10_000 },
      (_, i) => `      - { name: vm-${i}, disks: 2, size: ${i + 1} GiB, used: 60 %, changeRate: 4 % }`,
    ).join('\n')
    const text = scenario({
      jobs: `\n  - name: n\n    target: nas\n    schedule: { daily: "22:00" }\n    machines:\n${machines}`,
    })
    const before = process.cpuUsage()
    expect(jobOf(text).machines).toHaveLength(10_000)
    // Processor time, collection of garbage included: test machines are busy, and four times the promise is slack.
    expect(process.cpuUsage(before).user / 1e6).toBeLessThan(5)
  })
})
