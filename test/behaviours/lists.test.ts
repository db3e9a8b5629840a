/** Manual lists, and what automatic selection does in general. */
import { expect, test } from 'vitest'
import type { Job, World } from '../../sim/model/index.ts'
import {
  at,
  blind,
  but,
  cutOff,
  down,
  estate,
  GATEWAY,
  GB,
  HOUR,
  job,
  machine,
  machines,
  otherwise,
  passed,
  SYNTHETIC_FULL,
  servedSynthetic,
  server,
  share,
  told,
} from './worlds.ts'

const MOUNTED = { mountServer: 'mount' }
const nightly = (more: Partial<Job> = {}) => job('nightly', 'store', machines(4, 10 * GB), more)
const night = (gateway: 'automatic' | readonly string[], jobs = [nightly()], parts: Partial<World> = {}) =>
  estate(jobs, { repositories: [share('store', gateway, MOUNTED), share('listed', ['g1'])], ...parts })

test('S42 manual list: no unlisted server is used, even if idle and nearer', () => {
  // The listed one stands in the other site: 40 GB cross to it and back, past two idle gateways beside the share.
  const facts = night(['far'], [nightly()], { servers: but(server('far', GATEWAY, { site: 'dr' })) })
  expect(told(facts.tasks, 'gateway', 'rule')).toEqual(Array(4).fill(['far', 'manual']))
  expect(passed(facts, 'wan')).toEqual([40, 40])
  expect(facts.gateways.filter(({ tasks }) => tasks > 0).map(({ gateway }) => gateway)).toEqual(['far'])
})

test('S43 manual list: synthetic work runs on the listed gateways, not on the mount server', () => {
  const weekend = (gateway: 'automatic' | readonly string[]) =>
    servedSynthetic([job('nightly', 'store', [], SYNTHETIC_FULL)], {
      repositories: [share('store', gateway, MOUNTED)],
    })
  expect(weekend(['g2'])).toEqual([['g2', 'manual', false]])
  expect(weekend('automatic')).toEqual([['mount', 'A1', false]])
})

test('S44 manual list of several: the most suitable by connectivity and load serves each task', () => {
  // From midnight g1 has two tasks of another job, and g2 has lost its connection at 10 s: of four tasks at 50 s
  // three go to g3 (the third because it carries fewer bytes so far), then g1 has fewer.
  const busy = job('busy', 'listed', machines(2, 100 * GB))
  const facts = night(['g1', 'g2', 'g3'], [busy, nightly({ schedule: at(50) })], {
    failures: [cutOff('server/g2', 10, HOUR)],
  })
  const chosen = facts.decisions.filter(({ session }) => session === 'nightly#1')
  expect(chosen.map((decision) => decision.chosen)).toEqual(['g3', 'g3', 'g3', 'g1'])
  expect(chosen[0]!.candidates.map(({ server: name, why, tasks }) => [name, why, tasks])).toEqual([
    ['g1', undefined, 2],
    ['g2', 'connection lost', 0],
    ['g3', undefined, 0],
  ])
})

test('S45 manual list of one that is not accessible: the job fails and nothing else is selected', () => {
  for (const failure of [down('server/g1', 0), cutOff('server/g1', 0, HOUR)]) {
    const facts = night(['g1'], [nightly({ schedule: at(10) })], { failures: [failure] })
    expect(facts.sessions[0]).toMatchObject({ result: 'Failed', start: 10, end: 10, transferredBytes: 0 })
    expect(told(facts.tasks, 'gateway', 'start', 'reason')).toEqual(
      Array(4).fill([undefined, undefined, 'gateway-inaccessible']),
    )
    expect(facts.decisions[0]).toMatchObject({ rule: 'manual', chosen: undefined, fallbacksTried: [] })
    expect(facts.gateways.every(({ tasks }) => tasks === 0)).toBe(true)
  }
})

test('S46 automatic selection spreads, shares and keeps to machines too: several gateways may serve one job', () => {
  // proxy-2 has one slot and takes a share of the work; its machines go through it, the others through proxy-1.
  const both = { proxies: ['proxy-2', 'proxy-1'] }
  const disks = { ...both, machines: machines(3, 20 * GB, { disks: 2 }) }
  const rows = (perMachineFiles: boolean, more: Partial<Job>) =>
    told(
      night('automatic', [nightly(more)], {
        repositories: [share('store', 'automatic', { ...MOUNTED, perMachineFiles })],
      }).tasks,
      'machine',
      'disk',
      'gateway',
    ).map((row) => row.join(' '))
  expect(rows(true, both)).toEqual(['vm-1 1 proxy-2', 'vm-2 1 proxy-1', 'vm-3 1 proxy-1', 'vm-4 1 proxy-1'])
  expect(rows(true, disks)).toEqual([
    'vm-1 1 proxy-2',
    'vm-1 2 proxy-2',
    'vm-2 1 proxy-1',
    'vm-2 2 proxy-1',
    'vm-3 1 proxy-1',
    'vm-3 2 proxy-1',
  ])
  expect(new Set(rows(false, disks).map((row) => row.split(' ')[2]))).toEqual(new Set(['proxy-2']))
})

test('S47 automatic selection goes on to the next option when the first is not accessible, and says so', () => {
  const proxies = { proxies: ['proxy-2', 'proxy-1'], machines: [machine('vm', 10 * GB)] }
  const backup = (parts: Partial<World>) => night('automatic', [nightly(proxies)], parts)
  const agent = (parts: Partial<World>) =>
    night('automatic', [nightly({ type: 'agent', schedule: at(10) })], parts)
  const first = (facts: ReturnType<typeof night>) => [
    ...told(facts.tasks, 'gateway', 'rule', 'fallback')[0]!,
    facts.decisions[0]!.fallbacksTried[0],
  ]
  expect(first(backup({}))).toEqual(['proxy-2', 'A1', false, undefined])
  expect(first(backup({ servers: but(blind('proxy-2')) })).slice(0, 3)).toEqual(['proxy-1', 'A1', true])
  expect(first(agent({}))).toEqual(['mount', 'D1', false, undefined])
  const moved = agent({ failures: [down('server/mount', 0)] })
  expect(first(moved)).toEqual(['bs', 'D1', true, 'mount-server'])
  expect(moved.decisions[0]!.reason).toBe('the options before it are not accessible')
  expect(moved.gateways.find(({ gateway }) => gateway === 'bs')).toMatchObject({ fallbackTasks: 4 })
  expect(moved.sessions[0]).toMatchObject({ result: 'Success' })
  // Full is not inaccessible: it is waited for.
  const small = otherwise('mount', { roles: { 'mount-server': {}, gateway: { maxTasks: 1 } } })
  expect(told(agent({ servers: but(small) }).tasks, 'gateway', 'start')).toEqual(
    [10, 110, 210, 310].map((start) => ['mount', start]),
  )
})
