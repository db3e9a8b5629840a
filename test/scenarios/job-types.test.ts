import { describe, expect, test } from 'vitest'
import { JOB_TYPES, type Job, type JobType, type World } from '../../sim/model/index.ts'
import { codesOf, issuesOf, worldOf } from './helpers.ts'
import { AGENTS, DATABASES, estate, FILES, NIGHTLY, without } from './stored.ts'

const MB = 1e6
const HOUR = 3600

function jobNamed(name: string, world: World): Job {
  return world.jobs.find((job) => job.name === name)!
}

function jobIn(name: string, jobs: readonly string[], sections?: Readonly<Record<string, string>>): Job {
  return jobNamed(name, worldOf(estate(jobs, sections)))
}

/** The shortest job of each type. */
const SHORTEST: Readonly<Record<JobType, string>> = {
  backup: NIGHTLY,
  'file-backup': FILES,
  agent: AGENTS,
  'plug-in': DATABASES,
  'backup-copy': '{ name: j, type: backup-copy, source: disk, target: far }',
  'file-backup-copy': '{ name: j, type: file-backup-copy, source: disk, target: far }',
  tape: '{ name: j, type: tape, source: disk }',
  restore: '{ name: j, type: restore, target: san, schedule: { at: 5 h }, machines: [{ from: nightly }] }',
  replication: '{ name: j, type: replication, target: san-dr, machines: [{ from: nightly }] }',
  rescan: '{ name: j, type: rescan, target: disk, schedule: { at: 5 h } }',
  offload: '{ name: j, type: offload, source: disk, target: bucket }',
  move: '{ name: j, type: move, source: disk, target: far, schedule: { at: 5 h } }',
  copy: '{ name: j, type: copy, source: disk, target: far, schedule: { at: 5 h } }',
  'health-check': '{ name: j, type: health-check, target: disk }',
}

const SYNTHETIC = { kind: 'weekdays', days: [5], how: 'synthetic' }
const ACTIVE = { kind: 'weekdays', days: [5], how: 'active' }
const NONE = { kind: 'none' }
const LIMITED = { full: 100 * MB, increment: 25 * MB }
const FREE = { full: Infinity, increment: Infinity }

/** Hours of the first two starts since Monday 00:00, or the kind of the schedule. */
function startsOf({ schedule }: Job): readonly number[] | string {
  return schedule.kind === 'times' ? schedule.times.slice(0, 2).map((t) => t / HOUR) : schedule.kind
}

