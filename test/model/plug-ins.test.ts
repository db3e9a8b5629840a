/** Backups by plug-ins: channels, and one gateway for the job. A channel moves 100 MB/s. */
import { describe, expect, test } from 'vitest'
import type { Job, World } from '../../sim/model/index.ts'
import { attached, DAY, GB, job, machine, nightly, share, vm } from './estates.ts'
import { down } from './failing.ts'
import { GATEWAY, PLAIN, run, server, waited, world } from './worlds.ts'

const VBR = server('vbr', { 'backup-server': {} })
const MOUNT = server('mount', { 'mount-server': {} })
const SERVERS = [VBR, MOUNT, server('g1', GATEWAY), server('g2', GATEWAY), server('host')]
const AUTO = share('nas', 'automatic', { mountServer: 'mount' })
const DATABASE = machine('db', 8 * GB)

function saved(more: Partial<Job> = {}, parts: Partial<World> = {}) {
  const plugIn = { type: 'plug-in', platform: 'none', proxies: [], ...more } as const
  return run(
    world({
      servers: SERVERS,
      repositories: [AUTO],
      jobs: [job('rman', 'nas', [DATABASE], plugIn)],
      ...parts,
    }),
  )
}
const told = (facts: ReturnType<typeof saved>) =>
  facts.tasks.map(({ machine: name, disk, gateway, rule }) => [name, disk, gateway, rule].join(' '))
const inferred = { policies: { ...PLAIN, inferredFallback: true } }

describe('channels', () => {
  test('each is a task with its share of the volume: four channels are four times as fast as one', () => {
    expect(saved({ channels: 4 }).tasks.map(({ disk, end, readBytes }) => [disk, end, readBytes])).toEqual([
      [1, 20, 2 * GB],
      [2, 20, 2 * GB],
      [3, 20, 2 * GB],
      [4, 20, 2 * GB],
    ])
    expect(saved().tasks.map(({ end }) => end)).toEqual([80])
  })

  test('each takes a slot of the repository', () => {
    const { tasks } = saved({ channels: 4 }, { repositories: [{ ...AUTO, maxTasks: 3 }] })
    expect(tasks.map(({ start }) => start)).toEqual([0, 0, 0, 20])
    expect(waited(tasks[3]!)).toEqual({ repository: 20 })
  })

  test('when one fails the database fails, and a retry repeats them all', () => {
    const failures = [
      { kind: 'scripted', job: 'rman', machine: 'db', days: [20_458], attempts: [1] },
    ] as const
    const facts = saved({ channels: 2, retry: { attempts: 1, wait: 600 } }, { failures })
    expect(facts.tasks.map(({ attempt, result, reason }) => [attempt, result, reason])).toEqual([
      [1, 'Failed', 'other'],
      [1, 'Failed', 'sibling-failed'],
      [2, 'Success', undefined],
      [2, 'Success', undefined],
    ])
    expect(facts.sessions[0]).toMatchObject({
      machines: 1,
      machinesFailedFirst: 1,
      machinesFailed: 0,
      tasks: 4,
    })
  })

  test('a second run reads what changed', () => {
    const { tasks } = saved(
      { channels: 2, newShare: 1, machines: [vm('db', 8 * GB)], schedule: nightly(2) },
      { horizon: 2 * DAY },
    )
    expect(tasks.map(({ algorithm, readBytes }) => [algorithm, readBytes / GB])).toEqual([
      ['full', 4],
      ['full', 4],
      ['increment', 0.2],
      ['increment', 0.2],
    ])
  })
})

describe('the gateway', () => {
  const two = { channels: 2, machines: [DATABASE, machine('erp', 8 * GB)] }

  test('is the backup server, for all channels of all databases (E1)', () => {
    expect(told(saved(two))).toEqual(['db 1 vbr E1', 'db 2 vbr E1', 'erp 1 vbr E1', 'erp 2 vbr E1'])
  })

  test('is one of the list for the whole job, though files are per machine and the other idles', () => {
    const listed = { repositories: [share('nas', ['g1', 'g2'])] }
    expect(told(saved(two, listed))).toEqual([
      'db 1 g1 manual',
      'db 2 g1 manual',
      'erp 1 g1 manual',
      'erp 2 g1 manual',
    ])
  })

  test('carries what its channels send: in and out, 16 GB of one session', () => {
    const facts = saved(two)
    expect(facts.gateways[0]).toMatchObject({
      gateway: 'vbr',
      tasks: 4,
      bytesIn: 16 * GB,
      bytesOut: 16 * GB,
      peakTasks: 4,
    })
  })

  test('there is none for a direct attached repository', () => {
    expect(told(saved({}, { repositories: [attached('nas', 'host')] }))).toEqual(['db 1  direct-attached'])
  })

  test('lost with all its channels: every database of the job fails, and a retry selects anew', () => {
    const listed = { repositories: [share('nas', ['g1', 'g2'])], failures: [down('server/g1', 40)] }
    const facts = saved({ ...two, channels: 1, retry: { attempts: 1, wait: 60 } }, listed)
    expect(facts.tasks.map(({ attempt, gateway, end, reason }) => [attempt, gateway, end, reason])).toEqual([
      [1, 'g1', 40, 'server-lost'],
      [1, 'g1', 40, 'server-lost'],
      [2, 'g2', 180, undefined],
      [2, 'g2', 180, undefined],
    ])
  })

  const blind = { servers: [{ ...VBR, reaches: ['other'] }, ...SERVERS.slice(1)] }

  test('the backup server that cannot open the repository has no substitute: the row has one option', () => {
    expect(saved({}, blind).sessions[0]).toMatchObject({ result: 'Failed', reason: 'no-eligible-gateway' })
  })

  test('unless the fall-back is inferred: then the mount server', () => {
    const facts = saved({}, { ...blind, ...inferred })
    expect(facts.tasks[0]).toMatchObject({ gateway: 'mount', rule: 'E1', fallback: true, result: 'Success' })
  })

  test('makes no synthetic fulls', () => {
    const full = { kind: 'weekdays', days: [0], how: 'synthetic' } as const
    expect(saved({ full, machines: [vm('db', 8 * GB)] }).tasks.map(({ operation }) => operation)).toEqual([
      'plug-in',
    ])
  })
})
