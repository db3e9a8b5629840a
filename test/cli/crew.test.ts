import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { beforeEach, describe, expect, inject, test } from 'vitest'
import { performCheck } from '../../cli/check/perform.ts'
import { Arguments } from '../../cli/command.ts'
import type { Interrupts } from '../../cli/crew/interrupt.ts'
import { EXIT } from '../../cli/failure.ts'
import { type Disk, REAL_DISK } from '../../cli/folder/disk.ts'
import { perform } from '../../cli/run/perform.ts'
import type { StudyRequest } from '../../cli/study/request.ts'
import { perform as performStudy, type Study } from '../../cli/study/study.ts'
import type { Scenario } from '../../scenarios/index.ts'
import { readCsv } from '../output/read-csv.ts'
import { contents, request, SCENARIO, temporaryFolder, terminal } from './runs.ts'

/** The program of a worker thread, as it is built. */
const WORKER = join(dirname(inject('program')), 'crew', 'worker.js')

const LIBRARY = new URL('../../scenarios/library/', import.meta.url)

let folder: string
let out: string

beforeEach(() => {
  folder = temporaryFolder()
  out = join(folder, 'result')
})

/** A worker that does something before a unit; `before` sees the `task` and a `folder` for its notes. */
function otherWorker(before: string): string {
  const file = join(folder, 'other-worker.mjs')
  const notes = join(folder, 'notes')
  mkdirSync(notes)
  writeFileSync(
    file,
    `import { existsSync, writeFileSync } from 'node:fs'
import { work as real } from ${JSON.stringify(pathToFileURL(WORKER).href)}
const folder = ${JSON.stringify(notes)}
export function work(task) {
  ${before}
  return real(task)
}
`,
  )
  return file
}

const DIES_ONCE = `const note = folder + '/' + task.place
  if (task.replication === 2 && !existsSync(note)) { writeFileSync(note, ''); process.exit(7) }`
const DIES_ALWAYS = `if (task.variant === 'gateways=1' && task.replication === 2) process.exit(7)`

async function ran(
  workers: number,
  workerFile = WORKER,
  scenario = SCENARIO,
): Promise<Record<string, string>> {
  const place = join(folder, `with-${workers}`)
  expect(await perform(request(place, { workers }), scenario, terminal(), { workerFile })).toBe(EXIT.done)
  return contents(place)
}

function studyRequest(more: Partial<StudyRequest> = {}): StudyRequest {
  return {
    name: 'compare',
    file: 'two.yaml',
    out,
    form: { delimiter: ',', decimal: '.' },
    json: false,
    quiet: false,
    resume: false,
    command: 'gatesim compare two.yaml',
    ...more,
  }
}

/** Asks twice, as studies that decide on the way do. */
const inTwoSteps: Study = async (replicator) => {
  await replicator.upTo(SCENARIO.variants, 2)
  const variants = await replicator.upTo(SCENARIO.variants, 7)
  return { variants, lines: () => ['done'], exit: EXIT.done }
}

async function studied(more: Partial<StudyRequest>): Promise<Record<string, string>> {
  expect(
    await performStudy(studyRequest(more), SCENARIO, terminal(), inTwoSteps, { workerFile: WORKER }),
  ).toBe(EXIT.done)
  return contents(out)
}

describe('however many workers there are', () => {
  test('a run with events and decisions is the same to the byte', async () => {
    const alone = await ran(1)
    expect(Object.keys(alone)).toContain('events.ndjson')
    expect(readCsv(alone['decisions.csv']!, ',').length).toBeGreaterThan(100)
    expect(await ran(2)).toEqual(alone)
    expect(await ran(3)).toEqual(alone)
  })

  test('variants on other clocks keep their times', async () => {
    const [first, second] = SCENARIO.variants
    const { clock } = second!.world
    const periods = clock.periods.map(({ at, offset }) => ({ at, offset: offset + 40 * 86_400 }))
    const later = { ...second!.world, clock: { ...clock, periods } }
    const scenario = { ...SCENARIO, variants: [first!, { ...second!, world: later }] }
    expect(await ran(2, WORKER, scenario)).toEqual(await ran(1, WORKER, scenario))
  })

  test('a study is the same to the byte, its list of replications included', async () => {
    const alone = await studied({ workers: 1 })
    expect(alone['manifest.ndjson']!.trim().split('\n')).toHaveLength(1 + 14)
    for (const workers of [2, 3]) expect(await studied({ workers })).toEqual(alone)
  })
})

/** Metrics whose observations a line of the list of replications holds. */
function observed(line: string): readonly string[] {
  const { result } = JSON.parse(line) as { result: { observations: object } }
  return Object.keys(result.observations)
}

