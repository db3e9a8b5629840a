/** Only a connection is lost: the task waits, moves nothing and goes on at its last byte. 10 GB take 100 s. */
import { describe, expect, test } from 'vitest'
import type { Failure, Policies, World } from '../../sim/model/index.ts'
import { cutOff, down } from './failing.ts'
import {
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

const wan = (name: string, latency = 0) => ({
  name,
  between: ['hq', 'dr'] as const,
  bandwidth: Number.POSITIVE_INFINITY,
  latency,
  efficiency: 1,
})

/** The share lies at dr, behind the link; all servers at hq. */
const FAR: Partial<World> = {
  sites: ['hq', 'dr'],
  links: [wan('wan')],
  servers: [
    server('bs', { 'backup-server': {} }),
    proxy('proxy-1', 100),
    server('g1', GATEWAY),
    server('host'),
  ],
  repositories: [share('nas', ['g1'], { site: 'dr' })],
  jobs: [job('nightly', 'nas', [machine('vm', 10 * GB)])],
}

function hit(failures: Failure[], more: Partial<World> = {}) {
  return run(world({ ...FAR, ...more, failures }))
}
const ends = (facts: ReturnType<typeof run>) => facts.tasks.map(({ end, reason }) => [end, reason])
const resume = (poll: number, giveUp: number): Policies => ({
  ...PLAIN,
  resume: { poll, giveUp, gateway: 0 },
})

describe('a lost connection suspends', () => {
  test.each([
    ['proxy', cutOff('server/proxy-1', 40, 20)],
    ['backup server', cutOff('server/bs', 40, 20)],
    ['backup server, down', down('server/bs', 40, 20)],
    ['repository', cutOff('repository/nas', 40, 20)],
    ['repository, out', down('repository/nas', 40, 20)],
    ['link between gateway and repository', down('link/wan', 40, 20)],
  ])('%s: back after 20 s, it goes on at the second look', (_, failure) => {
    const { tasks, outages } = hit([failure])
    // 40 s moved, looks at 55 and 70, 60 s to go.
    expect(tasks[0]).toMatchObject({
      end: 130,
      result: 'Success',
      suspendedSeconds: 30,
      transferSeconds: 100,
      durationSeconds: 130,
      resumes: 1,
      transferredBytes: 10 * GB,
      attempt: 1,
    })
    expect(outages[0]).toMatchObject({ tasksLost: 0, tasksResumed: 1 })
  })

  test('the connection of a direct attached host suspends too', () => {
    const attached = { repositories: [share('nas', 'automatic', { type: 'linux', host: 'host' })] }
    expect(ends(hit([cutOff('server/host', 40, 20)], attached))).toEqual([[130, undefined]])
  })

  test('a path between proxy and direct attached host, too', () => {
    const attached = {
      servers: [proxy('proxy-1', 100), server('host', {}, { site: 'dr' })],
      repositories: [share('nas', 'automatic', { type: 'linux', host: 'host', site: 'dr' })],
    }
    expect(ends(hit([down('link/wan', 40, 20)], attached))).toEqual([[130, undefined]])
  })

  test('a drop of no time costs one poll', () => {
    expect(ends(hit([cutOff('repository/nas', 40, 0)]))).toEqual([[115, undefined]])
  })

  test('a repair at the instant of a look counts', () => {
    expect(ends(hit([cutOff('repository/nas', 40, 15)]))).toEqual([[115, undefined]])
    expect(ends(hit([cutOff('repository/nas', 40, 15.001)]))).toEqual([[130, undefined]])
  })

  test('disk A goes on where it stopped, disk B that waited is sent from zero (O9)', () => {
    const { tasks } = hit([cutOff('repository/nas', 40, 20)], {
      servers: [proxy('proxy-1', 1), server('g1', GATEWAY)],
      jobs: [job('nightly', 'nas', [machine('vm', 20 * GB, { disks: 2 })])],
    })
    // B is judged at 130 s, when A gives its slot back.
    expect(tasks.map(({ start, end, readBytes, resumes }) => [start, end, readBytes, resumes])).toEqual([
      [0, 130, 10 * GB, 1],
      [130, 230, 10 * GB, 0],
    ])
  })

  test('slots and connections are kept', () => {
    const { tasks } = hit([cutOff('server/bs', 40, 20)], {
      servers: [
        server('bs', { 'backup-server': {} }),
        proxy('proxy-1', 2),
        server('g1', { gateway: { maxTasks: 1 } }),
      ],
      jobs: [job('nightly', 'nas', machines(2, 10 * GB))],
    })
    // The second waits for the gateway until 40, for control until 60, and again for the gateway.
    expect(tasks.map((task) => [task.start, task.end, waited(task)])).toEqual([
      [0, 130, {}],
      [130, 230, { gateway: 110, control: 20 }],
    ])
  })
})

describe('giving up', () => {
  test.each([
    ['repository', down('repository/nas', 40), 'repository-inaccessible'],
    ['proxy', cutOff('server/proxy-1', 40, 1e6), 'link-lost'],
    ['backup server', down('server/bs', 40), 'link-lost'],
    ['link', down('link/wan', 40), 'link-lost'],
  ])('%s: fails at the last look with what is missing then', (_, failure, reason) => {
    const { tasks, outages } = hit([failure])
    expect(tasks[0]).toMatchObject({ end: 1840, reason, suspendedSeconds: 1800, transferredBytes: 4 * GB })
    expect(outages[0]).toMatchObject({ tasksLost: 1, tasksResumed: 0 })
  })

  test('of a repository and a link, the repository is named', () => {
    expect(ends(hit([down('link/wan', 40), down('repository/nas', 100)]))).toEqual([
      [1840, 'repository-inaccessible'],
    ])
  })

  test('the reason is what is missing at the last look, not what was lost first', () => {
    expect(ends(hit([down('repository/nas', 40, 1000), down('link/wan', 500)]))).toEqual([
      [1840, 'link-lost'],
    ])
  })

  test('the last look is at the end of the time, though no poll falls there', () => {
    const policies = resume(15, 50)
    expect(ends(hit([cutOff('repository/nas', 40, 60)], { policies }))).toEqual([
      [90, 'repository-inaccessible'],
    ])
    expect(ends(hit([cutOff('repository/nas', 40, 47)], { policies }))).toEqual([[150, undefined]])
  })

  test('further losses while suspended move neither looks nor the end', () => {
    const failures = [cutOff('repository/nas', 40, 20), cutOff('server/proxy-1', 55, 1)]
    // Looks at 55, 70: back at the second as if the second loss had not been.
    expect(ends(hit(failures))).toEqual([[130, undefined]])
    expect(
      ends(hit([cutOff('repository/nas', 40, 40), down('link/wan', 60, 1e6)], { policies: resume(15, 50) })),
    ).toEqual([[90, 'link-lost']])
  })

  test('after a resumption both start anew', () => {
    const failures = [cutOff('repository/nas', 40, 20), cutOff('repository/nas', 75, 20)]
    // 40-70 suspended; lost again at 75: looks at 90 and 105; 55 s to go.
    const { tasks } = hit(failures, { policies: resume(15, 50) })
    expect(tasks[0]).toMatchObject({ end: 160, suspendedSeconds: 60, resumes: 2 })
  })

  test('a gateway lost while suspended still fails at once', () => {
    expect(ends(hit([cutOff('repository/nas', 40, 20), down('server/g1', 50)]))).toEqual([
      [50, 'server-lost'],
    ])
  })
})

describe('another route', () => {
  const twoLinks = {
    links: [wan('slow', 0.02), wan('fast', 0.01)],
    policies: { ...PLAIN, tcp: { streams: 1000, window: 1e9, per: 'task' as const } },
  }

  test('is taken at the next look, not before: the connection is lost with its link', () => {
    const { tasks, resources } = hit([down('link/fast', 40)], twoLinks)
    expect(tasks[0]).toMatchObject({ end: 115, suspendedSeconds: 15 })
    const bytes = (name: string) => resources.find(({ resource }) => resource === name)!.bytesIn
    expect([bytes('fast'), bytes('slow')]).toEqual([4 * GB, 6 * GB])
  })

  test('is kept when the better link returns', () => {
    const { tasks } = hit([down('link/fast', 40, 20)], twoLinks)
    expect(tasks[0]).toMatchObject({ end: 115, resumes: 1 })
  })

  test('that nobody uses may be lost', () => {
    expect(ends(hit([down('link/slow', 40)], twoLinks))).toEqual([[100, undefined]])
  })
})

describe('a loss before data flows', () => {
  const overhead = { policies: { ...PLAIN, taskOverhead: 30 } }

  test('does not matter when it is over in time', () => {
    for (const failure of [
      cutOff('repository/nas', 10, 20),
      down('link/wan', 10, 20),
      down('server/proxy-1', 10, 20),
    ]) {
      expect(ends(hit([failure], overhead))).toEqual([[130, undefined]])
    }
  })

  test('counts from the instant at which data would flow', () => {
    // Lacking at 30 s, looks at 45 and 60, back at 50.
    expect(ends(hit([cutOff('repository/nas', 10, 40)], overhead))).toEqual([[160, undefined]])
    expect(ends(hit([down('repository/nas', 10)], overhead))).toEqual([[1830, 'repository-inaccessible']])
  })

  test('fails then if a machine is down', () => {
    expect(ends(hit([down('server/proxy-1', 10, 40)], overhead))).toEqual([[30, 'server-lost']])
  })

  test('fails at once if it is the gateway', () => {
    expect(ends(hit([cutOff('server/g1', 10, 5)], overhead))).toEqual([[10, 'gateway-connection-lost']])
  })
})

test('a restore whose gateway loses the way to its proxy waits: the gateway is the source mover', () => {
  const { bytes: _, ...whole } = machine('vm', 10 * GB)
  const facts = hit([down('link/wan', 150, 20)], {
    servers: [proxy('proxy-1', 4), server('g1', GATEWAY, { site: 'dr' })],
    datastores: [{ name: 'lun', site: 'hq', read: 1e12, write: 1e12, maxTasks: 4 }],
    jobs: [
      job('nightly', 'nas', [{ ...whole }], { newShare: 1 }),
      job('back', 'lun', [{ ...whole, from: 'nightly' }], {
        type: 'restore',
        source: 'nas',
        schedule: { kind: 'after', job: 'nightly' },
      }),
    ],
  })
  // Both move 10 GB in 100 s; the restore begins at 100 s, stands still from 150 to 180 s (looks at 165 and 180).
  expect(facts.tasks.map(({ end, resumes }) => [end, resumes])).toEqual([
    [100, 0],
    [230, 1],
  ])
})
