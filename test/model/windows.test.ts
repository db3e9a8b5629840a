/** Backup windows and retries. 1 GB takes 10 s; every world starts at midnight. */
import { describe, expect, test } from 'vitest'
import type { Failure, Job, Window, World } from '../../sim/model/index.ts'
import { down } from './failing.ts'
import { at, GB, job, machine, PLAIN, proxy, run, server, share, world } from './worlds.ts'

const SERVERS = [proxy('proxy-1', 2), server('g1', { gateway: { maxTasks: 100 } })]
const closing = (to: number, atEnd: Window['atEnd']): Window => ({ from: 0, to, atEnd })

/** Machine a has two disks of 5 GB: with b both slots of the proxy are taken until 50 s. */
const LIST = [machine('a', 10 * GB, { disks: 2 }), machine('b', 4 * GB, { disks: 2 }), machine('c', 3 * GB)]

function estate(parts: Partial<Job>, more: Partial<World> = {}) {
  return run(
    world({
      servers: SERVERS,
      repositories: [share('nas', ['g1'])],
      jobs: [job('nightly', 'nas', LIST, parts)],
      ...more,
    }),
  )
}

const outcomes = (facts: ReturnType<typeof run>) =>
  facts.tasks.map(({ machine: name, disk, start, end, reason }) => [`${name}/${disk}`, start, end, reason])

describe('at the end of its window a session', () => {
  test('finishes by default, and has missed it', () => {
    const { sessions } = estate({ window: closing(60, 'finish') })
    // a: 0-50 on both slots, b: 50-70 on both, c: 70-100.
    expect(sessions[0]).toMatchObject({
      end: 100,
      result: 'Success',
      missedWindow: true,
      windowOverrun: 40,
      stopped: false,
    })
  })

  test('that ends at the closing has not missed it', () => {
    const { sessions } = estate({ window: closing(100, 'stop') })
    expect(sessions[0]).toMatchObject({ end: 100, result: 'Success', missedWindow: false, windowOverrun: 0 })
  })

  test('stop: running and waiting transport fails, finished machines keep their point', () => {
    const { sessions, tasks } = estate({ window: closing(60, 'stop'), retry: { attempts: 3, wait: 0 } })
    expect(outcomes({ tasks } as never)).toEqual([
      ['a/1', 0, 50, undefined],
      ['a/2', 0, 50, undefined],
      ['b/1', 50, 60, 'window-closed'],
      ['b/2', 50, 60, 'window-closed'],
      ['c/1', undefined, 60, 'window-closed'],
    ])
    // No retry: it would be due at the closing.
    expect(sessions[0]).toMatchObject({
      end: 60,
      result: 'Failed',
      reason: 'window-closed',
      attempts: 1,
      stopped: true,
    })
    expect(sessions[0]).toMatchObject({
      machines: 3,
      machinesFailed: 2,
      goodBytes: 10 * GB,
      transferredBytes: 12 * GB,
    })
  })

  test('graceful: machines in progress end, disks that still wait included; others fail', () => {
    const facts = estate({ window: closing(60, 'graceful') }, { servers: [proxy('proxy-1', 1), SERVERS[1]!] })
    // One slot: a/1 0-50, a/2 50-100; b and c have not begun.
    expect(outcomes(facts)).toEqual([
      ['a/1', 0, 50, undefined],
      ['b/1', undefined, 60, 'window-closed'],
      ['b/2', undefined, 60, 'window-closed'],
      ['c/1', undefined, 60, 'window-closed'],
      ['a/2', 50, 100, undefined],
    ])
    expect(facts.sessions[0]).toMatchObject({ end: 100, result: 'Failed', stopped: true, missedWindow: true })
  })

  test('graceful with nothing left to cut is no stop', () => {
    const { sessions } = estate({ window: closing(80, 'graceful') })
    expect(sessions[0]).toMatchObject({ end: 100, result: 'Success', stopped: false, missedWindow: true })
  })

  test('still opening: its machines fail with the reason, nobody was started', () => {
    const { sessions, tasks } = estate(
      { window: closing(3, 'stop') },
      {
        servers: [...SERVERS, server('bs', { 'backup-server': {} })],
        policies: { ...PLAIN, control: { session: 5, task: 0 } },
      },
    )
    expect(sessions[0]).toMatchObject({
      end: 3,
      machines: 3,
      machinesFailed: 3,
      reason: 'window-closed',
      controlSeconds: 3,
    })
    expect(tasks.every(({ start, reason }) => start === undefined && reason === 'window-closed')).toBe(true)
  })

  test('a window holds back no start: the first closing after the start counts', () => {
    const { sessions } = estate({ schedule: at(70), window: { from: 0, to: 60, atEnd: 'stop' } })
    expect(sessions[0]).toMatchObject({ start: 70, end: 170, result: 'Success', missedWindow: false })
  })
})