test('checking several files with the same workers finds what one worker finds', async () => {
  const shipped = readFileSync(fileURLToPath(new URL('two-gateways-one-lost.yaml', LIBRARY)), 'utf8')
  // What it expects stands at its end.
  const night = shipped.slice(0, shipped.indexOf('\nexpect:'))
  const files = ['one.yaml', 'wrong.yaml', 'two.yaml'].map((name) => join(folder, name))
  writeFileSync(files[0]!, `${night}\nexpect: [failureRate <= 1 %]\nseed: 4\n`)
  writeFileSync(files[1]!, `${night}\nexpect: [failureRat <= 1 %]\n`)
  writeFileSync(files[2]!, `${night}\nexpect: [backupWindow <= 1 min]\n`)
  const found = []
  for (const workers of ['1', '2']) {
    const screen = terminal()
    const args = new Arguments({ FILES: files, replications: '8', workers, json: true })
    const exit = await performCheck(args, screen, { workerFile: WORKER })
    found.push({ exit, ...screen.heard() })
  }
  expect(found[0]!.exit).toBe(EXIT.inputWrong)
  const said = JSON.parse(found[0]!.out) as { ok: boolean; replications?: number }[]
  expect(said.map(({ ok, replications }) => [ok, replications])).toEqual([
    [true, 8],
    [false, undefined],
    [false, 8],
  ])
  expect(found[1]).toEqual(found[0])
})

describe('observations that nobody will ask for', () => {
  test('are left out, and all else is the same', async () => {
    const all = await studied({ workers: 2 })
    const few = await studied({ workers: 2, keep: ['queueWait'] })
    expect(await studied({ workers: 1, keep: ['queueWait'] })).toEqual(few)
    expect(few['replications.csv']).toBe(all['replications.csv'])
    const kept = few['manifest.ndjson']!.trim().split('\n').slice(1).map(observed)
    expect(kept).toEqual(Array.from({ length: 14 }, () => ['queueWait']))
    const [head, ...rows] = readCsv(few['summary.csv']!, ',')
    const p95 = head!.indexOf('p95')
    const full = readCsv(all['summary.csv']!, ',').slice(1)
    const before = (names: readonly string[]) => names.slice(0, head!.indexOf('min'))
    expect(rows.map(before)).toEqual(full.map(before))
    const of = (table: readonly (readonly string[])[], metric: string) =>
      table.find((it) => it[1] === metric)!
    expect(of(rows, 'queueWait')).toEqual(of(full, 'queueWait'))
    expect(of(full, 'sessionDuration')[p95]).not.toBe('')
    expect(of(rows, 'sessionDuration')[p95]).toBe('')
  })

  test('are missed by a study that asks for more: it does not take those replications over', async () => {
    await studied({ workers: 1, keep: ['queueWait'] })
    const more = studyRequest({ resume: true, keep: ['queueWait', 'sessionDuration'] })
    await expect(performStudy(more, SCENARIO, terminal(), inTwoSteps)).rejects.toThrow(
      /observations \["queueWait"\] there, \["queueWait","sessionDuration"\] here/,
    )
  })
})

describe('a worker that dies', () => {
  test('is told of, its replication is run again, and the result is the same to the byte', async () => {
    const calm = await ran(1)
    const screen = terminal()
    const workerFile = otherWorker(DIES_ONCE)
    expect(await perform(request(out, { workers: 2 }), SCENARIO, screen, { workerFile })).toBe(EXIT.done)
    expect(contents(out)).toEqual(calm)
    expect(screen.heard().err.match(/W-WORKER-LOST/g)).toHaveLength(2)
    expect(screen.heard().err).toContain(
      'a worker died over gateways=2, replication 2 (worker exited with code: 7); it is run again',
    )
  })

  test('twice over the same replication ends the run, which goes on with --resume', async () => {
    const calm = await ran(1)
    const workerFile = otherWorker(DIES_ALWAYS)
    await expect(
      perform(request(out, { workers: 2 }), SCENARIO, terminal(), { workerFile }),
    ).rejects.toMatchObject({
      code: 'E-WORKER-LOST',
      message: expect.stringContaining('died twice over gateways=1, replication 2'),
    })
    const again = terminal()
    const resumed = request(out, { workers: 2, resume: true })
    expect(await perform(resumed, SCENARIO, again, { workerFile: WORKER })).toBe(EXIT.done)
    expect(again.heard().err).toContain('4 replications already finished')
    expect(contents(out)).toEqual(calm)
  })
})

