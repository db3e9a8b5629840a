/** Examples with figures, as the guides give them. O5 to O7 are in schedules.test.ts. */
import { expect, test } from 'vitest'
import type { Job, Machine, Repository, TaskRecord, World } from '../../sim/model/index.ts'
import { datastore, link, throttle } from '../model/estates.ts'
import {
  at,
  but,
  cutOff,
  DAY,
  estate,
  GATEWAY,
  GB,
  HOUR,
  job,
  MB,
  machine,
  machines,
  proxy,
  server,
  share,
  told,
  UNLIMITED,
  vm,
} from './worlds.ts'

const night = (parts: Partial<Job>, list: Machine[], more: Partial<World> = {}) =>
  estate([job('nightly', 'listed', list, parts)], more)
const ofJob = (tasks: readonly TaskRecord[], name: string) => tasks.filter((task) => task.job === name)
const FAST = { taskRate: { full: UNLIMITED, increment: UNLIMITED } }

test('O1 one machine with six disks over a proxy with four slots: four run, two wait', () => {
  const servers = but(proxy('proxy-2', 4))
  const { tasks } = night({ proxies: ['proxy-2'] }, [machine('vm', 60 * GB, { disks: 6 })], { servers })
  expect(told(tasks, 'start', 'waitedFor')).toEqual([
    ...Array(4).fill([0, undefined]),
    ...Array(2).fill([100, 'proxy']),
  ])
})

test('O2 a repository limited to 8 MB/s: two backups write at 4 + 4, one copy reads at 8, two copies at 4 + 4', () => {
  // What is copied at one o'clock was backed up at midnight: 0.4 GB each, written in 100 s at the most.
  const limited: Repository = share('listed', ['g1'], { rateLimit: 8 * MB })
  const rates = (copies: number) => {
    const points = machines(copies, 0.4 * GB, { from: 'old' })
    const copy = job('copy', 'nas', points, {
      ...FAST,
      type: 'backup-copy',
      source: 'listed',
      schedule: at(HOUR),
    })
    const { tasks } = estate(
      [
        job('old', 'listed', machines(copies, 0.4 * GB), FAST),
        job('backup', 'listed', machines(2, 0.4 * GB), { ...FAST, schedule: at(HOUR) }),
        copy,
      ],
      { repositories: [limited, share('nas', 'automatic', { mountServer: 'mount' })] },
    )
    return ['backup', 'copy'].map((name) =>
      ofJob(tasks, name).map(({ rateBytesPerSecond, bottleneck }) => {
        expect(bottleneck).toBe('Throttling')
        return Math.round(rateBytesPerSecond! / 1000) / 1000
      }),
    )
  }
  expect(rates(1)).toEqual([[4, 4], [8]])
  expect(rates(2)).toEqual([
    [4, 4],
    [4, 4],
  ])
})

const MIB = 1024 * 1024
const TIB = MIB * MIB
/** 100 TB over a proxy of so many cores, a task on each at `rate` MB/s: hours. */
const hours = (cores: number, rate: number, more: Partial<Job>) => {
  const servers = but(proxy('proxy-2', cores, { cores, compute: cores * rate * MIB }))
  const list = Array.from({ length: cores }, (_, i) =>
    vm(`vm-${i}`, (100 * TIB) / cores, { changeRate: 0.1 }),
  )
  const taskRate = { full: rate * MIB, increment: rate * MIB }
  const { sessions } = night({ proxies: ['proxy-2'], taskRate, ...more }, list, { servers, horizon: 2 * DAY })
  return sessions[0]!.durationSeconds / HOUR
}

test('O8 100 TB in 8 h are 3,641 MB/s, 36.4 cores for a full and 14.6 for a tenth of it; on 14 cores the full takes 20.8 h', () => {
  // A core moves 100 MB/s of a full and 25 MB/s of an increment; GB and MB are powers of 1024 here.
  const full = hours(36, 100, { newShare: 1 })
  expect((36 * 100 * full) / 8).toBeCloseTo(3641, 0)
  expect((36 * full) / 8).toBeCloseTo(36.4, 1)
  expect((14 * hours(14, 25, {})) / 8).toBeCloseTo(14.6, 1)
  expect(hours(14, 100, { newShare: 1 })).toBeCloseTo(20.8, 1)
})

test('O9 a connection drops after 20 GB of disk A: it goes on at 20 GB, and disk B begins at zero', () => {
  // Two disks of 40 GB, one after the other. The way to the share is lost at 200 s for 20 s and looked for every 15 s:
  // A moves again from 230 s and ends at 430 s; from zero it would be 630 s.
  const facts = night({ proxies: ['proxy-2'] }, [machine('vm', 80 * GB, { disks: 2 })], {
    failures: [cutOff('repository/listed', 200, 20)],
  })
  expect(told(facts.tasks, 'disk', 'start', 'end', 'resumes', 'readBytes')).toEqual([
    [1, 0, 430, 1, 40 * GB],
    [2, 430, 830, 0, 40 * GB],
  ])
  expect(facts.sessions[0]).toMatchObject({ result: 'Success', attempts: 1, readBytes: 80 * GB })
})

