import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import type { Interrupts } from '../../cli/crew/interrupt.ts'
import { type Disk, REAL_DISK } from '../../cli/folder/disk.ts'
import { perform } from '../../cli/run/perform.ts'
import { widthOf } from '../../output/index.ts'
import { readCsv } from '../output/read-csv.ts'
import { contents, request, SCENARIO, temporaryFolder, terminal } from './runs.ts'

let folder: string
let out: string

beforeEach(() => {
  folder = temporaryFolder()
  out = join(folder, 'result')
})

const ALL_FILES = [
  'decisions.csv',
  'events.ndjson',
  'flows.csv',
  'gateways.csv',
  'load.csv',
  'nights.csv',
  'outages.csv',
  'replications.csv',
  'report.html',
  'resources.csv',
  'result.json',
  'sessions.csv',
  'summary.csv',
  'tasks.csv',
]

/** Asks for an end when it is looked at for the n-th time. */
function after(looks: number): Interrupts {
  let left = looks
  return {
    get asked() {
      return --left <= 0
    },
    stop() {},
  }
}

/** A disk with room for so many bytes. */
function smallDisk(bytes: number): Disk {
  let room = bytes
  return {
    write(fd, data, position) {
      if (room <= 0)
        throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
      const part = data.subarray(0, room)
      room -= part.length
      return REAL_DISK.write(fd, part, position)
    },
  }
}

/** The same run, never disturbed. */
async function undisturbed(): Promise<Record<string, string>> {
  const calm = join(folder, 'calm')
  expect(await perform(request(calm), SCENARIO, terminal())).toBe(0)
  return contents(calm)
}

test('a run writes every file, each with the rows of all variants and replications', async () => {
  expect(await perform(request(out), SCENARIO, terminal())).toBe(0)
  const files = contents(out)
  expect(Object.keys(files)).toEqual(ALL_FILES)
  const tasks = readCsv(files['tasks.csv']!, ',')
  expect(tasks.length).toBe(1 + 2 * 3 * 40)
  expect(tasks.every((row) => row.length === tasks[0]!.length)).toBe(true)
  expect(new Set(tasks.slice(1).map((row) => `${row[0]} ${row[1]}`)).size).toBe(6)
  const gateways = readCsv(files['gateways.csv']!, ',')
  expect(gateways.length).toBe(1 + 3 * 2 + 3 * 1)
  const event = JSON.parse(files['events.ndjson']!.split('\n')[0]!) as Record<string, unknown>
  expect(Object.keys(event).slice(0, 4)).toEqual(['t', 'event', 'variant', 'replication'])
})

test('result.json holds what a program needs, and null where nothing is known', async () => {
  await perform(request(out), { ...SCENARIO, replications: 1 }, terminal())
  const result = JSON.parse(readFileSync(join(out, 'result.json'), 'utf8')) as Record<string, unknown>
  expect(Object.keys(result)).toEqual(
    expect.arrayContaining([
      'gatesim',
      'scenario',
      'seed',
      'fingerprint',
      'variants',
      'summary',
      'comparison',
      'warnings',
    ]),
  )
  const [row] = result['summary'] as Record<string, unknown>[]
  expect(row).toMatchObject({ variant: 'gateways=2', metric: 'throughput', low: null, high: null, n: 1 })
})

test('without being asked, neither events nor decisions are written', async () => {
  await perform(request(out, { events: false, decisions: false }), SCENARIO, terminal())
  expect(Object.keys(contents(out))).toEqual(ALL_FILES.filter((it) => !/decisions|events/.test(it)))
})

test.each([1, 2, 3, 5, 6])(
  'a run interrupted at look %d and resumed is the same to the byte',
  async (looks) => {
    const first = terminal()
    expect(await perform(request(out), SCENARIO, first, { interrupts: after(looks) })).toBe(130)
    expect(first.heard().err).toContain('[I-INTERRUPTED]')
    expect(existsSync(out)).toBe(false)
    expect(await perform(request(out, { resume: true }), SCENARIO, terminal())).toBe(0)
    expect(contents(out)).toEqual(await undisturbed())
  },
)

