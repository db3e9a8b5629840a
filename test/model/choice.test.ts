/** The choice among gateways of a list: load, bytes/s, order of listing, at the moment of assignment. */
import { describe, expect, test } from 'vitest'
import type { Job, Roles, World } from '../../sim/model/index.ts'
import { down } from './failing.ts'
import { at, GATEWAY, GB, job, MB, machine, machines, proxy, run, server, share, world } from './worlds.ts'

const rate = (megabytes: number) => ({ taskRate: { full: megabytes * MB, increment: megabytes * MB } })
const names = (count: number) => Array.from({ length: count }, (_, i) => `g${i + 1}`)

function estate(jobs: Job[], gateways: [string, Roles, object?][], more: Partial<World> = {}) {
  return run(
    world({
      servers: [proxy('proxy-1', 100), ...gateways.map(([name, roles, parts]) => server(name, roles, parts))],
      repositories: [
        share(
          'nas',
          gateways.map(([name]) => name),
        ),
      ],
      jobs,
      ...more,
    }),
  )
}
const chosen = (facts: ReturnType<typeof run>) =>
  facts.tasks.map(({ machine: name, gateway }) => `${name} ${gateway}`)
const alike = (count: number): [string, Roles][] => names(count).map((name) => [name, GATEWAY])

describe('the least loaded', () => {
  test('with equal loads takes in fewest source bytes per second over the reduction, synthetic work included', () => {
    const { bytes: _, ...whole } = machine('whole', 100 * GB)
    const facts = run(
      world({
        servers: [proxy('proxy-1', 100), server('g1', GATEWAY), server('g2', GATEWAY)],
        repositories: [
          share('fulls', ['g1'], { read: 100 * MB, write: 100 * MB }),
          share('slow', ['g2']),
          share('nas', ['g1', 'g2']),
        ],
        jobs: [
          // Monday: an increment of 5 GB takes 50 s, then the synthetic full keeps g1 at 100 MB/s.
          job('synthetic', 'fulls', [{ ...whole }], {
            full: { kind: 'weekdays', days: [0], how: 'synthetic' },
          }),
          job('trickle', 'slow', [machine('x', 1000 * GB)], rate(1)),
          job('probe', 'nas', [machine('y', GB)], { schedule: at(100) }),
        ],
      }),
    )
    expect(facts.tasks.find(({ job: name }) => name === 'probe')?.gateway).toBe('g2')
  })

  test('three machines, five gateways: three distinct ones (R2, S33)', () => {
    const facts = estate([job('nightly', 'nas', machines(3, GB))], alike(5))
    expect(chosen(facts)).toEqual(['vm-1 g1', 'vm-2 g2', 'vm-3 g3'])
  })

  test('load is running tasks per slot, or per core where slots are not limited', () => {
    const facts = estate(
      [job('nightly', 'nas', machines(6, GB))],
      [
        ['g1', { gateway: { maxTasks: 2 } }],
        ['g2', GATEWAY, { cores: 4 }],
      ],
    )
    // 0/2 and 0/4, 1/2 and 0/4, 1/2 and 1/4, 1/2 and 2/4 (listing), 2/2 and 2/4, ...
    expect(chosen(facts).map((one) => one.slice(-2))).toEqual(['g1', 'g2', 'g2', 'g1', 'g2', 'g2'])
  })

  test('is judged when a task is assigned: who became busy attracts no more (S36)', () => {
    const early = job('early', 'nas', machines(2, 10 * GB))
    const one = (name: string, start: number) =>
      job(name, 'nas', [machine(name, GB)], { schedule: at(start) })
    const facts = estate([early, one('x', 50), one('y', 55)], alike(3))
    // g1 and g2 are busy until 100 s, g3 from 50 s on: y finds one task on each and the same bytes/s.
    expect(chosen(facts).filter((entry) => !entry.startsWith('vm'))).toEqual(['x g3', 'y g1'])
  })

  test('counts tasks of all jobs and repositories', () => {
    const facts = estate(
      [job('a', 'nas', [machine('x', GB)]), job('b', 'other', [machine('y', GB)])],
      alike(2),
      {
        repositories: [share('nas', ['g1', 'g2']), share('other', ['g1', 'g2'])],
      },
    )
    expect(chosen(facts)).toEqual(['x g1', 'y g2'])
  })

  test('must be reachable: an idle one that is not loses to a busy one that is (S35)', () => {
    const facts = estate([job('nightly', 'nas', machines(3, GB), { schedule: at(10) })], alike(2), {
      failures: [down('server/g1', 0)],
    })
    expect(new Set(facts.tasks.map(({ gateway }) => gateway))).toEqual(new Set(['g2']))
  })
})

