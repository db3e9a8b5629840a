/** A run of 400,000 tasks through the built program, all tables written: time, rows, memory, and the mean wait. */
import { createReadStream, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, expect, test } from 'vitest'
import { gatesim } from '../cli/built.ts'
import { station, UNIT } from './station.ts'
import { expectMean } from './steady.ts'

const TASKS = 400_000
/** Generous: test machines are shared. The speed itself is a matter of `npm run bench`. */
const SECONDS = 300
/** Tables of this run have 260 MB; who keeps them in memory does not get through. */
const HEAP_MEGABYTES = 256

const folder = mkdtempSync(join(tmpdir(), 'gatesim-long-'))
const out = join(folder, 'out')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Cells of each row by the names of the header, read line by line. */
async function eachRow(file: string, see: (cell: (name: string) => string) => void): Promise<number> {
  let names: string[] | undefined
  let rows = 0
  for await (const line of createInterface({ input: createReadStream(join(out, file)) })) {
    const cells = line.split(',')
    if (names === undefined) names = cells
    else {
      rows++
      const header = names
      see((name) => cells[header.indexOf(name)]!)
    }
  }
  return rows
}

async function countRows(file: string): Promise<number> {
  let lines = 0
  for await (const chunk of createReadStream(join(out, file), { highWaterMark: 1 << 20 })) {
    for (const byte of chunk as Buffer) if (byte === 10) lines++
  }
  return lines - 1
}

test('400,000 tasks are simulated and written in bounded time and memory', async () => {
  const queue = { title: 'long run', rate: 0.8, arrivals: TASKS, slots: 1, cap: 1 }
  await writeFile(join(folder, 'long.yaml'), station(queue).replace(/^warmup.*\n/m, ''))
  const began = performance.now()
  const { code, err } = await gatesim(['run', 'long.yaml', '--out', 'out', '--quiet'], folder, {
    NODE_OPTIONS: `--max-old-space-size=${HEAP_MEGABYTES}`,
  })
  expect(err).toBe('')
  expect(code).toBe(0)
  expect((performance.now() - began) / 1000).toBeLessThan(SECONDS)

  const tables = [
    'summary',
    'replications',
    'sessions',
    'tasks',
    'gateways',
    'resources',
    'flows',
    'nights',
    'load',
    'outages',
  ]
  expect(readdirSync(out)).toEqual(
    [...tables.map((name) => `${name}.csv`), 'report.html', 'result.json'].sort(),
  )

  // The page keeps at most 100,000 of the tasks.
  expect(statSync(join(out, 'report.html')).size).toBeLessThan(15e6)

  const waits: number[] = []
  const tasks = await eachRow('tasks.csv', (cell) => {
    if (cell('result') !== 'Success') throw new Error(`${cell('session')}: ${cell('result')}`)
    waits.push(Number(cell('waitSeconds')) / UNIT)
  })
  const sessions = await countRows('sessions.csv')
  expect(Math.abs(tasks / TASKS - 1)).toBeLessThan(0.01)
  expect(sessions).toBe(tasks)
  // One queue, one server, load 0.8: the mean wait is 0.8 / 0.2 service times.
  expectMean('400,000 tasks Wq', waits, 4)

  const summary = new Map<string, string>()
  await eachRow('summary.csv', (cell) => void summary.set(cell('metric'), cell('mean')))
  const mean = (UNIT * waits.reduce((sum, x) => sum + x, 0)) / waits.length
  expect(Number(summary.get('queueWait')) / mean).toBeCloseTo(1, 9)
}, 400_000)