test('rows and half a line that a crash left behind are cut off', async () => {
  await perform(request(out), SCENARIO, terminal(), { interrupts: after(4) })
  appendFileSync(join(`${out}.partial`, 'tasks.csv'), 'half,a,ro')
  appendFileSync(join(`${out}.partial`, 'manifest.ndjson'), '{"variant":"gatew')
  const second = terminal()
  expect(await perform(request(out, { resume: true }), SCENARIO, second)).toBe(0)
  expect(second.heard().err).toContain('[I-RESUMED]')
  expect(contents(out)).toEqual(await undisturbed())
})

test('a run of something else is not continued', async () => {
  await perform(request(out), SCENARIO, terminal(), { interrupts: after(4) })
  const other = perform(request(out, { resume: true }), { ...SCENARIO, seed: 8 }, terminal())
  await expect(other).rejects.toMatchObject({
    code: 'E-RESUME-DIFFERENT',
    message: expect.stringContaining('seed 7 there, 8 here'),
  })
  const elsewhere = request(out, { resume: true, command: `gatesim run ${'folder/'.repeat(9)}two.yaml` })
  await expect(perform(elsewhere, SCENARIO, terminal())).rejects.toMatchObject({
    message: expect.stringContaining('folder/two.yaml" here'),
  })
  const both = perform(elsewhere, { ...SCENARIO, seed: 8 }, terminal())
  await expect(both).rejects.toMatchObject({ message: expect.not.stringContaining('command') })
  expect(await perform(request(out, { resume: true }), SCENARIO, terminal())).toBe(0)
})

test('without --resume an interrupted run is discarded, and said so', async () => {
  await perform(request(out), SCENARIO, terminal(), { interrupts: after(4) })
  const second = terminal()
  expect(await perform(request(out), SCENARIO, second)).toBe(0)
  expect(second.heard().err).toContain('[I-DISCARDED]')
  expect(contents(out)).toEqual(await undisturbed())
})

test.each([0, 500, 60_000, 150_000])('a disk with room for %d bytes loses nothing', async (bytes) => {
  const calm = await undisturbed()
  await perform(request(out, { events: false }), SCENARIO, terminal())
  const before = contents(out)
  const run = perform(request(out), SCENARIO, terminal(), { disk: smallDisk(bytes) })
  await expect(run).rejects.toMatchObject({ code: 'E-DISK-FULL' })
  expect(contents(out)).toEqual(before)
  expect(await perform(request(out, { resume: true }), SCENARIO, terminal())).toBe(0)
  expect(contents(out)).toEqual(calm)
})

test('a foreign folder stops the run before it begins', async () => {
  writeFileSync(join(folder, 'notes.txt'), 'mine')
  await expect(perform(request(folder), SCENARIO, terminal())).rejects.toMatchObject({
    code: 'E-OUT-FOREIGN',
  })
  expect(existsSync(`${folder}.partial`)).toBe(false)
})

test('--json prints result.json and nothing else; --quiet nothing at all', async () => {
  const json = terminal()
  await perform(request(out, { json: true }), SCENARIO, json)
  expect(json.heard()).toEqual({ out: readFileSync(join(out, 'result.json'), 'utf8'), err: '' })
  const quiet = terminal()
  await perform(request(out, { quiet: true }), SCENARIO, quiet)
  expect(quiet.heard()).toEqual({ out: '', err: '' })
})

test.each([40, 60, 80, 200])('the summary fits a terminal of %d columns', async (columns) => {
  for (const scenario of [SCENARIO, { ...SCENARIO, variants: SCENARIO.variants.slice(0, 1) }]) {
    for (const replications of [1, 3]) {
      const screen = terminal(columns)
      await perform(request(out), { ...scenario, replications, description: 'Words '.repeat(60) }, screen)
      const lines = screen.heard().out.split('\n')
      expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(Math.min(80, columns))
    }
  }
})

test('one replication has no interval, three have one', async () => {
  const one = terminal()
  const single = { ...SCENARIO, variants: SCENARIO.variants.slice(0, 1) }
  await perform(request(out), { ...single, replications: 1 }, one)
  expect(one.heard().out).toContain('One replication: no interval')
  expect(one.heard().out).not.toContain(' .. ')
  const three = terminal()
  await perform(request(out), single, three)
  expect(three.heard().out).toContain('95 % interval')
  expect(three.heard().out).toContain(' .. ')
})