describe('what holds when the file is silent', () => {
  test.each<[JobType, ReturnType<typeof startsOf>, [number, number], object, object, number, string]>([
    ['backup', [22, 46], [3, 600], SYNTHETIC, LIMITED, 2, 'disk'],
    ['file-backup', [22, 46], [3, 600], SYNTHETIC, LIMITED, 2, 'machine'],
    ['agent', [22, 46], [3, 1800], SYNTHETIC, LIMITED, 2, 'machine'],
    ['plug-in', [0, 1], [3, 600], ACTIVE, LIMITED, 2, 'machine'],
    ['backup-copy', 'points', [3, 3600], SYNTHETIC, FREE, 1, 'machine'],
    ['file-backup-copy', 'points', [3, 3600], SYNTHETIC, FREE, 1, 'machine'],
    ['tape', 'points', [0, 600], NONE, FREE, 1, 'machine'],
    ['restore', [5], [0, 600], NONE, LIMITED, 2, 'disk'],
    ['replication', 'points', [3, 600], NONE, FREE, 1, 'machine'],
    ['rescan', [5], [0, 600], NONE, FREE, 1, 'machine'],
    ['offload', [0, 4], [0, 600], NONE, FREE, 1, 'machine'],
    ['move', [5], [0, 600], NONE, FREE, 1, 'machine'],
    ['copy', [5], [0, 600], NONE, FREE, 1, 'machine'],
    // 31 January 2026: the start is Monday the 5th.
    ['health-check', [26 * 24 + 5], [0, 600], NONE, FREE, 1, 'machine'],
  ])('a job of type %s', (type, starts, [attempts, wait], full, taskRate, reduction, tasksPer) => {
    const base = [NIGHTLY, FILES].filter((job) => job !== SHORTEST[type])
    const job = worldOf(estate([...base, SHORTEST[type]])).jobs.at(-1)!
    expect(startsOf(job)).toEqual(starts)
    expect(job).toMatchObject({
      type,
      retry: { attempts, wait },
      full,
      taskRate,
      reduction,
      tasksPer,
      newShare: 0,
      drives: 1,
      protected: false,
    })
  })

  test('is in the list above for every type', () => {
    expect(Object.keys(SHORTEST).sort()).toEqual([...JOB_TYPES].sort())
  })

  test('a copy with a schedule is periodic: five retries at once', () => {
    const copy =
      '{ name: offsite, type: backup-copy, source: disk, target: far, schedule: { daily: "02:00" } }'
    expect(jobIn('offsite', [NIGHTLY, copy])).toMatchObject({
      mode: 'periodic',
      retry: { attempts: 5, wait: 0 },
    })
  })

  test('a periodic copy without a schedule runs at 22:00', () => {
    const job = jobIn('j', [NIGHTLY, `${SHORTEST['backup-copy'].slice(0, -2)}, mode: periodic }`])
    expect(startsOf(job)).toEqual([22, 46])
    expect(job.mode).toBe('periodic')
  })

  test('health checks of object storage and of file backups are on the last Friday', () => {
    const jobs = [
      NIGHTLY,
      FILES,
      SHORTEST.offload,
      '{ name: object, type: health-check, target: bucket }',
      '{ name: shares, type: health-check, target: disk, jobs: [files] }',
      '{ name: both, type: health-check, target: disk }',
    ]
    const world = worldOf(estate(jobs))
    const friday = 25 * 24 + 5
    expect(['object', 'shares', 'both'].map((name) => startsOf(jobNamed(name, world)))).toEqual([
      [friday],
      [friday],
      [friday + 24],
    ])
  })

  test('starts that nobody planned are not repeated, whatever the type', () => {
    const spare = `${SHORTEST.replication.slice(0, -2)}, schedule: { at: 5 h } }`
    expect(jobIn('j', [NIGHTLY, spare]).retry.attempts).toBe(0)
  })

  test('a tape job writes to the first tape server, with one of its drives', () => {
    expect(jobIn('j', [NIGHTLY, SHORTEST.tape])).toMatchObject({ source: 'disk', target: 'tape', drives: 1 })
  })

  test('a tape job can synthesise its fulls', () => {
    const tape = '{ name: j, type: tape, source: disk, full: { on: [sun] } }'
    expect(jobIn('j', [NIGHTLY, tape]).full).toEqual({ kind: 'weekdays', days: [6], how: 'synthetic' })
  })

  test('roles, streams and puts have the figures of their kind', () => {
    const world = worldOf(
      estate([NIGHTLY], {
        repositories:
          '[{ name: disk, type: linux, host: repo, tapeAttached: tape }, { name: dd, type: data-domain }, { name: so, type: storeonce, catalyst: wan }, { name: s3, type: object-storage }, { name: wide, type: object-storage, prefixes: 4, objectSize: 2 MiB, putRate: 1000 /s }, { name: slow, type: object-storage, write: 100 MB/s }]',
      }),
    )
    const role = (name: string): object => world.servers.find((server) => server.name === name)!.roles
    expect(role('tape')).toEqual({ 'tape-server': { drives: 3, driveRate: 160 * MB } })
    expect(role('wan-hq')).toEqual({ 'wan-accelerator': { reduction: 10, rate: 62.5 * MB, maxTasks: 1 } })
    expect(world.repositories.map(({ streams, catalyst }) => [streams, catalyst])).toEqual([
      [Infinity, 'lan'],
      [270, 'lan'],
      [Infinity, 'wan'],
      [Infinity, 'lan'],
      [Infinity, 'lan'],
      [Infinity, 'lan'],
    ])
    expect(world.repositories[0]!.tapeAttached).toBe('tape')
    expect(world.repositories.map(({ write }) => write)).toEqual([
      Infinity,
      Infinity,
      Infinity,
      1750 * MB,
      4000 * 2 ** 20,
      100 * MB,
    ])
  })
})

