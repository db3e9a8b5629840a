/** Which proxy a task gets, and what its start costs the backup server. 1 GB takes 10 s. */
import { describe, expect, test } from 'vitest'
import type { Job, Machine, World } from '../../sim/model/index.ts'
import { GATEWAY, GB, job, MB, machines, PLAIN, proxy, run, server, share, world } from './worlds.ts'

const G1 = server('g1', GATEWAY)
const backup = (name: string, list: Machine[], parts: Partial<Job> = {}) => job(name, 'nas', list, parts)

function estate(jobs: Job[], parts: Partial<World> = {}) {
  return run(world({ repositories: [share('nas', ['g1'])], jobs, ...parts }))
}

describe('the proxy of a task', () => {
  const proxies = ['p1', 'p2', 'p3']
  const chosen = (list: Machine[], servers: World['servers'], parts: Partial<World> = {}) =>
    estate([backup('nightly', list, { proxies })], { servers: [...servers, G1], ...parts }).tasks.map(
      (task) => task.proxy,
    )

  test('has the fewest running tasks per slot, then the listing decides', () => {
    expect(chosen(machines(7, GB), [proxy('p1', 4), proxy('p2', 2), proxy('p3', 2)])).toEqual([
      'p1',
      'p2',
      'p3',
      'p1',
      'p1',
      'p2',
      'p3',
    ])
  })

  test('stands at the site of the data before load counts: the datastore, else the machine', () => {
    const parts: Partial<World> = {
      sites: ['hq', 'dr'],
      links: [{ name: 'wan', between: ['hq', 'dr'], bandwidth: 1e12, latency: 0, efficiency: 1 }],
      datastores: [{ name: 'san', site: 'dr', read: 1e12, write: 1e12, maxTasks: 99 }],
    }
    const servers = [proxy('p1', 9), proxy('p2', 9, { site: 'dr' }), proxy('p3', 1, { site: 'dr' })]
    expect(chosen(machines(4, GB, { site: 'dr' }), servers, parts)).toEqual(['p2', 'p3', 'p2', 'p2'])
    expect(chosen(machines(2, GB, { datastore: 'san' }), servers, parts)).toEqual(['p2', 'p3'])
    expect(chosen(machines(2, GB, { site: 'hq' }), servers, parts)).toEqual(['p1', 'p1'])
  })
})

describe('control work of the backup server', () => {
  test('opening a session takes 5 core-seconds, starting a task 0.5, at one core each', () => {
    const { sessions, tasks } = estate([backup('nightly', machines(2, GB))], {
      servers: [
        server('bs', { 'backup-server': {} }, { cores: 4, compute: 400 * MB }),
        proxy('proxy-1', 2),
        G1,
      ],
      policies: { ...PLAIN, control: { session: 5, task: 0.5 } },
    })
    expect(sessions[0]).toMatchObject({ start: 0, end: 15.5, controlSeconds: 5 })
    expect(tasks[0]).toMatchObject({ queued: 5, start: 5, end: 15.5, controlSeconds: 0.5 })
  })

  test('eight starts at once on four cores take twice as long', () => {
    const { tasks } = estate([backup('nightly', machines(8, GB))], {
      servers: [
        server('bs', { 'backup-server': {} }, { cores: 4, compute: 400 * MB }),
        proxy('proxy-1', 8),
        G1,
      ],
      policies: { ...PLAIN, control: { session: 0, task: 0.5 } },
    })
    for (const task of tasks) expect(task).toMatchObject({ controlSeconds: 1, end: 11 })
  })
})
