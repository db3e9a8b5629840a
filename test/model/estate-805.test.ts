/** A real estate: 805 rows of an anonymised vSphere inventory, of which 763 are powered-on machines. */
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { loadScenario } from '../../scenarios/index.ts'
import type { World } from '../../sim/model/index.ts'
import { run } from './worlds.ts'

const INVENTORY = fileURLToPath(new URL('../../../shared/data/rvtools/vinfo-805.csv', import.meta.url))
const MIB = 1_048_576
/** Sums over the powered-on rows that are no template. */
const ESTATE = { machines: 763, disks: 1473, provisioned: 226_348_078 * MIB, used: 124_354_895 * MIB }

const SCENARIO = (job: string, gateway: string) => `
horizon: 24 h
servers:
  - { name: vbr, cores: 16, memory: 64 GiB, roles: [backup-server, mount-server] }
  - { name: proxy, count: 4, cores: 16, memory: 64 GiB, nic: 25 Gbit/s, roles: [proxy] }
  - { name: gw, count: 4, cores: 16, memory: 128 GiB, nic: 10 Gbit/s, roles: [gateway] }
repositories: [{ name: nas, type: smb, write: 3 GB/s, read: 3 GB/s, maxTasks: 64, gateway: ${gateway}, mountServer: vbr }]
policies: { taskOverhead: 10 s }
jobs:
  - { name: nightly, target: nas, schedule: { daily: "00:00" }, full: none, ${job}, machines: [{ inventory: vinfo.csv, changeRate: 4 % }] }
`

function worldOf(text: string): World {
  const files = { read: (path: string) => (path === 'vinfo.csv' ? readFileSync(INVENTORY, 'utf8') : text) }
  const result = loadScenario('estate.yaml', { files })
  if (!result.ok) throw new Error(result.issues.map(({ line, message }) => `${line}: ${message}`).join('; '))
  return result.scenario.variants[0]!.world
}

describe.skipIf(!existsSync(INVENTORY))('an estate of 763 machines', () => {
  test('its night of increments reads 4 % of the used space, in one task per disk, on all four gateways', () => {
    const { sessions, tasks, gateways } = run(worldOf(SCENARIO('chain: existing', '[gw]')))
    expect(sessions[0]).toMatchObject({
      machines: ESTATE.machines,
      tasks: ESTATE.disks,
      result: 'Success',
      algorithm: 'increment',
    })
    expect(sessions[0]!.processedBytes / ESTATE.provisioned).toBeCloseTo(1, 9)
    expect(sessions[0]!.readBytes / (0.04 * ESTATE.used)).toBeCloseTo(1, 9)
    expect(sessions[0]!.transferredBytes / (0.02 * ESTATE.used)).toBeCloseTo(1, 9)
    expect(
      gateways.reduce((sum, gateway) => sum + gateway.bytesIn, 0) / sessions[0]!.transferredBytes,
    ).toBeCloseTo(1, 9)
    const even = ESTATE.disks / 4
    for (const gateway of gateways) expect(Math.abs(gateway.tasks - even)).toBeLessThan(0.25 * even)
    const pairs = new Set(tasks.map(({ machine, gateway }) => `${machine} ${gateway}`))
    expect(pairs.size).toBe(ESTATE.machines)
  })

  test('its first full takes at least what four 10 Gbit/s cards need for half of the used space, and reads all of it', () => {
    const { sessions } = run(worldOf(SCENARIO('chain: new', '[gw]')))
    expect(sessions[0]!.readBytes / ESTATE.used).toBeCloseTo(1, 9)
    const cards = 4 * 0.9 * 1.25e9
    expect(sessions[0]!.durationSeconds).toBeGreaterThan(ESTATE.used / 2 / cards)
    // 64 slots at 100 MB/s of source bytes are the other bound.
    expect(sessions[0]!.durationSeconds).toBeGreaterThan(ESTATE.used / (64 * 100e6))
  })
})
