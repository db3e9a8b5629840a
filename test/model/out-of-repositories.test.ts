/** Out of repositories into datastores: replications from backups, restores from copies. Figures in stored.ts. */
import { describe, expect, test } from 'vitest'
import type { Job } from '../../sim/model/index.ts'
import { at, datastore, GB, machine, restore, vm } from './estates.ts'
import { copying, gb, moved, pointsOf, reader, sessionsOf, source, stored, tasksOf } from './stored.ts'

const once = (type: Job['type'], from: Job, time: number, more: Partial<Job> = {}) =>
  reader(type, type, from, { schedule: at(time), ...more })

describe('replications from backups', () => {
  const replicate = (from: Job, more: Partial<Job> = {}) =>
    once('replication', from, 1000, { platform: 'vmware', target: 'lun', proxies: ['proxy-1'], ...more })
  const parts = { datastores: [datastore('lun')] }

  test('move the new point to the target proxy and the datastore', () => {
    const facts = stored([source(1), replicate(source(1))], parts)
    expect(moved(facts, 'replication')).toEqual([[1000, 1025, 2.5]])
    expect(tasksOf(facts, 'replication')[0]).toMatchObject({
      proxy: 'proxy-1',
      targetMover: 'proxy-1',
      direction: 'restore',
    })
  })

  test('with a reduction of 2 what was stored is inflated: 2.5 GB are read, 5 GB written', () => {
    const facts = stored([source(1), replicate(source(1), { reduction: 2 })], parts)
    const [task] = tasksOf(facts, 'replication')
    expect([task!.repositoryReadBytes, task!.transferredBytes, task!.readBytes].map(gb)).toEqual([
      2.5, 2.5, 5,
    ])
    expect(gb(facts.resources.find(({ resource }) => resource === 'lun')!.bytesIn)).toBe(5)
  })

  test('without a new point they end with a warning, and are not retried', () => {
    const nights = source(1)
    const retry = { attempts: 3, wait: 600 }
    const facts = stored([nights, replicate(nights, { schedule: at(1000, 2000), retry })], parts)
    expect(
      sessionsOf(facts, 'replication').map(({ result, attempts, tasks }) => [result, attempts, tasks]),
    ).toEqual([
      ['Success', 1, 1],
      ['Warning', 1, 0],
    ])
  })

  test('disks of a machine go one after another: one task', () => {
    const nights = source(1, { machines: [vm('vm', 100 * GB, { disks: 4 })] })
    expect(tasksOf(stored([nights, replicate(nights)], parts), 'replication')).toHaveLength(1)
  })
})

describe('restores from copies', () => {
  test('a restore reads the used space of the machine at the repository of the copies', () => {
    const nights = source(1)
    const offsite = copying('offsite', nights)
    const back = restore('back', 'vault', pointsOf(offsite), { schedule: at(1000), reduction: 2 })
    const facts = stored([nights, offsite, back], { datastores: [datastore('lun')] })
    expect(moved(facts, 'back')).toEqual([[1000, 2000, 100]])
    expect(tasksOf(facts, 'back')[0]).toMatchObject({ gateway: 'g2', repository: 'vault' })
    expect(gb(tasksOf(facts, 'back')[0]!.repositoryReadBytes)).toBe(50)
  })

  test('what was not copied yet cannot be restored', () => {
    const nights = source(1)
    const offsite = copying('offsite', nights, { newShare: 1 })
    const back = restore('back', 'vault', pointsOf(offsite), { schedule: at(20) })
    const facts = stored([nights, offsite, back], { datastores: [datastore('lun')] })
    expect(sessionsOf(facts, 'back')[0]).toMatchObject({ result: 'Success', readBytes: 0, tasks: 0 })
  })

  test('copies of a fixed volume are restored with that volume', () => {
    const nights = source(1, { machines: [machine('vm', 5 * GB)] })
    const offsite = copying('offsite', nights)
    const back = restore('back', 'vault', pointsOf(offsite), { schedule: at(1000) })
    const facts = stored([nights, offsite, back], { datastores: [datastore('lun')] })
    expect(moved(facts, 'back')).toEqual([[1000, 1050, 5]])
  })

  test('moved backups are restored from where they lie now', () => {
    const nights = source(1)
    const move = once('move', nights, 1000)
    const parts = { datastores: [datastore('lun')] }
    const from = (job: Job) =>
      sessionsOf(
        stored([nights, move, restore('back', job.target, pointsOf(job), { schedule: at(5000) })], parts),
        'back',
      ).map(({ readBytes }) => gb(readBytes))
    expect([from(move), from(nights)]).toEqual([[100], [0]])
  })
})
