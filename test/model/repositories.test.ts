/** What kinds of repositories do to work on stored points, and to backups. Figures in stored.ts. */
import { describe, expect, test } from 'vitest'
import type { Job, Repository, World } from '../../sim/model/index.ts'
import {
  appliance,
  at,
  attached,
  datastore,
  GB,
  job,
  link,
  MB,
  machine,
  one,
  proxy,
  resource,
  restore,
  run,
  share,
  vm,
} from './estates.ts'
import {
  copying,
  gb,
  moved,
  NAS,
  pointsOf,
  reader,
  SERVERS,
  sessionsOf,
  source,
  stored,
  tasksOf,
  VAULT,
  VBR,
} from './stored.ts'
import { GATEWAY, machines, server, waited } from './worlds.ts'

describe('Data Domain: streams', () => {
  const backups = (count: number, more: Partial<Repository>) =>
    run(
      one(
        appliance('dd', ['g1'], more),
        { servers: [proxy('proxy-1', 99), server('g1', GATEWAY)] },
        { machines: machines(count, GB) },
      ),
    )

  test('the stream beyond the limit fails at once; it does not wait', () => {
    const { tasks, sessions } = backups(3, { streams: 2 })
    expect(tasks.map(({ end, result, reason, waitSeconds }) => [end, result, reason, waitSeconds])).toEqual([
      [0, 'Failed', 'stream-limit', 0],
      [10, 'Success', undefined, 0],
      [10, 'Success', undefined, 0],
    ])
    expect(sessions[0]).toMatchObject({ result: 'Failed', reason: 'stream-limit', machinesFailed: 1 })
  })

  test('a task limit below it lets them wait for a slot instead', () => {
    const { tasks } = backups(3, { streams: 2, maxTasks: 2 })
    expect(tasks.map(({ start, result }) => [start, result])).toEqual([
      [0, 'Success'],
      [0, 'Success'],
      [10, 'Success'],
    ])
    expect(waited(tasks[2]!)).toEqual({ repository: 10 })
  })

  test('a retry may find a stream free', () => {
    const { sessions } = run(
      one(
        appliance('dd', ['g1'], { streams: 2 }),
        { servers: [proxy('proxy-1', 99), server('g1', GATEWAY)] },
        { machines: machines(3, GB), retry: { attempts: 1, wait: 600 } },
      ),
    )
    expect(sessions[0]).toMatchObject({ firstResult: 'Failed', result: 'Success', end: 620 })
  })

  test('reading for a copy is a stream, too', () => {
    const list = [vm('a', 100 * GB), vm('b', 100 * GB)]
    const nights = source(1, { machines: list })
    const facts = stored([nights, copying('offsite', nights)], {
      repositories: [appliance('nas', ['g1'], { streams: 1 }), VAULT],
      servers: [proxy('proxy-1', 1), ...SERVERS.slice(1)],
    })
    // One proxy slot: the backups pass one after the other; of the two copies one is refused.
    expect(tasksOf(facts, 'offsite').map(({ reason }) => reason)).toEqual(['stream-limit', undefined])
  })
})

describe('StoreOnce over a slow line', () => {
  /** 40 GB, of which what is unique (a half) crosses the line of 10 MB/s. */
  const sent = (more: Partial<Repository>, parts: Partial<Job> = {}) => {
    const facts = run(
      one(
        appliance('so', ['g1'], { type: 'storeonce', site: 'dr', ...more }),
        {
          servers: [proxy('proxy-1', 9), server('g1', GATEWAY)],
          sites: ['hq', 'dr'],
          links: [link('wan', 10 * MB)],
        },
        {
          reduction: 2,
          taskRate: { full: Number.POSITIVE_INFINITY, increment: Number.POSITIVE_INFINITY },
          ...parts,
        },
      ),
    )
    const [task] = facts.tasks
    return [gb(resource(facts, 'wan').bytesIn), gb(task!.repositoryWrittenBytes), Math.round(task!.end)]
  }

  test('is sent inflated over a fast one: 20 of 40 GB', () => {
    expect(sent({ catalyst: 'lan' })).toEqual([20, 20, 2000])
  })

  test('is compressed once more over a slow one; what is stored stays the same', () => {
    expect(sent({ catalyst: 'wan' })).toEqual([10, 20, 1000])
  })

  test('gains nothing where data are not inflated', () => {
    expect(sent({ catalyst: 'wan', decompress: false })).toEqual([10, 10, 1000])
    expect(sent({ catalyst: 'lan', decompress: false })).toEqual([10, 10, 1000])
  })
})

