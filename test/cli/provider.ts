/** A provider whose every name is a word that occurs nowhere else, and tenants with every kind of trouble. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { main } from '../../cli/app.ts'
import type { Ended } from './built.ts'
import { temporaryFolder, terminal } from './runs.ts'

/** Each name of the provider's side holds this. */
export const MARKER = 'zq'

const SCENARIO = `name: zqscenario
start: 2026-01-05T18:00
horizon: 2 d
sites: [{ name: zqsite }, { name: zqfar }]
links:
  - { name: zqlink, between: [zqsite, zqfar], bandwidth: 1 Gbit/s }
servers:
  - { name: zqvcc, site: zqsite, roles: [backup-server, mount-server] }
  - { name: zqgold, count: 2, site: zqsite, nic: 1 Gbit/s, roles: { cloud-gateway: { maxConnections: 1 } } }
  - { name: zq open, count: 2, site: zqsite, virtual: true, nic: 1 Gbit/s, roles: [cloud-gateway] }
  - { name: zqserver, count: 2, site: zqsite, roles: [gateway] }
  - { name: esx-cloud, site: zqfar, roles: [cloud-host] }
repositories:
  - { name: vault, site: zqsite, type: smb, write: 100 MB/s, read: 100 MB/s, maxTasks: 4, gateway: [zqserver] }
cloud:
  layout: pools
  pools: [{ name: zqpool, gateways: [zqgold] }]
  tenants:
    - name: acme
      uplink: 500 Mbit/s
      maxTasks: 3
      pools: [zqpool]
      jobs:
        - name: nightly
          target: vault
          schedule: { daily: "22:00" }
          retry: { attempts: 1, wait: 10 min }
          machines: [{ name: vm, count: 4, bytes: 60 GB }]
        - { name: dr, type: replication, target: esx-cloud, schedule: { daily: "01:00" }, machines: [{ name: vm, bytes: 10 GB }] }
        - { name: back, type: restore, schedule: { at: ["2026-01-06T12:00"] }, machines: [{ from: nightly, select: vm-1 }] }
        - { name: cut, target: vault, schedule: { daily: "20:00" }, window: { from: "20:00", to: "20:05", atEnd: stop }, machines: [{ name: slow, bytes: 500 GB }] }
    - name: bolt
      uplink: 100 Mbit/s
      maxTasks: 2
      jobs: [{ name: nightly, target: vault, schedule: { daily: "22:00" }, machines: [{ name: pc, count: 2, bytes: 20 GB }] }]
    - name: core
      uplink: 100 Mbit/s
      maxTasks: 2
      quota: { limit: 5 GB, used: 1 GB }
      jobs: [{ name: nightly, target: vault, schedule: { daily: "22:00" }, machines: [{ name: pc, count: 2, bytes: 20 GB }] }]
    - name: zqother
      uplink: 100 Mbit/s
      maxTasks: 2
      leaseUntil: 2026-01-06T12:00
      jobs: [{ name: zqjob, target: vault, schedule: { daily: "22:00" }, machines: [{ name: zqmachine, bytes: 20 GB }] }]
failures:
  - { server: zqgold-1, at: "22:10", for: 3 h }
  - { server: zqgold-2, at: "22:30", for: 3 h }
  - { server: zqserver, at: "22:20", for: 1 min }
  - { tenant: bolt, at: "22:05", for: 2 h }
experiment:
  variants:
    - { name: zqfirst }
    - { name: zqsecond, set: { cloud.tenants.acme.failoverOutsidePool: true, cloud.tenants.zqother.pools: [zqpool] } }
`

export const cwd: string = temporaryFolder()
export const FOLDER = 'zqfolder'

export async function gatesimHere(args: readonly string[], columns = 80): Promise<Ended> {
  const screen = terminal(columns)
  const code = await main(args, screen)
  return { code, ...screen.heard() }
}

export async function runProvider(): Promise<string> {
  const file = join(cwd, 'zqfile.yaml')
  writeFileSync(file, SCENARIO)
  const { code, out, err } = await gatesimHere([
    'run',
    file,
    '--decisions',
    '--events',
    '--audit',
    '--csv-locale',
    'de',
    '--out',
    join(cwd, FOLDER),
  ])
  expect(err).toMatch(/^audit: clean/)
  expect(code).toBe(0)
  return out
}

export function report(...args: readonly string[]): Promise<Ended> {
  return gatesimHere(['report', join(cwd, FOLDER), ...args])
}