test('O10 two machines, the second fails all retries: the next run reads an increment of the first and a full of the second', () => {
  const retried = { newShare: 1, retry: { attempts: 3, wait: 600 }, schedule: at(0, DAY) }
  const { tasks } = night(retried, [vm('vm-1', 10 * GB), vm('vm-2', 10 * GB)], {
    horizon: 2 * DAY,
    failures: [{ kind: 'scripted', job: 'nightly', machine: 'vm-2', days: [20_458], attempts: 'all' }],
  })
  const first = tasks.filter(({ session }) => session === 'nightly#1')
  expect(told(first, 'machine', 'attempt', 'result').sort()).toEqual([
    ['vm-1', 1, 'Success'],
    ...[1, 2, 3, 4].map((attempt) => ['vm-2', attempt, 'Failed']),
  ])
  const next = tasks.filter(({ session }) => session === 'nightly#2')
  expect(told(next, 'machine', 'algorithm', 'readBytes').sort()).toEqual([
    ['vm-1', 'increment', 0.5 * GB],
    ['vm-2', 'full', 10 * GB],
  ])
})

test('O11 two network rules of 4 and 1 Mbit/s on the same pair: 1 Mbit/s holds', () => {
  const rate = (...mbits: number[]) => {
    const { tasks } = estate([job('nightly', 'far', [machine('vm', 0.1 * GB)], FAST)], {
      servers: but(server('g1', GATEWAY, { site: 'dr' })),
      repositories: [share('far', ['g1'], { site: 'dr' })],
      links: [link('wan', 1000 * MB)],
      throttles: mbits.map((limit) => throttle(`${limit} Mbit/s`, (limit * MB) / 8)),
    })
    return Math.round((tasks[0]!.rateBytesPerSecond! * 8) / 1000) / 1000
  }
  expect([rate(4, 1), rate(1, 4), rate(4), rate()]).toEqual([1, 1, 4, 8000])
})

test('O14 fifteen machines, ten at once at their storage: two cycles of 10 and 5', () => {
  const datastores = [datastore('san', { maxTasks: 10 })]
  const { tasks } = night({}, machines(15, 10 * GB, { datastore: 'san' }), { datastores })
  expect(tasks.map(({ start }) => start)).toEqual([...Array(10).fill(0), ...Array(5).fill(100)])
})

test('O15 three drives, four tape jobs: the fourth waits for the first free drive', () => {
  // 30, 10, 20 and 10 GB at 100 MB/s: the second job frees its drive after 100 s.
  const sizes = [30, 10, 20, 10].map((size, i) => machine(`vm-${i + 1}`, size * GB))
  const nightly = job('nightly', 'disk', sizes)
  const tapes = sizes.map((one, i) =>
    job(`tape-${'ABCD'[i]}`, 'tape', [{ ...one, from: 'nightly' }], {
      type: 'tape',
      source: 'disk',
      schedule: at(HOUR),
    }),
  )
  const tasks = estate([nightly, ...tapes]).tasks.filter(({ jobType }) => jobType === 'tape')
  const rows = told(tasks, 'job', 'start', 'end', 'waitedFor').map(([name, start, end, cause]) => [
    name,
    (start as number) - HOUR,
    (end as number) - HOUR,
    cause,
  ])
  expect(rows.sort()).toEqual([
    ['tape-A', 0, 300, undefined],
    ['tape-B', 0, 100, undefined],
    ['tape-C', 0, 200, undefined],
    ['tape-D', 100, 200, 'tape-drive'],
  ])
})

test('O16 100 TB with a tenth changed in 8 h: 364.1 MB/s come in', () => {
  // The gateway takes in what leaves the source mover; it is as fast as needed to be done in 8 h.
  const nic = { in: 364.0889 * MIB, out: UNLIMITED, efficiency: 1, duplex: 'full' } as const
  const list = Array.from({ length: 100 }, (_, i) => vm(`vm-${i}`, TIB, { changeRate: 0.1 }))
  const { sessions, gateways } = night(FAST, list, { servers: but(server('g1', GATEWAY, { nic })) })
  expect(sessions[0]!.durationSeconds / HOUR).toBeCloseTo(8, 5)
  const { bytesIn } = gateways.find(({ gateway }) => gateway === 'g1')!
  expect(bytesIn / MIB / (8 * HOUR)).toBeCloseTo(364.1, 1)
})