describe('limits of a repository that is read', () => {
  const nights = source(1)

  test('its task rate caps each reader in stored bytes', () => {
    const parts = { repositories: [share('nas', ['g1'], { taskRate: 50 * MB }), VAULT] }
    const facts = stored([nights, copying('offsite', nights)], parts)
    expect(moved(facts, 'offsite')).toEqual([[50, 100, 2.5]])
    expect(tasksOf(facts, 'offsite')[0]).toMatchObject({ bottleneck: 'Source' })
  })

  test('of a restore, in what is read of it: 25 MB/s stored are 50 MB/s restored', () => {
    const back = restore('back', 'nas', pointsOf(nights), { schedule: at(1000), reduction: 2 })
    const facts = stored([nights, back], {
      repositories: [share('nas', ['g1'], { taskRate: 25 * MB })],
      datastores: [datastore('lun')],
    })
    // The backup of the night is capped as well, and over at 100 s.
    expect(moved(facts, 'back')).toEqual([[1000, 3000, 100]])
  })

  test('reads and writes have a rate limit each: a copy out of it does not slow what comes in (O2)', () => {
    const two = source(1, { machines: [machine('a', 16 * GB), machine('b', 16 * GB)], reduction: 1 })
    const full = source(1, {
      name: 'before',
      machines: [vm('old', 8 * GB)],
      reduction: 1,
      schedule: at(90_000),
    })
    const copies = (name: string) =>
      reader('backup-copy', name, full, { mode: 'periodic', newShare: 1, schedule: at(0) })
    const facts = (...names: string[]) =>
      stored([two, full, ...names.map(copies)], {
        repositories: [share('nas', ['g1'], { rateLimit: 8 * MB }), VAULT],
      })
    const rates = (...names: string[]) =>
      facts(...names).tasks.map(({ job: name, rateBytesPerSecond }) => [name, rateBytesPerSecond! / MB])
    expect(rates('one')).toEqual([
      ['one', 8],
      ['nightly', 4],
      ['nightly', 4],
    ])
    expect(rates('one', 'two')).toEqual([
      ['one', 4],
      ['two', 4],
      ['nightly', 4],
      ['nightly', 4],
    ])
  })

  test('a full repository refuses copies, not what is read out of it', () => {
    const facts = stored([nights, copying('offsite', nights)], {
      repositories: [share('nas', ['g1'], { capacity: 52.5 * GB }), VAULT],
    })
    expect(sessionsOf(facts, 'offsite')[0]).toMatchObject({ result: 'Success' })
  })
})

describe('object storage in direct mode', () => {
  const bucket = (more: Partial<Repository> = {}) =>
    share('bucket', 'automatic', { type: 'object-storage', connection: 'direct', mountServer: 'm2', ...more })
  const parts = (repositories: Repository[]): Partial<World> => ({
    repositories,
    servers: [...SERVERS, VBR, server('host'), server('m2', { 'mount-server': {} })],
  })
  const nights = source(1)
  const moves = (type: Job['type'], repositories: Repository[], more: Partial<Job> = {}) => {
    const facts = stored(
      [
        nights,
        reader(type, 'reader', nights, { target: 'bucket', schedule: at(1000), mode: 'periodic', ...more }),
      ],
      parts(repositories),
    )
    const [task] = tasksOf(facts, 'reader')
    return [task!.sourceMover, task!.gateway, task!.rule, gb(task!.repositoryWrittenBytes)]
  }

  test('a copy from a share is sent by the gateway of the share, which reads it too', () => {
    expect(moves('backup-copy', [NAS, bucket()])).toEqual(['g1', 'g1', 'B3', 2.5])
  })

  test('from a host of its own by that host', () => {
    expect(moves('backup-copy', [attached('nas', 'host'), bucket()])).toEqual(['host', 'host', 'B3', 2.5])
    expect(moves('offload', [attached('nas', 'host'), bucket()])).toEqual(['host', 'host', 'I1', 2.5])
    expect(moves('move', [attached('nas', 'host'), bucket()])).toEqual(['host', 'host', 'J1', 52.5])
  })

  test('each byte passes that one machine once: in as it is read, out as it is written', () => {
    const facts = stored(
      [nights, reader('offload', 'offload', nights, { target: 'bucket', schedule: at(1000), reduction: 2 })],
      parts([NAS, bucket()]),
    )
    expect(facts.flows.at(-1)).toMatchObject({
      gateway: 'g1',
      repository: 'bucket',
      operation: 'offload',
      tasks: 1,
    })
    expect([facts.flows.at(-1)!.bytesIn, facts.flows.at(-1)!.bytesOut].map(gb)).toEqual([2.5, 1.25])
  })

  test('an offload is work for that one machine once, not once for reading and once for sending', () => {
    const world = parts([NAS, bucket()])
    const servers = world.servers!.map((it) => (it.name === 'g1' ? { ...it, compute: 50 * MB } : it))
    const offload = reader('offload', 'offload', nights, { target: 'bucket', schedule: at(1000) })
    // 2.5 GB at 50 MB/s.
    expect(moved(stored([nights, offload], { ...world, servers }), 'offload')).toEqual([[1000, 1050, 2.5]])
  })

  test('out of it, a copy is read by its mount server', () => {
    const up = job('up', 'bucket', [vm('vm', 100 * GB)], { reduction: 2 })
    const facts = stored(
      [up, copying('down', up, { source: 'bucket', target: 'vault' })],
      parts([bucket(), VAULT]),
    )
    expect(tasksOf(facts, 'down')[0]).toMatchObject({ sourceMover: 'm2', gateway: 'g2', readBytes: 2.5 * GB })
  })
})