describe('machines of work on stored points', () => {
  const namesIn = (name: string, jobs: readonly string[]): readonly string[] =>
    jobIn(name, jobs).machines.map((machine) => `${machine.name} of ${machine.from}`)

  test('are all whose points lie in the repository', () => {
    expect(namesIn('j', [NIGHTLY, FILES, AGENTS, SHORTEST.offload])).toEqual([
      'vm-1 of nightly',
      'vm-2 of nightly',
      'vm-3 of nightly',
      'home of files',
    ])
  })

  test('a backup copy takes no file shares, a file backup copy nothing else', () => {
    const jobs = [NIGHTLY, FILES, SHORTEST['backup-copy'], SHORTEST['file-backup-copy'].replace('j,', 'f,')]
    expect(namesIn('j', jobs)).toEqual(['vm-1 of nightly', 'vm-2 of nightly', 'vm-3 of nightly'])
    expect(namesIn('f', jobs)).toEqual(['home of files'])
  })

  test('jobs and select narrow them', () => {
    const tape = (keys: string): string => `{ name: j, type: tape, source: disk, ${keys} }`
    const jobs = [NIGHTLY, FILES]
    expect(namesIn('j', [...jobs, tape('jobs: [files]')])).toEqual(['home of files'])
    expect(namesIn('j', [...jobs, tape('machines: [{ select: [vm-2, home] }]')])).toEqual([
      'vm-2 of nightly',
      'home of files',
    ])
    expect(namesIn('j', [...jobs, tape('machines: [{ from: nightly, select: "*-3" }]')])).toEqual([
      'vm-3 of nightly',
    ])
    expect(namesIn('j', [...jobs, tape('jobs: nightly, machines: [{ select: vm }]')])).toHaveLength(3)
  })

  test('two of the same name in one repository are told apart by their job', () => {
    const other = '{ name: weekly, target: disk, machines: [{ name: vm-2, size: 1 GiB }] }'
    expect(namesIn('j', [NIGHTLY, other, SHORTEST.tape])).toEqual([
      'vm-1 of nightly',
      'nightly/vm-2 of nightly',
      'vm-3 of nightly',
      'weekly/vm-2 of weekly',
    ])
  })

  test('a copy of a copy has the machines of the first, whichever stands first in the file', () => {
    const second = '{ name: third-site, type: backup-copy, source: far, target: nas }'
    const jobs = [second, '{ name: tapes, type: tape, source: nas }', SHORTEST['backup-copy'], NIGHTLY]
    expect(namesIn('third-site', jobs)).toEqual(['vm-1 of j', 'vm-2 of j', 'vm-3 of j'])
    expect(namesIn('tapes', jobs)).toEqual(['vm-1 of third-site', 'vm-2 of third-site', 'vm-3 of third-site'])
  })

  test('a file backup copy of a file backup copy is one of file shares', () => {
    const second = '{ name: third-site, type: file-backup-copy, source: far, target: nas }'
    expect(namesIn('third-site', [NIGHTLY, FILES, SHORTEST['file-backup-copy'], second])).toEqual([
      'home of j',
    ])
  })

  test('two copies to and fro are no circle once one of them is narrowed', () => {
    const back = '{ name: back, type: backup-copy, source: far, target: disk }'
    const there = `${SHORTEST['backup-copy'].slice(0, -2)}, jobs: [nightly] }`
    expect(namesIn('back', [NIGHTLY, there, back])).toEqual(['vm-1 of j', 'vm-2 of j', 'vm-3 of j'])
  })

  test('a restore reads where the points of the job lie that it names, a copy included', () => {
    const restore = SHORTEST.restore.replace('name: j', 'name: back').replace('from: nightly', 'from: j')
    const job = jobIn('back', [NIGHTLY, SHORTEST['backup-copy'], restore])
    expect(job.source).toBe('far')
    expect(job.machines[0]).toMatchObject({ name: 'vm-1', from: 'j', site: 'hq', datastore: 'san' })
  })

  test('a replica stands where its datastore stands, a copied machine where it is read', () => {
    const jobs = [NIGHTLY, SHORTEST.replication, SHORTEST['backup-copy'].replace('j,', 'c,')]
    expect(jobIn('j', jobs)).toMatchObject({
      source: 'disk',
      target: 'san-dr',
      proxies: ['proxy-1', 'proxy-2'],
      machines: [{ site: 'dr', datastore: 'san-dr', rate: Infinity }, {}, {}],
    })
    const copied = jobIn('c', jobs).machines[0]!
    expect(copied.site).toBe('hq')
    expect(copied.datastore).toBeUndefined()
  })

  test('checks and rescans read their target and have no source', () => {
    const job = jobIn('j', [NIGHTLY, SHORTEST['health-check']])
    expect(job.target).toBe('disk')
    expect(job.source).toBeUndefined()
  })

  test('the jobs of a counted entry take the same machines', () => {
    const counted = '{ name: j, count: 2, type: tape, source: disk }'
    const world = worldOf(estate([NIGHTLY, counted]))
    expect(world.jobs.map(({ name, machines }) => [name, machines.length])).toEqual([
      ['nightly', 3],
      ['j-1', 3],
      ['j-2', 3],
    ])
  })
})

