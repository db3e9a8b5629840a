/** Who needs a gateway, and who may be one. */
import { expect, test } from 'vitest'
import type { OperatingSystem, Repository, Server } from '../../sim/model/index.ts'
import { appliance } from '../model/estates.ts'
import { scenario, worldOf } from '../scenarios/helpers.ts'
import {
  attached,
  but,
  carried,
  estate,
  foundAt,
  GATEWAY,
  GB,
  job,
  machines,
  otherwise,
  passed,
  SYNTHETIC_FULL,
  server,
  share,
  told,
  workOn,
} from './worlds.ts'

/** What two machines of 10 GB were served by, and how it ended. */
const served = (repository: Repository, servers: readonly Server[] = but()) => {
  const facts = estate([job('nightly', repository.name, machines(2, 10 * GB))], {
    servers,
    repositories: [repository],
  })
  return told(facts.tasks, 'gateway', 'rule', 'reason').flatMap((row) => row.join(' ').trim())
}

test('S19 only shares, appliances and object storage get a gateway, a windows, linux or hardened repository never', () => {
  for (const type of ['windows', 'linux', 'hardened'] as const) {
    expect(served(attached('store', 'host', { type }))).toEqual(Array(2).fill('direct-attached'))
    const asked = `[{ name: nas, type: ${type}, host: proxy-1, gateway: »[gw] }]`
    expect(foundAt(scenario({ repositories: asked }))).toEqual(['E-DIRECT-ATTACHED-GATEWAY'])
  }
  for (const type of ['smb', 'nfs', 'data-domain', 'storeonce', 'object-storage'] as const)
    expect(served(share('store', ['g1'], { type }))).toEqual(Array(2).fill('g1 manual'))
})

test('S20 in a backup copy the gateway bridges two repositories: bytes go out of one and into the other', () => {
  // 10 GB of backup go through g1 into `listed`; the copy takes them out again through g1.
  const one = estate(workOn('backup-copy', 'listed', 'nas-2'))
  expect([passed(one, 'listed'), passed(one, 'nas-2')]).toEqual([
    [10, 10],
    [10, 0],
  ])
  expect(carried(one, 'g1')).toEqual([20, 20])
  // With a gateway at either end both carry the copy.
  const two = estate(workOn('backup-copy', 'listed', 'vault'))
  expect([passed(two, 'listed'), passed(two, 'vault')]).toEqual([
    [10, 10],
    [10, 0],
  ])
  expect([carried(two, 'g1'), carried(two, 'g2')]).toEqual([
    [20, 20],
    [10, 10],
  ])
})

test('S21 a gateway carries data both ways: backups into the repository, restores out of it', () => {
  // 10 GB at 2:1: 5 GB in and out on the way there; 5 GB out of the share, 5 GB on to the restore proxy.
  const [backup, restore] = workOn('restore', 'listed', 'san', { reduction: 2 })
  const facts = estate([{ ...backup!, reduction: 2 }, restore!])
  expect(told(facts.tasks, 'gateway', 'direction', 'repositoryReadBytes', 'repositoryWrittenBytes')).toEqual([
    ['g1', 'backup', 0, 5 * GB],
    ['g1', 'restore', 5 * GB, 0],
  ])
  expect(facts.flows.map(({ direction, bytesIn, bytesOut }) => [direction, bytesIn, bytesOut])).toEqual([
    ['backup', 5 * GB, 5 * GB],
    ['restore', 5 * GB, 5 * GB],
  ])
  expect(passed(facts, 'listed')).toEqual([5, 5])
  expect(passed(facts, 'san')).toEqual([10, 0])
})

test('S22 a machine that is not a managed server is refused as a gateway', () => {
  const text = (managed: boolean) =>
    scenario({
      servers: `[{ name: proxy, roles: [proxy] }, { name: box, managed: ${managed} }]`,
      repositories: '[{ name: nas, type: smb, gateway: »[box] }]',
      failures: '[]',
    })
  expect(foundAt(text(false))).toEqual(['E-UNMANAGED'])
  expect(foundAt(text(true))).toEqual([])
  // Nor does the model ever take one.
  const unmanaged = but(otherwise('g1', { managed: false, roles: {} }))
  expect(served(share('store', ['g1']), unmanaged)).toEqual(Array(2).fill('no-eligible-gateway'))
})