describe('a defect of ours', () => {
  /** Whose second variant names a repository that is not there, which no scenario file can say. */
  const broken: Scenario = {
    ...SCENARIO,
    variants: SCENARIO.variants.map((variant, i) =>
      i === 0
        ? variant
        : {
            ...variant,
            world: {
              ...variant.world,
              jobs: variant.world.jobs.map((job) => ({ ...job, target: 'nowhere' })),
            },
          },
    ),
  }

  test('names its replication, is not tried again, and is the same in a thread', async () => {
    const failures = await Promise.all(
      [1, 2].map((workers) => {
        const screen = terminal()
        return perform(request(`${out}-${workers}`, { workers }), broken, screen, {
          workerFile: WORKER,
        }).then(
          () => undefined,
          (error: Error) => ({ error, heard: screen.heard().err }),
        )
      }),
    )
    const [alone, team] = failures
    expect(alone!.error.message).toMatch(/nowhere.*\(gateways=1, replication 1\)$/)
    expect(team!.error.message).toBe(alone!.error.message)
    expect(team!.error.name).toBe(alone!.error.name)
    expect(team!.heard).toBe('')
    for (const workers of [1, 2]) {
      const manifest = readFileSync(join(`${out}-${workers}.partial`, 'manifest.ndjson'), 'utf8')
      expect(manifest.trim().split('\n')).toHaveLength(1 + 3)
    }
  })
})

describe('an interruption', () => {
  function atLook(looks: number): Interrupts {
    let left = looks
    return {
      get asked() {
        return --left <= 0
      },
      stop() {},
    }
  }

  test.each([1, 3, 5])(
    'at look %d keeps what is in its place, and the rest follows to the byte',
    async (looks) => {
      const calm = await ran(1)
      const broken = request(out, { workers: 2 })
      const interrupts = atLook(looks)
      expect(await perform(broken, SCENARIO, terminal(), { workerFile: WORKER, interrupts })).toBe(
        EXIT.interrupted,
      )
      expect(existsSync(out)).toBe(false)
      const resumed = request(out, { workers: 3, resume: true })
      expect(await perform(resumed, SCENARIO, terminal(), { workerFile: WORKER })).toBe(EXIT.done)
      expect(contents(out)).toEqual(calm)
    },
  )

  test('does not wait for a long replication', async () => {
    const workerFile = otherWorker('Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 120_000)')
    const started = performance.now()
    const run = perform(request(out, { workers: 2 }), SCENARIO, terminal(), {
      workerFile,
      interrupts: atLook(10),
    })
    expect(await run).toBe(EXIT.interrupted)
    expect(performance.now() - started).toBeLessThan(30_000)
  })

  test('leaves no rows without a place in a result that is finished by one worker', async () => {
    const calm = await ran(1)
    await perform(request(out), SCENARIO, terminal(), { interrupts: atLook(4) })
    const parts = join(`${out}.partial`, 'parts')
    mkdirSync(parts)
    writeFileSync(join(parts, '3-tasks.csv'), 'half,a,row')
    await perform(request(out, { resume: true }), SCENARIO, terminal())
    expect(contents(out)).toEqual(calm)
  })
})

test('a full disk ends a run of several workers, which goes on with --resume', async () => {
  const calm = await ran(1)
  let room = 200_000
  const disk: Disk = {
    write(fd, bytes, position) {
      if (room <= 0) throw Object.assign(new Error('no space left'), { code: 'ENOSPC' })
      const part = bytes.subarray(0, room)
      room -= part.length
      return REAL_DISK.write(fd, part, position)
    },
  }
  const full = perform(request(out, { workers: 2 }), SCENARIO, terminal(), { workerFile: WORKER, disk })
  await expect(full).rejects.toMatchObject({ code: 'E-DISK-FULL' })
  const again = terminal()
  const resumed = request(out, { workers: 2, resume: true })
  expect(await perform(resumed, SCENARIO, again, { workerFile: WORKER })).toBe(EXIT.done)
  expect(again.heard().err).toContain('[I-RESUMED]')
  expect(contents(out)).toEqual(calm)
})

test('few replications run ahead of one that takes long, so memory stays bounded', async () => {
  const workerFile = otherWorker(`writeFileSync(folder + '/' + task.place, '')
  if (task.place === 0) {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 3000)
    const { readdirSync } = process.getBuiltinModule('node:fs')
    writeFileSync(folder + '/ahead', String(readdirSync(folder).length))
  }`)
  const scenario = { ...SCENARIO, replications: 15 }
  await perform(request(out, { workers: 2 }), scenario, terminal(), { workerFile })
  const notes = join(folder, 'notes')
  expect(readdirSync(notes)).toHaveLength(30 + 1)
  expect(Number(readFileSync(join(notes, 'ahead'), 'utf8'))).toBe(8)
})
