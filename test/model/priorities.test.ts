/** Who comes first when jobs of different types want the one slot of a repository. Figures in stored.ts. */
import { describe, expect, test } from 'vitest'
import type { Job } from '../../sim/model/index.ts'
import { at, datastore, GB, job, machine, restore, share } from './estates.ts'
import { copying, pointsOf, reader, source, stored, VAULT } from './stored.ts'

const LATER = at(2000)
/** Leaves the points that the others read, one machine each, and is at rest when they begin. */
const night = source(1, {
  machines: ['restored', 'replicated', 'copied', 'moved', 'offloaded', 'checked', 'scanned'].map((name) =>
    machine(name, 5 * GB),
  ),
})
const of = (name: string) => pointsOf(night).filter((one) => one.name === name)
const work = (type: Job['type'], name: string, more: Partial<Job> = {}) =>
  reader(type, name, night, { schedule: LATER, machines: of(name), ...more })
const looking = (type: Job['type'], name: string) => {
  const { source: _, ...rest } = work(type, name, { target: 'nas' })
  return rest
}
const backup = (name: string, more: Partial<Job> = {}) =>
  job(name, 'nas', [machine(name, 5 * GB)], { schedule: LATER, ...more })

/** Machines in the order in which they got the slot that a first backup holds from 1990 to 2040 s. */
function order(jobs: Job[]): string[] {
  const first = backup('first', { schedule: at(1990) })
  const facts = stored([night, first, ...jobs], {
    repositories: [share('nas', ['g1'], { maxTasks: 1 }), VAULT],
    datastores: [datastore('lun')],
  })
  return facts.tasks
    .filter(({ start }) => start! > 1990)
    .sort((a, b) => a.start! - b.start!)
    .map((task) => task.machine)
}
/** Listed from the last to the first, so that the place in the file explains nothing. */
const JOBS = [
  looking('health-check', 'checked'),
  work('offload', 'offloaded'),
  work('backup-copy', 'copied', { mode: 'periodic' }),
  backup('normal'),
  backup('high', { priority: 'high' }),
  restore('back', 'nas', of('restored'), { schedule: LATER }),
]

describe('type priorities', () => {
  test('restores 800, high 400, backups 300, copies 200, offloads and checks 100', () => {
    expect(order(JOBS)).toEqual(['restored', 'high', 'normal', 'copied', 'checked', 'offloaded'])
  })

  test('equal ones by their place in the file', () => {
    expect(order([backup('b'), backup('a', { type: 'agent', platform: 'none', proxies: [] })])).toEqual([
      'b',
      'a',
    ])
    const lowest = [
      work('offload', 'offloaded'),
      looking('rescan', 'scanned'),
      looking('health-check', 'checked'),
    ]
    expect(order(lowest)).toEqual(['offloaded', 'scanned', 'checked'])
    expect(order([...lowest].reverse())).toEqual(['checked', 'scanned', 'offloaded'])
  })

  test('replications stand with backups, moves with copies', () => {
    const replica = work('replication', 'replicated', {
      platform: 'vmware',
      target: 'lun',
      proxies: ['proxy-1'],
    })
    const rest = [work('move', 'moved'), work('backup-copy', 'copied', { mode: 'periodic' })]
    expect(order([...rest, replica, backup('normal')])).toEqual(['replicated', 'normal', 'moved', 'copied'])
  })

  test('the flag lifts a copy to 400, and leaves a restore where it is', () => {
    const copy = work('backup-copy', 'copied', { mode: 'periodic', priority: 'high' })
    const back = restore('back', 'nas', of('restored'), { schedule: LATER, priority: 'high' })
    expect(order([backup('normal'), copy, back])).toEqual(['restored', 'copied', 'normal'])
  })
})

describe('copies of a high-priority job', () => {
  const high = source(1, {
    name: 'high',
    machines: [machine('vip', 5 * GB)],
    schedule: at(0),
    priority: 'high',
  })
  const with_ = (copy: Job) => {
    const facts = stored([night, high, backup('first', { schedule: at(1990) }), backup('normal'), copy], {
      repositories: [share('nas', ['g1'], { maxTasks: 1 }), VAULT],
    })
    return facts.tasks
      .filter(({ start }) => start! > 1990)
      .sort((a, b) => a.start! - b.start!)
      .map((task) => task.machine)
  }

  test('an immediate one comes before backups, a periodic one after them', () => {
    expect(with_(copying('offsite', high, { schedule: LATER }))).toEqual(['vip', 'normal'])
    expect(with_(copying('offsite', high, { schedule: LATER, mode: 'periodic' }))).toEqual(['normal', 'vip'])
  })

  test('an immediate one of a normal job comes after them', () => {
    expect(with_(copying('offsite', night, { schedule: LATER, machines: of('copied') }))).toEqual([
      'normal',
      'copied',
    ])
  })
})