describe('retries and the window', () => {
  const hit: Failure[] = [{ kind: 'scripted', job: 'nightly', machine: 'a', days: [20_458], attempts: [1] }]
  const failsAt = (wait: number, to: number, atEnd: Window['atEnd']) =>
    estate({ window: closing(to, atEnd), retry: { attempts: 1, wait } }, { failures: hit }).sessions[0]!

  test('a retry due before the closing runs, one due at it is dropped with the session at its first attempt', () => {
    const first = failsAt(1e6, 5000, 'stop')
    expect(first).toMatchObject({ attempts: 1, result: 'Failed', stopped: false, missedWindow: false })
    const { end } = first
    expect(failsAt(1000, end + 1000, 'stop')).toMatchObject({ attempts: 1, end })
    expect(failsAt(1000, end + 1001, 'stop')).toMatchObject({ attempts: 2, result: 'Failed', stopped: true })
    expect(failsAt(1000, end + 1000, 'graceful')).toMatchObject({ attempts: 1 })
    expect(failsAt(1000, end + 1000, 'finish')).toMatchObject({
      attempts: 2,
      result: 'Success',
      missedWindow: true,
    })
  })
})

describe('retries', () => {
  const retry = { attempts: 2, wait: 600 }

  test('repeat all disks of the failed machines only, from byte zero', () => {
    const { tasks, sessions } = estate({ retry }, { failures: [down('server/g1', 60, 5)] })
    // At 60 s both disks of b are lost halfway, and c finds no gateway; all three are due again at 660 s.
    const again = tasks.filter(({ attempt }) => attempt === 2)
    expect(again.map(({ machine: name, disk, start, end }) => [name, disk, start, end])).toEqual([
      ['b', 1, 660, 680],
      ['b', 2, 660, 680],
      ['c', 1, 680, 710],
    ])
    expect(sessions[0]).toMatchObject({
      transferredBytes: 19 * GB,
      goodBytes: 17 * GB,
      processedBytes: 17 * GB,
    })
  })

  test('are as many as the job says, then the session has failed', () => {
    const { sessions } = estate({ retry }, { failures: [down('server/g1', 0)] })
    expect(sessions[0]).toMatchObject({
      attempts: 3,
      end: 1200,
      result: 'Failed',
      firstResult: 'Failed',
      tasks: 15,
    })
  })

  test('without any, the result is that of the only attempt', () => {
    const { sessions } = estate({}, { failures: [down('server/g1', 0)] })
    expect(sessions[0]).toMatchObject({ attempts: 1, end: 0, result: 'Failed', machinesFailedFirst: 3 })
  })

  test('keep the start of their session in the order of waiting', () => {
    const early = job('early', 'nas', [machine('x', GB)], { retry: { attempts: 1, wait: 20 } })
    const late = job('late', 'nas', [machine('y', 5 * GB), machine('z', 5 * GB)], { schedule: at(15) })
    const facts = estate(
      {},
      {
        servers: [proxy('proxy-1', 1), SERVERS[1]!],
        jobs: [late, early],
        failures: [{ kind: 'scripted', job: 'early', machine: 'x', days: [20_458], attempts: [1] }],
      },
    )
    // x fails before 10 s, is due again before 30 s, and goes before z, which has waited since 15 s.
    const starts = facts.tasks
      .filter(({ attempt }) => attempt === 1 || attempt === 2)
      .map(({ machine: name }) => name)
    expect(starts).toEqual(['x', 'y', 'x', 'z'])
  })

  test('choose their gateways anew, unless the policy keeps them', () => {
    const listed = (reselectOnRetry: boolean) =>
      estate(
        { retry: { attempts: 1, wait: 600 } },
        {
          servers: [...SERVERS, server('g2', { gateway: { maxTasks: 100 } })],
          repositories: [share('nas', ['g1', 'g2'])],
          jobs: [job('nightly', 'nas', [machine('a', 10 * GB)], { retry: { attempts: 1, wait: 600 } })],
          failures: [down('server/g1', 50)],
          policies: { ...PLAIN, reselectOnRetry },
        },
      ).tasks.map(({ gateway, reason }) => [gateway, reason])
    expect(listed(true)).toEqual([
      ['g1', 'server-lost'],
      ['g2', undefined],
    ])
    expect(listed(false)).toEqual([
      ['g1', 'server-lost'],
      [undefined, 'gateway-inaccessible'],
    ])
  })

  test('take the lost gateway again when it is back (S50)', () => {
    const { tasks } = estate({ retry: { attempts: 1, wait: 600 } }, { failures: [down('server/g1', 40, 60)] })
    expect(
      tasks
        .filter(({ attempt }) => attempt === 2)
        .every(({ gateway, result }) => gateway === 'g1' && result === 'Success'),
    ).toBe(true)
  })

  test('leave the point of a machine that succeeded: one that failed all its retries reads a full next time', () => {
    const list = ['a', 'b'].map((name) => {
      const { bytes: _, ...rest } = machine(name, 10 * GB)
      return rest
    })
    const { tasks } = run(
      world({
        servers: SERVERS,
        repositories: [share('nas', ['g1'])],
        horizon: 2 * 86_400,
        jobs: [
          job('nightly', 'nas', list, {
            newShare: 1,
            schedule: at(0, 86_400),
            retry: { attempts: 3, wait: 600 },
          }),
        ],
        failures: [{ kind: 'scripted', job: 'nightly', machine: 'b', days: [20_458], attempts: 'all' }],
      }),
    )
    const second = tasks.filter(({ session }) => session === 'nightly#2')
    expect(second.map(({ machine: name, algorithm }) => [name, algorithm])).toEqual([
      ['a', 'increment'],
      ['b', 'full'],
    ])
    expect(
      tasks.filter(({ machine: name, session }) => name === 'b' && session === 'nightly#1'),
    ).toHaveLength(4)
  })
})
