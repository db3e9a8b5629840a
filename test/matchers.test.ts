import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import '../matchers.ts'
import { main } from '../cli/app.ts'
import { loadScenario, type SimulationResult, simulate } from '../index.ts'
import { temporaryFolder, terminal } from './cli/runs.ts'

const NIGHT = `
name: Night
servers:
  - { name: vbr, cores: 16, roles: [backup-server] }
  - { name: proxy, cores: 16, roles: [proxy] }
  - { name: gw, count: 1, roles: { gateway: { maxTasks: 4 } } }
repositories: [{ name: nas, type: smb, gateway: [gw] }]
jobs:
  - name: nightly
    target: nas
    schedule: { daily: "22:00" }
    machines: [{ name: vm, count: 12, size: { lognormal: { median: 100 GiB, p95: 300 GiB } } }]
expect: [failureRate == 0]
experiment: { replications: 4, factors: [{ name: gateways, path: servers.gw.count, values: [1, 2] }] }
`

let file: string

beforeEach(() => {
  file = join(temporaryFolder(), 'night.yaml')
  writeFileSync(file, NIGHT)
})

function simulated(): SimulationResult {
  const loaded = loadScenario(file)
  if (!loaded.ok) throw new Error('the scenario is wrong')
  return simulate(loaded.scenario)
}

describe('toMeet', () => {
  test('asks a result, or runs a file', async () => {
    expect(simulated()).toMeet('failureRate <= 1 %')
    await expect(file).toMeet('failureRate <= 1 %')
    await expect(file).toMeet()
  })

  test('fails with what was found, in each variant that it is about', async () => {
    await expect(file).not.toMeet('throughput >= 50 GB/s')
    const all = await expect(file).toMeet('throughput >= 50 GB/s').catch(String)
    expect(all).toMatch(
      /Night does not meet\nthroughput >= 50 GB\/s \(gateways=1\): .*MiB\/s\n.*\(gateways=2\): /,
    )
    const one = await expect(file).toMeet('throughput >= 50 GB/s', { variant: 'gateways=2' }).catch(String)
    expect(one).not.toContain('gateways=1')
    expect(() => expect(simulated()).toMeet('throughput >= 50 GB/s')).toThrow('Night does not meet')
    expect(() => expect(simulated()).not.toMeet('failureRate == 0')).toThrow('Night meets\nfailureRate == 0')
  })

  test('with confidence wants nights enough', () => {
    expect(() => expect(simulated()).toMeet('failureRate <= 1 %', { confidence: 0.95 })).toThrow(
      '4 nights are too few for a bound',
    )
  })

  test('says what cannot be meant', async () => {
    await expect(expect(file).toMeet('failures <= 1 %')).rejects.toThrow('There is no metric `failures`.')
    await expect(expect(file).toMeet('failureRate <= 1 %', { variant: 'x' })).rejects.toThrow('of no variant')
    await expect(expect(`${file}x`).toMeet('failureRate <= 1 %')).rejects.toThrow('[E-FILE')
    expect(() => expect(5).toMeet('failureRate <= 1 %')).toThrow('expected a result of simulate(...)')
  })
})

describe('toMatchBaseline', () => {
  test('wants a baseline, and then the same results', async () => {
    expect(() => expect(simulated()).toMatchBaseline()).toThrow('night.yaml --update keeps one')
    expect(await main(['check', file, '--update'], terminal())).toBe(0)
    expect(existsSync(file.replace('.yaml', '.baseline.json'))).toBe(true)
    expect(simulated()).toMatchBaseline()
    await expect(file).toMatchBaseline()
    writeFileSync(file, NIGHT.replace('roles: { gateway', 'nic: 100 Mbit/s, roles: { gateway'))
    expect(() => expect(simulated()).toMatchBaseline()).toThrow(
      /metrics moved beyond chance\n(.*\n)*gateways=1: bottleneckShare\.Network 0 -> 1 /,
    )
  })
})
