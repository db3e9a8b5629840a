import { describe, expect, test } from 'vitest'
import { codesOf, good, issuesOf, scenario, withJob, worldOf } from './helpers.ts'

const gateways = (
  list: string,
  servers = '{ name: gw, count: 3, memory: 64 GiB }, { name: old, memory: 64 GiB }',
): readonly string[] => {
  const world = worldOf(
    scenario({
      servers: `[{ name: proxy, roles: [proxy] }, ${servers}]`,
      repositories: `[{ name: nas, type: smb, gateway: ${list} }]`,
      failures: '[]',
    }),
  )
  const { gateway } = world.repositories[0]!
  return gateway === 'automatic' ? [gateway] : gateway
}

describe('names and references', () => {
  test('a short form is suggested its long one, unless there are several', () => {
    const hint = (role: string): string =>
      issuesOf(scenario({ servers: `[{ name: t, roles: [${role}] }]` }))[0]!.message
    expect(hint('mount')).toContain('Did you mean `mount-server`?')
    expect(hint('cloud')).not.toContain('Did you mean')
    expect(issuesOf(scenario({ timezone: 'Europe' }))[0]!.message).not.toContain('Did you mean')
  })

  test('another number of a series is no suggestion, for it is no slip of the pen', () => {
    const [issue] = issuesOf(scenario({ failures: '[{ job: nightly, machine: vm-99, at: 2026-01-05 }]' }))
    expect(issue!.message).toBe('The job `nightly` has no machine `vm-99`.')
  })

  test('count makes name-1 to name-N, also for 1; without count the entry keeps its name', () => {
    const world = worldOf(
      scenario({
        servers:
          '[{ name: proxy, count: 1, roles: [proxy] }, { name: gw }, { name: x, count: 2 }, { name: none, count: 0 }]',
      }),
    )
    expect(world.servers.map(({ name }) => name)).toEqual(['proxy-1', 'gw', 'x-1', 'x-2'])
  })

  test('the base name means all of a counted entry', () => {
    expect(gateways('[gw]')).toEqual(['gw-1', 'gw-2', 'gw-3'])
  })

  test('the order is that of the naming list, globs in order of servers, each once', () => {
    expect(gateways('[old, gw-3, "gw-*"]')).toEqual(['old', 'gw-3', 'gw-1', 'gw-2'])
    expect(gateways('["*"]')).toEqual(['proxy', 'gw-1', 'gw-2', 'gw-3', 'old'])
  })

  test('one name may stand without brackets', () => {
    expect(gateways('old')).toEqual(['old'])
  })

  test('a reference beyond the count is an error in the file, but a note where a factor or --set made fewer', () => {
    const text = scenario({ repositories: '[{ name: nas, type: smb, gateway: [gw-1, gw-2] }]' })
    expect(codesOf(text.replace('name: gw, count: 2', 'name: gw, count: 1'))).toContain('E-REFERENCE')
    const { variants, warnings } = good(text, { set: ['servers.gw.count=1'] })
    expect(variants[0]!.world.repositories[0]!.gateway).toEqual(['gw-1'])
    expect(warnings.find(({ code }) => code === 'W-REFERENCE-DROPPED')!.message).toContain(
      '`gw-2` is left out',
    )
  })

  test('a glob for an entry of which none is left is no error', () => {
    expect(gateways('[old, "gw-*"]', '{ name: gw, count: 0 }, { name: old, memory: 64 GiB }')).toEqual([
      'old',
    ])
  })

  test('an unmanaged server may be named nowhere', () => {
    const servers = '[{ name: proxy, roles: [proxy] }, { name: gw, managed: false }]'
    const issue = issuesOf(scenario({ servers, failures: '[]' })).find(({ code }) => code === 'E-UNMANAGED')
    expect(issue).toMatchObject({ path: 'repositories[0].gateway' })
  })

  test('machines have names of their own in each job', () => {
    const text = withJob('schedule: { daily: "22:00" }').replace(
      '[{ name: vm,',
      '[{ name: vm, count: 2, size: 1 GiB }, { name: vm-1,',
    )
    expect(codesOf(text)).toContain('E-DUPLICATE-NAME')
  })

  test('a counted job makes like jobs', () => {
    const world = worldOf(withJob('count: 2, schedule: { daily: "22:00" }'))
    expect(world.jobs.map(({ name }) => name)).toEqual(['nightly-1', 'nightly-2'])
    expect(world.jobs[0]!.machines).toEqual(world.jobs[1]!.machines)
  })

  test('restores expand to the machines of the job named, read from its target and written to a datastore', () => {
    const jobs =
      '[{ name: nightly, target: nas, schedule: { daily: "22:00" }, machines: [{ name: vm, count: 12, disks: 2, size: 1 GiB }, { name: db, size: 2 GiB }] }, { name: back, type: restore, target: san, schedule: { at: 5 h }, machines: [{ from: nightly, select: [vm-1*, db] }] }]'
    const back = worldOf(scenario({ jobs, datastores: '[{ name: san }]' })).jobs[1]!
    expect(back.machines.map(({ name, from, disks }) => [name, from, disks])).toEqual([
      ['vm-1', 'nightly', 2],
      ['vm-10', 'nightly', 2],
      ['vm-11', 'nightly', 2],
      ['vm-12', 'nightly', 2],
      ['db', 'nightly', 1],
    ])
    expect(back).toMatchObject({
      source: 'nas',
      target: 'san',
      retry: { attempts: 0 },
      full: { kind: 'none' },
    })
  })
})
