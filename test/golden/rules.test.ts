/**
 * The rules of gateway selection, each as a scenario file that a planner can read and change (rules/*.yaml, with the
 * calculation in it), run from the file to the records. Expected numbers are pencil work.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { GB, MB } from '../model/worlds.ts'
import { here, runFile, runOnce } from './run-file.ts'

const REFERENCE = here('../../../shared/reference/gateway_rule_cases.json')

const file = (id: string) => here(`rules/${id}.yaml`)
const perGateway = (tasks: readonly { readonly gateway: string | undefined }[]) => {
  const counts = new Map<string | undefined, number>()
  for (const { gateway } of tasks) counts.set(gateway, (counts.get(gateway) ?? 0) + 1)
  return Object.fromEntries(counts)
}

describe('rules of gateways, from scenario files', () => {
  test('R1: seven machines share three gateways 3, 2 and 2, from a list as by automatic choice', () => {
    const [listed, automatic] = runFile(file('r1'))
    expect(perGateway(listed!.tasks)).toEqual({ 'gw-1': 3, 'gw-2': 2, 'gw-3': 2 })
    expect(perGateway(automatic!.tasks)).toEqual({ 'proxy-1': 3, 'proxy-2': 2, 'proxy-3': 2 })
    for (const { tasks } of [listed!, automatic!]) {
      expect(tasks.map(({ end, waitSeconds }) => [end, waitSeconds])).toEqual(Array(7).fill([400, 0]))
    }
  })

  test('R2: three machines use three of five gateways, one each', () => {
    expect(perGateway(runOnce(file('r2')).tasks)).toEqual({ 'gw-1': 1, 'gw-2': 1, 'gw-3': 1 })
  })

  test('R3: with per-machine files off twelve machines pass one gateway in three waves', () => {
    const { tasks, sessions } = runOnce(file('r3'))
    expect(perGateway(tasks)).toEqual({ 'gw-1': 12 })
    expect(tasks.map(({ end }) => end)).toEqual([400, 800, 1200].flatMap((end) => Array(4).fill(end)))
    expect(sessions[0]).toMatchObject({ start: 0, end: 1200, result: 'Success' })
  })

  test('R4: the four disks of a machine pass one gateway', () => {
    const { tasks } = runOnce(file('r4'))
    expect(tasks.map(({ disk, gateway }) => [disk, gateway])).toEqual(
      [1, 2, 3, 4].map((disk) => [disk, 'gw-1']),
    )
  })

  test('R5: the only listed gateway is down: the job fails at its start and nobody stands in', () => {
    const { sessions, tasks } = runOnce(file('r5'))
    expect(sessions).toHaveLength(1)
    expect(sessions[0]).toMatchObject({
      start: 0,
      end: 0,
      result: 'Failed',
      transferredBytes: 0,
      attempts: 1,
    })
    expect(tasks.map(({ gateway, start, reason }) => [gateway, start, reason])).toEqual(
      Array(3).fill([undefined, undefined, 'gateway-inaccessible']),
    )
  })

  test('R6: a gateway lost midway fails the job at 600 s after 60 GB; the next start succeeds on the other', () => {
    const { sessions, tasks } = runOnce(file('r6'))
    expect(sessions.map(({ start, end, result }) => [start, end, result])).toEqual([
      [0, 600, 'Failed'],
      [86_400, 87_600, 'Success'],
    ])
    expect(tasks.map(({ gateway, reason }) => [gateway, reason])).toEqual([
      ['gw-1', 'server-lost'],
      ['gw-2', undefined],
    ])
    expect(tasks[0]!.transferredBytes).toBeCloseTo(60 * GB, 0)
    expect(tasks[1]!.transferredBytes).toBeCloseTo(120 * GB, 0)
  })

  test('R7: the first retry starts ten minutes later on the other gateway and ends at 2400 s after 180 GB', () => {
    const { sessions, tasks } = runOnce(file('r7'))
    expect(sessions).toHaveLength(1)
    expect(sessions[0]).toMatchObject({ end: 2400, attempts: 2, firstResult: 'Failed', result: 'Success' })
    expect(tasks.map(({ gateway, attempt, start, end }) => [gateway, attempt, start, end])).toEqual([
      ['gw-1', 1, 0, 600],
      ['gw-2', 2, 1200, 2400],
    ])
    expect(sessions[0]!.transferredBytes).toBeCloseTo(180 * GB, 0)
    expect(sessions[0]!.goodBytes).toBeCloseTo(120 * GB, 0)
  })

  test('R10: ten tasks on four slots end in waves and wait 80 s on average', () => {
    const { tasks } = runOnce(file('r10'))
    expect(tasks.map(({ end }) => end)).toEqual([100, 100, 100, 100, 200, 200, 200, 200, 300, 300])
    expect(tasks.map(({ waitSeconds }) => waitSeconds)).toEqual([0, 0, 0, 0, 100, 100, 100, 100, 200, 200])
    expect(tasks.reduce((sum, { waitSeconds }) => sum + waitSeconds, 0) / 10).toBe(80)
    expect(tasks.map(({ machine }) => machine)).toEqual(Array.from({ length: 10 }, (_, i) => `vm-${i + 1}`))
  })

  test('R11: sixteen transfers get a sixteenth of the card each and end together', () => {
    const { tasks } = runOnce(file('r11'))
    expect(tasks).toHaveLength(16)
    for (const task of tasks) {
      expect(task.rateBytesPerSecond! / MB).toBeCloseTo(73.553316, 8)
      expect(task.end).toBeCloseTo((100 * GB) / ((1176.853056 * MB) / 16), 6)
      expect(task.end).toBeCloseTo(1359.558011, 6)
      expect(task.bottleneck).toBe('Network')
    }
  })

  test('R15: the mount server is down, so the backup server is the gateway of the agent and the job succeeds', () => {
    const { tasks, sessions } = runOnce(file('r15'))
    expect(tasks).toHaveLength(1)
    expect(tasks[0]).toMatchObject({ gateway: 'vbr', fallback: true, end: 100 })
    expect(sessions[0]).toMatchObject({ result: 'Success', attempts: 1 })
  })

  test('every rule of the reference is here, and no other', (context) => {
    if (!existsSync(REFERENCE)) return context.skip('the reference file is not here')
    const { cases } = JSON.parse(readFileSync(REFERENCE, 'utf8')) as { cases: readonly { id: string }[] }
    const golden = readdirSync(here('rules')).map((name) => name.replace('.yaml', '').toUpperCase())
    expect(golden.sort()).toEqual(cases.map(({ id }) => id).sort())
  })
})
