/** What cannot be reached when work wants to start. */
import { describe, expect, test } from 'vitest'
import type { Failure, World } from '../../sim/model/index.ts'
import { cutOff, down } from './failing.ts'
import {
  at,
  GATEWAY,
  GB,
  job,
  machine,
  machines,
  PLAIN,
  proxy,
  run,
  server,
  share,
  waited,
  world,
} from './worlds.ts'

const HERE: Partial<World> = {
  sites: ['hq', 'dr'],
  links: [{ name: 'wan', between: ['hq', 'dr'], bandwidth: 1e12, latency: 0, efficiency: 1 }],
  servers: [
    server('bs', { 'backup-server': {} }),
    proxy('proxy-1', 1),
    server('g1', GATEWAY),
    server('host'),
  ],
  repositories: [share('nas', ['g1'])],
  jobs: [job('nightly', 'nas', [machine('vm', 10 * GB)], { schedule: at(100) })],
}
const hit = (failures: Failure[], more: Partial<World> = {}) => run(world({ ...HERE, ...more, failures }))
const only = (facts: ReturnType<typeof run>) => {
  expect(facts.tasks).toHaveLength(1)
  const { start, end, reason } = facts.tasks[0]!
  return [start, end, reason]
}

describe('at dispatch', () => {
  const attached = { repositories: [share('nas', 'automatic', { type: 'windows' as const, host: 'host' })] }

  test('a repository that is out fails the task at once: nothing is suspended', () => {
    expect(only(hit([down('repository/nas', 90, 20)]))).toEqual([undefined, 100, 'repository-inaccessible'])
    expect(only(hit([cutOff('repository/nas', 90, 20)]))).toEqual([undefined, 100, 'repository-inaccessible'])
  })

  test('so does its host', () => {
    expect(only(hit([down('server/host', 90, 20)], attached))).toEqual([undefined, 100, 'server-lost'])
    expect(only(hit([cutOff('server/host', 90, 20)], attached))).toEqual([
      undefined,
      100,
      'repository-inaccessible',
    ])
  })

  test('a direct attached host without a path: link-lost', () => {
    const far = {
      repositories: attached.repositories,
      servers: [proxy('proxy-1', 1), server('host', {}, { site: 'dr' })],
    }
    expect(only(hit([down('link/wan', 90, 20)], far))).toEqual([undefined, 100, 'link-lost'])
  })

  test('no proxy up: server-lost at once; one full and one down: wait for `proxy`', () => {
    expect(only(hit([down('server/proxy-1', 90, 20)]))).toEqual([undefined, 100, 'server-lost'])
    const facts = hit([down('server/proxy-2', 90)], {
      servers: [...HERE.servers!, proxy('proxy-2', 1)],
      jobs: [job('nightly', 'nas', machines(2, GB), { proxies: ['proxy-1', 'proxy-2'], schedule: at(100) })],
    })
    expect(facts.tasks.map(({ start, waitedFor }) => [start, waitedFor])).toEqual([
      [100, undefined],
      [110, 'proxy'],
    ])
  })

  test('a proxy without a path to the datastore is left out', () => {
    const datastores = [{ name: 'san', site: 'dr', read: 1e12, write: 1e12, maxTasks: 9 }]
    const facts = hit([down('link/wan', 90, 15)], {
      datastores,
      servers: [...HERE.servers!, proxy('proxy-2', 1, { site: 'dr' }), server('g2', GATEWAY, { site: 'dr' })],
      repositories: [share('nas', ['g2'], { site: 'dr' })],
      jobs: [
        job('nightly', 'nas', machines(2, GB, { datastore: 'san' }), {
          proxies: ['proxy-1', 'proxy-2'],
          schedule: at(100),
        }),
      ],
    })
    expect(facts.tasks.map(({ proxy: source, start }) => [source, start])).toEqual([
      ['proxy-2', 100],
      ['proxy-1', 105],
    ])
  })

  test('gateway-inaccessible if one is kept out only for now, else no-eligible-gateway', () => {
    const blind = { reaches: ['other'] }
    const of = (g1: object, g2: object, failures: Failure[]) =>
      hit(failures, {
        servers: [
          ...HERE.servers!.filter(({ name }) => name !== 'g1'),
          server('g1', GATEWAY, g1),
          server('g2', GATEWAY, g2),
        ],
        repositories: [share('nas', ['g1', 'g2'])],
      }).tasks[0]!.reason
    expect(of(blind, {}, [cutOff('server/g2', 90, 20)])).toBe('gateway-inaccessible')
    expect(of(blind, { site: 'dr' }, [down('link/wan', 90, 20)])).toBe('gateway-inaccessible')
    expect(of(blind, { ...blind, site: 'dr' }, [down('link/wan', 90, 20)])).toBe('no-eligible-gateway')
    expect(of(blind, {}, [])).toBe(undefined)
  })

  test('a pinned gateway that lost its path to the repository takes no more disks', () => {
    const { tasks } = hit([down('link/wan', 40, 1000)], {
      servers: [proxy('proxy-1', 2), server('g1', GATEWAY)],
      repositories: [share('nas', ['g1'], { site: 'dr' }), share('local', ['g1'])],
      jobs: [
        job('first', 'local', [machine('x', 5 * GB)], { priority: 'high' }),
        job('nightly', 'nas', [machine('vm', 20 * GB, { disks: 2 })]),
      ],
    })
    // One slot each for x and the first disk; that is suspended at 40 s, and the second gets the slot of x at 50 s.
    expect(tasks.map(({ machine: name, disk, end, reason }) => [name, disk, end, reason])).toEqual([
      ['x', 1, 50, undefined],
      ['vm', 2, 50, 'gateway-inaccessible'],
      ['vm', 1, 50, 'sibling-failed'],
    ])
  })

  test('who waits is judged anew when something changes: the repository goes out, and it fails', () => {
    const { tasks } = hit([down('repository/nas', 40, 20)], {
      servers: [proxy('proxy-1', 2), server('g1', { gateway: { maxTasks: 1 } })],
      jobs: [job('nightly', 'nas', machines(2, 10 * GB))],
    })
    expect(tasks.map(({ start, end, waitedFor, reason }) => [start, end, waitedFor, reason])).toEqual([
      [undefined, 40, 'gateway', 'repository-inaccessible'],
      [0, 130, undefined, undefined],
    ])
  })

  test('siblings reached fail with their own reason, the rest with `sibling-failed`', () => {
    const facts = hit([down('repository/nas', 90, 20)], {
      servers: [proxy('proxy-1', 2), server('g1', GATEWAY), server('host')],
      repositories: [share('nas', ['g1']), share('disk', 'automatic', { type: 'windows', host: 'host' })],
      jobs: [
        job(
          'nightly',
          'nas',
          [machine('vm', 10 * GB, { disks: 2 }), machine('san', 2 * GB, { disks: 2, datastore: 's' })],
          {
            schedule: at(100),
          },
        ),
        job('first', 'disk', [machine('x', 2 * GB, { datastore: 's' })], { schedule: at(95) }),
      ],
      datastores: [{ name: 's', site: 'hq', read: 1e12, write: 1e12, maxTasks: 1 }],
    })
    // Both disks of vm reach the repository; those of san wait for the datastore that x reads until 115 s,
    // and the first of them is asked again only then.
    const told = facts.tasks.filter(({ job: name }) => name === 'nightly')
    expect(told.map(({ machine: name, disk, end, reason }) => [name, disk, end, reason])).toEqual([
      ['vm', 1, 100, 'repository-inaccessible'],
      ['vm', 2, 100, 'repository-inaccessible'],
      ['san', 1, 125, undefined],
      ['san', 2, 135, undefined],
    ])
  })

  test('a repository without room for any of its disks fails a machine at once', () => {
    const facts = hit([], {
      servers: [proxy('proxy-1', 2), server('g1', GATEWAY)],
      repositories: [share('nas', ['g1'], { capacity: 4 * GB })],
      jobs: [job('nightly', 'nas', [machine('vm', 15 * GB, { disks: 3 })], { schedule: at(100) })],
    })
    expect(facts.tasks.map(({ disk, reason }) => [disk, reason])).toEqual([
      [1, 'repository-full'],
      [2, 'repository-full'],
      [3, 'repository-full'],
    ])
  })
})

