import { describe, expect, test } from 'vitest'
import {
  at,
  DAY,
  GATEWAY,
  GB,
  job,
  MB,
  machine,
  machines,
  proxy,
  run,
  server,
  share,
  world,
} from './worlds.ts'

const gateways = (count: number) => Array.from({ length: count }, (_, i) => server(`g${i + 1}`, GATEWAY))
const names = (count: number) => gateways(count).map(({ name }) => name)

const onShare = (count: number, parts: Parameters<typeof job>[3] = {}, perMachineFiles = true) => ({
  servers: [proxy('proxy-1', Number.POSITIVE_INFINITY), ...gateways(count)],
  repositories: [share('nas', names(count), { perMachineFiles })],
  jobs: [job('nightly', 'nas', machines(7, 40 * GB), parts)],
})

describe('gateways of a share, chosen from a manual list', () => {
  test('seven machines on three gateways: 3, 2 and 2', () => {
    const { tasks } = run(world(onShare(3)))
    const counts = names(3).map((name) => tasks.filter((task) => task.gateway === name).length)
    expect(counts).toEqual([3, 2, 2])
  })

  test('a machine with four disks uses one gateway', () => {
    const { tasks } = run(
      world({ ...onShare(3), jobs: [job('nightly', 'nas', [machine('vm', 4 * GB, { disks: 4 })])] }),
    )
    expect(new Set(tasks.map((task) => task.gateway)).size).toBe(1)
  })

  test('per-machine files off: one gateway for the whole job, in waves of its four slots', () => {
    const facts = run(
      world({
        servers: [
          proxy('proxy-1', Number.POSITIVE_INFINITY),
          ...names(4).map((name) => server(name, { gateway: { maxTasks: 4 } })),
        ],
        repositories: [share('nas', names(4), { perMachineFiles: false })],
        jobs: [job('nightly', 'nas', machines(12, 40 * GB))],
      }),
    )
    expect(new Set(facts.tasks.map((task) => task.gateway)).size).toBe(1)
    expect(facts.tasks.map((task) => task.end)).toEqual([
      400, 400, 400, 400, 800, 800, 800, 800, 1200, 1200, 1200, 1200,
    ])
  })

  test('the only listed gateway is down: the job fails at once with 0 bytes', () => {
    const { sessions, tasks } = run(
      world({
        ...onShare(1),
        failures: [
          {
            kind: 'outage',
            subject: { kind: 'server', name: 'g1' },
            timing: { kind: 'scripted', at: [0], lasts: Number.POSITIVE_INFINITY },
            stream: 'g1',
          },
        ],
      }),
    )
    expect(sessions[0]).toMatchObject({
      result: 'Failed',
      reason: 'gateway-inaccessible',
      end: 0,
      transferredBytes: 0,
    })
    expect(tasks.every((task) => task.start === undefined && task.gateway === undefined)).toBe(true)
  })

  const lossAt600 = {
    kind: 'outage',
    subject: { kind: 'server', name: 'g1' },
    timing: { kind: 'scripted', at: [600], lasts: Number.POSITIVE_INFINITY },
    stream: 'g1',
  } as const

  test('a gateway lost midway fails the job; the next start chooses another', () => {
    const { sessions } = run(
      world({
        ...onShare(2),
        horizon: 2 * DAY,
        jobs: [job('nightly', 'nas', [machine('vm', 120 * GB)], { schedule: at(0, DAY) })],
        failures: [lossAt600],
      }),
    )
    expect(sessions.map(({ end, result }) => [end, result])).toEqual([
      [600, 'Failed'],
      [87_600, 'Success'],
    ])
    expect(sessions[0]!.transferredBytes).toBeCloseTo(60 * GB, 0)
  })

  test('with retries the second attempt moves everything again on the other gateway', () => {
    const { sessions, tasks } = run(
      world({
        ...onShare(2),
        jobs: [job('nightly', 'nas', [machine('vm', 120 * GB)], { retry: { attempts: 3, wait: 600 } })],
        failures: [lossAt600],
      }),
    )
    expect(sessions[0]).toMatchObject({ end: 2400, result: 'Success', firstResult: 'Failed', attempts: 2 })
    expect(tasks.map((task) => [task.gateway, task.start, task.end, task.reason])).toEqual([
      ['g1', 0, 600, 'server-lost'],
      ['g2', 1200, 2400, undefined],
    ])
    expect(sessions[0]!.transferredBytes).toBeCloseTo(180 * GB, 0)
    expect(sessions[0]!.goodBytes).toBeCloseTo(120 * GB, 0)
  })

  test('ten tasks on four slots finish in three waves and wait 80 s on average', () => {
    const { tasks } = run(
      world({
        servers: [proxy('proxy-1', Number.POSITIVE_INFINITY), server('g1', { gateway: { maxTasks: 4 } })],
        repositories: [share('nas', ['g1'])],
        jobs: [job('nightly', 'nas', machines(10, 10 * GB))],
      }),
    )
    expect(tasks.map((task) => task.end)).toEqual([100, 100, 100, 100, 200, 200, 200, 200, 300, 300])
    expect(tasks.reduce((sum, task) => sum + task.waitSeconds, 0) / 10).toBe(80)
    expect(tasks[9]).toMatchObject({ waitedFor: 'gateway' })
  })

  test('sixteen transfers share the usable rate of a 10 Gbit/s card', () => {
    const usable = 1176.85305592 * MB
    const nic = { in: usable, out: usable, efficiency: 1, duplex: 'full' } as const
    const { tasks } = run(
      world({
        servers: [proxy('proxy-1', 16), server('g1', GATEWAY, { nic })],
        repositories: [share('nas', ['g1'])],
        jobs: [job('nightly', 'nas', machines(16, 100 * GB))],
      }),
    )
    for (const task of tasks) {
      expect(task.end).toBeCloseTo(1359.558011, 5)
      expect(task.rateBytesPerSecond! / MB).toBeCloseTo(73.553316, 6)
      expect(task.bottleneck).toBe('Network')
    }
  })
})

describe('a list of which one gateway does most of the work', () => {
  const told = (perMachineFiles: boolean) =>
    run(
      world({
        servers: [proxy('proxy-1', 8), server('g1', GATEWAY), server('g2', GATEWAY), server('g3', GATEWAY)],
        repositories: [share('nas', ['g1', 'g2', 'g3'], { perMachineFiles })],
        jobs: [job('nightly', 'nas', machines(6, GB))],
      }),
    ).warnings

  test('is told when a single chain keeps a job on one of three', () => {
    expect(told(false)).toEqual([
      {
        code: 'W-GATEWAY-IMBALANCE',
        subject: 'nas',
        message: '`g1` took in 3.0 times the mean of the 3 gateways of `nas`',
      },
    ])
  })

  test('is not told when each machine chooses', () => {
    expect(told(true)).toEqual([])
  })
})