test('S23 a Windows machine, a Linux machine and a Hyper-V host are each accepted as a gateway', () => {
  for (const os of ['windows', 'linux', 'hyper-v'] as const satisfies readonly OperatingSystem[]) {
    for (const type of ['smb', 'nfs', 'object-storage', 'data-domain', 'storeonce'] as const)
      expect(served(share('store', ['g1'], { type }), but(otherwise('g1', { os })))).toEqual(
        Array(2).fill('g1 manual'),
      )
    const accepted = worldOf(
      scenario({
        servers: `[{ name: proxy, roles: [proxy] }, { name: gw, os: ${os}, roles: [gateway] }]`,
        failures: '[]',
      }),
    )
    expect(accepted.repositories[0]!.gateway).toEqual(['gw'])
    expect(accepted.servers.at(-1)).toMatchObject({ name: 'gw', os, managed: true })
  }
})

test('S24 a gateway below the system requirements is reported before anything runs', () => {
  // A gateway needs 2 cores and 4 GiB besides what each machine takes.
  const text = (cores: number, memory: number, level: string) =>
    scenario({
      servers: `[{ name: proxy, roles: [proxy] }, »{ name: gw, cores: ${cores}, memory: ${memory} GiB, roles: { gateway: { maxTasks: 1 } } }]`,
      failures: '[]',
      policies: `{ requirements: { level: ${level} } }`,
    })
  expect(foundAt(text(1, 8, 'enforce'))).toEqual(['E-BELOW-REQUIREMENTS'])
  expect(foundAt(text(2, 3, 'enforce'))).toEqual(['E-BELOW-REQUIREMENTS'])
  expect(foundAt(text(2, 3, 'warn'))).toEqual(['W-BELOW-REQUIREMENTS'])
  expect(foundAt(text(2, 8, 'enforce'))).toEqual([])
})

test('S25 fast clone on ReFS works only when the gateway of the synthetic work runs Windows; else everything is copied', () => {
  const weekend = (gateway: Repository['gateway'], os: OperatingSystem) => {
    const store = share('store', gateway, { mountServer: 'mount', fastClone: 'refs' })
    const facts = estate([job('nightly', 'store', [], SYNTHETIC_FULL)], {
      servers: but(otherwise('mount', { os }), otherwise('g1', { os })),
      repositories: [store],
    })
    const tasks = facts.tasks.filter(({ operation }) => operation === 'synthetic')
    return told(tasks, 'gateway', 'fastClone', 'repositoryReadBytes', 'repositoryWrittenBytes')
  }
  for (const [selection, by] of [
    ['automatic', 'mount'],
    [['g1'], 'g1'],
  ] as const) {
    expect(weekend(selection, 'windows')).toEqual([[by, true, 0, 0]])
    expect(weekend(selection, 'linux')).toEqual([[by, false, 40 * GB, 40 * GB]])
  }
})

test('S26 a gateway without access to the share or appliance is never selected, even if idle', () => {
  const cannot = but(otherwise('g1', { reaches: ['other'] }))
  for (const type of ['smb', 'nfs', 'data-domain', 'storeonce'] as const) {
    expect(served(share('store', ['g1', 'g2'], { type }), cannot)).toEqual(Array(2).fill('g2 manual'))
    expect(served(share('store', ['g1', 'g2'], { type }))).toEqual(['g1 manual', 'g2 manual'])
  }
})

test('S27 an appliance on Fibre Channel is refused with automatic selection and wants a listed gateway that has it', () => {
  const text = (gateway: string, fibreChannel: string) =>
    scenario({
      servers: `[{ name: bs, roles: [backup-server] }, { name: proxy, roles: [proxy] }, { name: gw, memory: 64 GiB, fibreChannel: [${fibreChannel}], roles: [gateway] }]`,
      repositories: `[{ name: nas, type: data-domain, fabric: fibre-channel, gateway: »${gateway} }]`,
      failures: '[]',
    })
  expect(foundAt(text('automatic', 'nas'))).toEqual(['E-FIBRE-CHANNEL'])
  expect(foundAt(text('[gw]', ''))).toEqual(['E-FIBRE-CHANNEL'])
  expect(foundAt(text('[gw]', 'nas'))).toEqual([])
  const wired = but(otherwise('g2', { fibreChannel: ['dd'] }))
  const dd = appliance('dd', ['g1', 'g2'], { fabric: 'fibre-channel' })
  expect(served(dd, wired)).toEqual(Array(2).fill('g2 manual'))
})

const veeamAppliance = but(server('g1', GATEWAY, { os: 'appliance' }))

test('S28 a software appliance cannot process anything on an NFS export without all_squash', () => {
  expect(served(share('store', ['g1'], { type: 'nfs' }), veeamAppliance)).toEqual(
    Array(2).fill('no-eligible-gateway'),
  )
})

test('S29 the same appliance serves the export with all_squash, and SMB does not ask for it', () => {
  for (const store of [
    share('store', ['g1'], { type: 'nfs', allSquash: true }),
    share('store', ['g1'], { type: 'smb' }),
  ])
    expect(served(store, veeamAppliance)).toEqual(Array(2).fill('g1 manual'))
})