describe('mistakes that are one mistake', () => {
  const errorsOf = (jobs: readonly string[]): readonly string[] =>
    issuesOf(estate(jobs)).flatMap(({ code, severity }) => (severity === 'error' ? [code] : []))

  test.each([
    ['a misspelt target of the backup', [NIGHTLY.replace('target: disk', 'target: dsk'), SHORTEST.tape]],
    ['a misspelt source', [NIGHTLY, '{ name: j, type: tape, source: dsk }']],
    ['a misspelt job', [NIGHTLY, '{ name: j, type: tape, source: disk, jobs: [nigthly] }']],
    [
      'a misspelt target of the copy',
      [NIGHTLY, SHORTEST['backup-copy'].replace('target: far', 'target: fra')],
    ],
  ])('%s', (_what, jobs) => {
    expect(errorsOf(jobs)).toEqual(['E-REFERENCE'])
  })
})

describe('warnings about jobs of these types', () => {
  test('a schedule without a start within the horizon is named, and so is what follows it', () => {
    const text = estate(
      [NIGHTLY, SHORTEST['backup-copy'], '{ name: check, type: health-check, target: disk }'],
      { horizon: '20 h' },
    )
    const never = issuesOf(text).filter(({ code }) => code === 'W-NEVER-STARTS')
    expect(never.map(({ path, message }) => [path, message.split(';')[0]])).toEqual([
      ['jobs[0]', '`nightly` has no start within the horizon'],
      ['jobs[1]', '`j` has no start within the horizon: no job that it follows has one'],
      ['jobs[2]', '`check` has no start within the horizon'],
    ])
  })

  test('a Hyper-V host as gateway of an appliance was allowed once, and is no longer', () => {
    const text = estate([NIGHTLY.replace('target: disk', 'target: dd')], {
      servers:
        '[{ name: vbr, cores: 16, roles: [backup-server] }, { name: proxy, roles: [proxy] }, { name: hv, os: hyper-v, memory: 64 GiB }]',
      repositories: '[{ name: dd, type: data-domain, gateway: [hv] }]',
      failures: '[{ server: hv, at: 1 h, for: 1 h }]',
    })
    expect(codesOf(text)).toEqual(['W-HYPERV-GATEWAY'])
  })

  test('a WAN accelerator wants 8 GiB', () => {
    const text = estate([NIGHTLY]).replace(
      'roles: [wan-accelerator]',
      'memory: 4 GiB, roles: [wan-accelerator]',
    )
    expect(codesOf(text)).toEqual(['W-BELOW-REQUIREMENTS'])
  })

  test('synthetic fulls of a copy want a mount server at its target', () => {
    const jobs = [
      NIGHTLY,
      '{ name: j, type: backup-copy, source: disk, target: far, via: { wanAccelerators: [wan-hq, wan-dr] } }',
    ]
    expect(codesOf(estate(jobs, without('vbr', 'mount-dr')))).toEqual(['W-NO-SYNTHETIC-GATEWAY'])
  })
})
