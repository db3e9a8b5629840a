/** Which repositories need a gateway, and which servers may be one (docs/model.md 4). */
import { describe, expect, test } from 'vitest'
import type { Repository, Server, World } from '../../sim/model/index.ts'
import { GATEWAY, GB, job, machine, proxy, run, server, share, world } from './worlds.ts'

function estate(parts: Partial<World>) {
  const servers = [proxy('p1', 4), server('idle', GATEWAY)]
  const jobs = [job('nightly', 'nas', [machine('vm', 2 * GB, { disks: 2 })], { proxies: ['p1'] })]
  return run(world({ servers, jobs, ...parts }))
}

describe('direct attached repositories', () => {
  test.each(['windows', 'linux', 'hardened'] as const)('%s gets no gateway (S19)', (type) => {
    const facts = estate({ repositories: [share('nas', 'automatic', { type, host: 'idle' })] })
    for (const task of facts.tasks) {
      expect(task).toMatchObject({
        gateway: undefined,
        rule: 'direct-attached',
        targetMover: 'idle',
        result: 'Success',
      })
    }
  })
})

describe('who may be a gateway of a manual list', () => {
  const reasonOf = (
    type: Repository['type'],
    g1: Partial<Server>,
    more: Partial<World> = {},
    repository = {},
  ) =>
    estate({
      servers: [proxy('p1', 4), server('g1', GATEWAY, g1)],
      repositories: [share('nas', ['g1'], { type, ...repository })],
      ...more,
    }).tasks[0]!.reason

  test('Windows, Linux and Hyper-V hosts are accepted (S23)', () => {
    for (const os of ['windows', 'linux', 'hyper-v'] as const) expect(reasonOf('smb', { os })).toBeUndefined()
  })

  test('before version 13 shares over SMB and appliances want Windows, NFS and object storage do not', () => {
    const old = { productVersion: 12 }
    for (const type of ['smb', 'data-domain', 'storeonce'] as const) {
      expect(reasonOf(type, { os: 'linux' }, old)).toBe('no-eligible-gateway')
      expect(reasonOf(type, { os: 'windows' }, old)).toBeUndefined()
    }
    for (const type of ['nfs', 'object-storage'] as const)
      expect(reasonOf(type, { os: 'linux' }, old)).toBeUndefined()
  })

  test('an appliance serves NFS only with all_squash; SMB does not ask (S28, S29)', () => {
    expect(reasonOf('nfs', { os: 'appliance' })).toBe('no-eligible-gateway')
    expect(reasonOf('nfs', { os: 'appliance' }, {}, { allSquash: true })).toBeUndefined()
    expect(reasonOf('smb', { os: 'appliance' })).toBeUndefined()
  })

  test('an appliance on Fibre Channel wants a gateway with such a connection (S27)', () => {
    const fabric = { fabric: 'fibre-channel' as const }
    expect(reasonOf('data-domain', {}, {}, fabric)).toBe('no-eligible-gateway')
    expect(reasonOf('data-domain', { fibreChannel: ['nas'] }, {}, fabric)).toBeUndefined()
  })

  test('no access, not managed: never selected, even if idle (S26, S35)', () => {
    expect(reasonOf('smb', { reaches: ['other'] })).toBe('no-eligible-gateway')
    expect(reasonOf('smb', { reaches: ['nas'] })).toBeUndefined()
    expect(reasonOf('smb', { managed: false })).toBe('no-eligible-gateway')
  })
})