describe('the backup server is down or cut off', () => {
  const retry = { attempts: 1, wait: 600 }

  test.each([down('server/bs', 90, 60), cutOff('server/bs', 90, 60)])(
    'opening attempts fail, retries too',
    (failure) => {
      const { sessions, tasks } = hit([failure], {
        jobs: [job('nightly', 'nas', machines(2, GB), { retry, schedule: at(100) })],
      })
      expect(tasks.map(({ attempt, end, reason }) => [attempt, end, reason])).toEqual([
        [1, 100, 'server-lost'],
        [1, 100, 'server-lost'],
        [2, 710, undefined],
        [2, 720, undefined],
      ])
      expect(sessions[0]).toMatchObject({
        firstResult: 'Failed',
        result: 'Success',
        machines: 2,
        machinesFailedFirst: 2,
      })
    },
  )

  test('waiting tasks wait for `control`, running ones are suspended', () => {
    const { tasks } = hit([down('server/bs', 140, 70)], {
      jobs: [job('nightly', 'nas', machines(2, 5 * GB), { schedule: at(100) })],
    })
    // First: 40 s moved, looks at 155 .. 215, 10 s to go. Second: proxy until 140, control until 210, proxy until 225.
    expect(
      tasks.map((task) => [task.start, task.end, task.suspendedSeconds, waited(task), task.waitedFor]),
    ).toEqual([
      [100, 225, 75, {}, undefined],
      [225, 275, 0, { proxy: 55, control: 70 }, 'control'],
    ])
  })

  test('a loss while a session opens counts only if it lasts until the opening is done', () => {
    const opening = (failure: Failure) =>
      hit([failure], { policies: { ...PLAIN, control: { session: 30, task: 0 } } }).sessions[0]
    expect(opening(down('server/bs', 110, 10))).toMatchObject({ result: 'Success', end: 230 })
    expect(opening(down('server/bs', 110, 30))).toMatchObject({
      result: 'Failed',
      reason: 'server-lost',
      end: 130,
    })
  })
})
