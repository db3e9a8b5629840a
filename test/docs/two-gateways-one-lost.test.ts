import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { loadScenario } from '../../index.ts'
import { formatInstant } from '../../sim/calendar.ts'
import { run } from '../model/worlds.ts'

const path = (name: string): string => fileURLToPath(new URL(`../../${name}`, import.meta.url))
const page = readFileSync(path('docs/two-gateways-one-lost.md'), 'utf8')
const loaded = loadScenario(path('scenarios/library/two-gateways-one-lost.yaml'))
if (!loaded.ok) throw new Error('the scenario of the pencil night does not load')
const { world } = loaded.scenario.variants[0]!
const facts = run(world)

const GIB = 1_073_741_824
const MINUTE = 60
const clock = (t: number): string => formatInstant(world.clock, t).slice(11)

/** Rows of the first table of the page whose header begins with `head`. */
function table(head: string): string[][] {
  const lines = page.split('\n')
  const start = lines.findIndex((line) => line.startsWith(`| ${head} |`))
  const rows = lines.slice(start + 2)
  const end = rows.findIndex((line) => !line.startsWith('|'))
  return rows.slice(0, end).map((line) => line.slice(2, -2).split(' | '))
}

test('every task starts, ends and reads as the pencil says, to the second', () => {
  const printed = facts.tasks.map((task) => [
    task.machine,
    String(task.attempt),
    task.gateway,
    clock(task.start!),
    clock(task.end),
    `${task.readBytes / GIB} GiB`,
    task.result,
  ])
  expect(table('machine')).toEqual(printed)
  for (const { start, end } of facts.tasks) expect([start! % MINUTE, end % MINUTE]).toEqual([0, 0])
})

test('each machine goes to the gateway that the page reasons out', () => {
  const first = new Map(
    facts.tasks.filter(({ attempt }) => attempt === 1).map((task) => [task.machine, task.gateway]),
  )
  expect(table('task').map(([machine, , gateway]) => [machine, gateway])).toEqual(
    ['db-1', 'db-2', 'db-3', 'db-4', 'db-5', 'web'].map((machine) => [machine, first.get(machine)]),
  )
})

test('the figures of both gateways are those of the page', () => {
  const [one, two] = facts.gateways
  const said = (row: string, column: 1 | 2): number => {
    const cell = table('figure').find(([name]) => name === row)![column]!
    return Number(/([\d.]+)( GiB| %)?$/.exec(cell)![1])
  }
  for (const [gateway, column] of [
    [one!, 1],
    [two!, 2],
  ] as const) {
    expect(gateway.bytesIn / GIB).toBeCloseTo(said('bytes in', column), 9)
    expect(gateway.bytesWasted / GIB).toBeCloseTo(said('of these wasted', column), 9)
    expect(gateway.saturatedShare * 100).toBeCloseTo(said('card full', column), 2)
    expect(gateway.downSeconds / (8 * 36)).toBeCloseTo(said('down', column), 9)
    expect(gateway.meanTasks).toBeCloseTo(said('mean tasks', column), 3)
  }
})

test('the attempt fails, the retry saves the session, three hours and eight minutes after the start', () => {
  expect(facts.sessions).toHaveLength(1)
  expect(facts.sessions[0]).toMatchObject({
    durationSeconds: (3 * 60 + 8) * MINUTE,
    result: 'Success',
    firstResult: 'Failed',
    attempts: 2,
    machinesFailed: 0,
    machinesFailedFirst: 3,
    transferredBytes: 1500 * GIB,
    goodBytes: 1162.5 * GIB,
    missedWindow: false,
  })
  expect(facts.runs[0]!.activeSeconds).toBe(176 * MINUTE)
})

test('tasks in a group of three are limited by the network, the others mostly by their own cap', () => {
  const shares = (machine: string, attempt: number): readonly number[] =>
    facts.tasks.find((task) => task.machine === machine && task.attempt === attempt)!.limited!
  expect(shares('db-1', 2)[2]).toBe(1)
  expect(shares('db-2', 1)[0]).toBeCloseTo(0.8, 12)
  expect(shares('db-2', 1)[2]).toBeCloseTo(0.2, 12)
})

test('without the loss the night takes 97 minutes', () => {
  const quiet = run({ ...world, failures: [] })
  expect(quiet.sessions[0]!.durationSeconds).toBe(97 * MINUTE)
})
