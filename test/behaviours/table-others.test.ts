/** The table of automatic selection: tape, agents, plug-ins, restores, replications, rescans and health checks. */
import { expect, test } from 'vitest'
import type { Job } from '../../sim/model/index.ts'
import {
  blind,
  but,
  carried,
  down,
  estate,
  GB,
  HOUR,
  job,
  machine,
  mountDown,
  otherwise,
  PLAIN,
  passed,
  proxy,
  SYNTHETIC_FULL,
  servedSynthetic,
  servedWork,
  share,
  told,
  workOn,
} from './worlds.ts'

const AGENT: Partial<Job> = { type: 'agent', platform: 'none', proxies: [] }
const PLUG_IN: Partial<Job> = { ...AGENT, type: 'plug-in', channels: 2 }
const database = [machine('db', 20 * GB)]

test('S64 tape: the tape server when it is directly connected to the repository, otherwise the backup server', () => {
  const connected = {
    repositories: [share('nas', 'automatic', { mountServer: 'mount', tapeAttached: 'tape' })],
  }
  const jobs = workOn('tape', 'nas', 'tape')
  expect(servedWork(jobs, connected)).toEqual([['tape', 'C1', false]])
  expect(servedWork(jobs)).toEqual([['bs', 'C2', false]])
  // The backup server hands the 10 GB on to the tape server; with a connection they never see it.
  expect([carried(estate(jobs), 'bs'), carried(estate(jobs, connected), 'bs')]).toEqual([
    [10, 10],
    [0, 0],
  ])
  // Another tape server than the one that is connected is "otherwise".
  const second = but({ ...otherwise('tape', {}), name: 'tape-2' })
  expect(servedWork(workOn('tape', 'nas', 'tape-2'), { ...connected, servers: second })).toEqual([
    ['bs', 'C2', false],
  ])
})

test('S65 agent backup: the mount server, else the backup server, for transport and for synthetic work', () => {
  const late = down('server/mount', 1)
  const early = [job('work', 'nas', [], { ...AGENT, ...SYNTHETIC_FULL })]
  expect(servedWork(early)).toEqual([
    ['mount', 'D1', false],
    ['mount', 'D1', false],
  ])
  const later = early.map((one) => ({ ...one, schedule: workOn('agent', 'nas', 'nas')[1]!.schedule }))
  expect(servedWork(later, { failures: [late] })).toEqual([
    ['bs', 'D1', true],
    ['bs', 'D1', true],
  ])
  // Transport of 2 GB ends at 20 s; a mount server that is lost then leaves the synthetic work to the backup server.
  expect(servedWork(early, { failures: [down('server/mount', 20)] })).toEqual([
    ['mount', 'D1', false],
    ['bs', 'D1', true],
  ])
})

test('S66 plug-in backup: the backup server only, and no synthetic work', () => {
  const jobs = [job('work', 'nas', database, PLUG_IN)]
  expect(servedWork(jobs)).toEqual(Array(2).fill(['bs', 'E1', false]))
  const weekend = [job('work', 'nas', [], { ...PLUG_IN, ...SYNTHETIC_FULL })]
  expect(servedSynthetic(weekend)).toEqual([])
  // No next option: the mount server stands by, and the job fails.
  const facts = estate(jobs, { servers: but(blind('bs')) })
  expect(facts.sessions[0]).toMatchObject({ result: 'Failed', reason: 'no-eligible-gateway' })
  expect(carried(facts, 'mount')).toEqual([0, 0])
})

test('S67 restore: the proxy of the restore is the gateway', () => {
  const restore = (proxies: readonly string[]) => {
    const [backup, work] = workOn('restore', 'nas', 'san', { proxies })
    return estate([backup!, work!]).tasks.filter((task) => task.job === 'work')
  }
  for (const name of ['proxy-1', 'proxy-2'])
    expect(told(restore([name]), 'proxy', 'gateway', 'rule', 'fallback')).toEqual([[name, name, 'F1', false]])
})

test('S68 replication from backup: the target proxy is the gateway', () => {
  // The proxy in the site of the target datastore is chosen, and reads over the line what is stored in the other.
  const servers = but(proxy('proxy-2', 1, { site: 'dr' }))
  const datastores = [{ name: 'lun', site: 'dr', read: 1e12, write: 1e12, maxTasks: 9 }]
  const [backup, work] = workOn('replication', 'nas', 'lun', { proxies: ['proxy-1', 'proxy-2'] })
  const replica = { ...work!, machines: work!.machines.map((one) => ({ ...one, site: 'dr' })) }
  const facts = estate([backup!, replica], { servers, datastores })
  expect(told(facts.tasks, 'job', 'proxy', 'gateway', 'rule', 'fallback')).toEqual([
    ['nightly', 'proxy-1', 'proxy-1', 'A1', false],
    ['work', 'proxy-2', 'proxy-2', 'G1', false],
  ])
  expect([passed(facts, 'wan'), passed(facts, 'lun')]).toEqual([
    [10, 0],
    [10, 0],
  ])
})

test('S69 rescan and health check: the mount server is the gateway', () => {
  const inferred = { policies: { ...PLAIN, inferredFallback: true } }
  for (const [type, row] of [
    ['rescan', 'H1'],
    ['health-check', 'K1'],
  ] as const) {
    const jobs = workOn(type, 'nas', 'nas')
    expect(servedWork(jobs)).toEqual([['mount', row, false]])
    // No next option, unless it is inferred.
    const facts = estate(jobs, mountDown)
    expect(facts.sessions.at(-1)).toMatchObject({
      job: 'work',
      start: HOUR,
      result: 'Failed',
      reason: 'gateway-inaccessible',
    })
    expect(servedWork(jobs, { ...mountDown, ...inferred })).toEqual([['bs', row, true]])
  }
  // A check reads the newest full, a rescan one MiB of metadata for its only point; nothing leaves the mount server.
  expect(carried(estate(workOn('health-check', 'nas', 'nas')), 'mount')).toEqual([10, 0])
  expect(carried(estate(workOn('rescan', 'nas', 'nas')), 'mount')).toEqual([0.001, 0])
})
