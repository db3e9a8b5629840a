/** Every gateway of a small estate is lost once at every instant at which anything happens. */
import { describe, expect, test } from 'vitest'
import type { Loss, World } from '../../sim/model/index.ts'
import {
  at,
  DAY,
  GATEWAY,
  GB,
  job,
  MB,
  machine,
  PLAIN,
  proxy,
  run,
  server,
  share,
  world,
} from '../model/worlds.ts'

const retry = { attempts: 2, wait: 100 }
const ESTATE: World = world({
  horizon: 2 * DAY,
  servers: [
    server('bs', { 'backup-server': {} }),
    proxy('proxy-1', 3),
    proxy('proxy-2', 2),
    server('g1', GATEWAY),
    server(
      'g2',
      { gateway: { maxTasks: 2 } },
      { nic: { in: 150 * MB, out: 150 * MB, efficiency: 1, duplex: 'full' } },
    ),
    server('mount', { 'mount-server': {} }),
  ],
  repositories: [
    share('nas', ['g1', 'g2'], { maxTasks: 4 }),
    share('chain', ['g2', 'g1'], { perMachineFiles: false }),
    share('auto', 'automatic', { mountServer: 'mount' }),
  ],
  jobs: [
    job(
      'nightly',
      'nas',
      [machine('vm-1', 20 * GB, { disks: 3 }), machine('vm-2', 5 * GB), machine('vm-3', 9 * GB)],
      {
        proxies: ['proxy-1', 'proxy-2'],
        schedule: at(0, 150, DAY),
        retry,
      },
    ),
    job('single-file', 'chain', [machine('db-1', 12 * GB, { disks: 2 }), machine('db-2', 7 * GB)], {
      schedule: at(40),
      retry,
      window: { from: 0, to: 400, atEnd: 'graceful' },
    }),
    job('laptops', 'auto', [machine('pc-1', 8 * GB), machine('pc-2', 3 * GB)], {
      type: 'agent',
      platform: 'none',
      proxies: [],
      retry,
    }),
    job('after', 'auto', [machine('vm-1', 6 * GB)], { schedule: { kind: 'after', job: 'nightly' }, retry }),
  ],
  policies: { ...PLAIN, taskOverhead: 5, control: { session: 5, task: 0.5 } },
})

const GATEWAYS = ['g1', 'g2', 'mount', 'proxy-1', 'proxy-2', 'bs']

function losing(gateway: string, kind: Loss['kind'], instant: number, lasts: number): World {
  const timing = { kind: 'scripted', at: [instant], lasts } as const
  return {
    ...ESTATE,
    failures: [{ kind, subject: { kind: 'server', name: gateway }, timing, stream: gateway }],
  }
}

describe('every gateway lost once at every instant at which anything happens', () => {
  const calm = run(ESTATE)
  // Control work and overheads end between the lines of the event log.
  const instants = [...new Set(calm.events.flatMap(({ t }) => [t, t + 3, t + 5.5]))]

  test('the calm estate succeeds, in some sixty instants', () => {
    expect(calm.sessions.every(({ result }) => result === 'Success')).toBe(true)
    expect(instants.length).toBeGreaterThan(60)
  })

  test.each(
    GATEWAYS.flatMap((gateway) => [
      [gateway, 'outage', 200],
      [gateway, 'connection-loss', 0],
      [gateway, 'connection-loss', 60],
    ]) as [string, Loss['kind'], number][],
  )('%s, %s of %d s: nothing is lost without a reason, and everything ends', (gateway, kind, lasts) => {
    for (const instant of instants) {
      const { tasks, sessions, outages } = run(losing(gateway, kind, instant, lasts))
      expect(outages).toMatchObject([{ target: gateway, start: instant, end: instant + lasts }])
      expect(sessions.map(({ session }) => session)).toHaveLength(
        sessions.filter(({ result }) => result !== undefined).length,
      )
      for (const task of tasks) expect(task.result === 'Failed').toBe(task.reason !== undefined)
      // Nothing but the loss is wrong: whoever had retries to come was saved by them, unless a window closed.
      for (const { result, reason } of sessions)
        if (result === 'Failed')
          expect([
            'window-closed',
            'gateway-inaccessible',
            'server-lost',
            'gateway-connection-lost',
            'sibling-failed',
          ]).toContain(reason)
    }
  })
})