describe('of equal loads', () => {
  /** g1 is listed first and serves at `first` MB/s, g2 at `second`; the third task ties on load. */
  const third = (first: number, second: number, reduction: [number, number] = [1, 1]) => {
    const one = (name: string, megabytes: number, r: number, start: number) =>
      job(name, 'nas', [machine(name, 10 * GB)], { ...rate(megabytes), reduction: r, schedule: at(start) })
    const jobs = [one('a', first, reduction[0], 0), one('b', second, reduction[1], 0), one('c', 1, 1, 5)]
    return estate(jobs, alike(2)).tasks.find(({ machine: name }) => name === 'c')!.gateway
  }

  test('the fewer bytes/s, as reduced data come in; then the order of listing', () => {
    expect(third(100, 50)).toBe('g2')
    expect(third(50, 100)).toBe('g1')
    expect(third(100, 100)).toBe('g1')
    expect(third(100, 60, [4, 1])).toBe('g1')
    expect(third(100, 100 * (1 - 1e-12))).toBe('g1')
  })

  test('a transfer that ended in this instant still counts, one begun now does not', () => {
    const one = (name: string, gigabytes: number, megabytes: number, start: number) =>
      job(name, 'nas', [machine(name, gigabytes * GB)], { ...rate(megabytes), schedule: at(start) })
    // At 10 s a ends on g1 at 100 MB/s, b goes on at 10 MB/s on g2; two arrive.
    const facts = estate(
      [one('a', 1, 100, 0), one('b', 10, 10, 0), one('c', 1, 1, 10), one('d', 1, 1, 10)],
      alike(2),
    )
    // c: g1 is idle. d: one task each; g1 still shows 100 MB/s, g2 10.
    expect(facts.tasks.map(({ machine: name, gateway }) => [name, gateway])).toContainEqual(['c', 'g1'])
    expect(facts.tasks.map(({ machine: name, gateway }) => [name, gateway])).toContainEqual(['d', 'g2'])
  })

  test('the listing of the repository counts, not that of the servers', () => {
    const facts = estate([job('nightly', 'nas', [machine('x', GB)])], alike(2), {
      repositories: [share('nas', ['g2', 'g1'])],
    })
    expect(chosen(facts)).toEqual(['x g2'])
  })
})

describe('one gateway for', () => {
  test('a job without per-machine files, another one for the next job (S37, S38)', () => {
    const jobs = ['a', 'b'].map((name) => job(name, 'nas', machines(3, GB)))
    const facts = estate(jobs, alike(3), {
      repositories: [share('nas', names(3), { perMachineFiles: false })],
    })
    expect(facts.tasks.map(({ job: name, gateway }) => `${name} ${gateway}`)).toEqual([
      ...Array(3).fill('a g1'),
      ...Array(3).fill('b g2'),
    ])
  })

  test('each agent, though files are not per machine', () => {
    const agents = job('pcs', 'nas', machines(2, GB), { type: 'agent', platform: 'none', proxies: [] })
    const facts = estate([agents], alike(2), {
      repositories: [share('nas', names(2), { perMachineFiles: false })],
    })
    expect(chosen(facts)).toEqual(['vm-1 g1', 'vm-2 g2'])
  })

  test('all disks of a machine, those that start later included (S39)', () => {
    const facts = estate([job('nightly', 'nas', [machine('vm', 4 * GB, { disks: 4 })])], alike(3), {
      servers: [proxy('proxy-1', 1), ...names(3).map((name) => server(name, GATEWAY))],
    })
    expect(facts.tasks.map(({ start, gateway }) => [start, gateway])).toEqual(
      [0, 10, 20, 30].map((t) => [t, 'g1']),
    )
  })
})

test('a list is never left: no unlisted server serves, even if the listed one is gone (S42, S45)', () => {
  const facts = estate([job('nightly', 'nas', [machine('x', GB)], { schedule: at(10) })], alike(2), {
    repositories: [share('nas', ['g1'], { mountServer: 'g2' })],
    failures: [down('server/g1', 0)],
  })
  expect(facts.sessions[0]).toMatchObject({ result: 'Failed', reason: 'gateway-inaccessible' })
})

test('each decision tells its candidates, why not, and who was chosen', () => {
  const facts = estate([job('nightly', 'nas', [machine('x', GB)], { schedule: at(10) })], alike(2), {
    failures: [down('server/g1', 0)],
  })
  expect(facts.decisions).toMatchObject([
    {
      time: 10,
      rule: 'manual',
      chosen: 'g2',
      candidates: [
        { server: 'g1', eligible: false, why: 'is down' },
        { server: 'g2', eligible: true, why: undefined, tasks: 0 },
      ],
    },
  ])
})
