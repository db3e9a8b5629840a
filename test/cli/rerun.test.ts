/** `run --watch`, with real files in a folder of its own. */
import { existsSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { beforeEach, describe, expect, test } from 'vitest'
import { Arguments } from '../../cli/command.ts'
import { EXIT, type Exit } from '../../cli/failure.ts'
import { runOnSave } from '../../cli/rerun/rerun.ts'
import { readRequest } from '../../cli/run/request.ts'
import { type HeardTerminal, temporaryFolder, terminal } from './runs.ts'

/** Two tasks of 60 GB at a time, 100 MB/s each: four machines take 20 min, with twice the rate 10. */
const BASE = `name: Night
start: 2026-01-05T22:00
horizon: 8 h
servers:
  - { name: vbr, roles: [backup-server] }
  - { name: gw, count: 2, nic: 10 Gbit/s, roles: [gateway] }
  - { name: px, roles: { proxy: { maxTasks: 2 } } }
repositories:
  - { name: nas, type: smb, gateway: [gw] }
policies: { taskOverhead: 0 s, control: { session: 0 s, task: 0 s } }
`
const JOBS = `jobs:
  - name: nightly
    target: nas
    schedule: { daily: "22:00" }
    taskRate: 100 MB/s
    reduction: 1
    machines: [{ name: vm, count: 4, bytes: 60 GB }]
`
const SLOW = BASE + JOBS
const FAST = SLOW.replace('100 MB/s', '200 MB/s')

let cwd: string
let file: string

beforeEach(() => {
  cwd = temporaryFolder()
  file = join(cwd, 'night.yaml')
  writeFileSync(file, SLOW)
})

interface Watching {
  readonly screen: HeardTerminal
  /** Until `text` has been said so many times. */
  heard(text: string, times?: number): Promise<void>
  end(): Promise<Exit>
}

function watching(options: Readonly<Record<string, unknown>> = {}): Watching {
  const screen = terminal()
  const args = new Arguments({ FILE: file, out: join(cwd, 'results'), watch: true, ...options })
  const interrupts = { asked: false, stop: () => {} }
  const ended = runOnSave(readRequest(args), args, screen, {
    interrupts,
    pollMs: 20,
    timeOfDay: () => '18:42:07',
  })
  return {
    screen,
    heard: (text, times = 1) =>
      until(
        () => count(said(screen), text) >= times,
        () => said(screen),
      ),
    end: () => {
      interrupts.asked = true
      return ended
    },
  }
}

function said(screen: HeardTerminal): string {
  const { out, err } = screen.heard()
  return out + err
}

const count = (text: string, part: string): number => text.split(part).length - 1

async function until(holds: () => boolean, what: () => string): Promise<void> {
  for (let i = 0; !holds(); i++) {
    if (i === 400) throw new Error(`it does not come; so far: ${what()}`)
    await setTimeout(20)
  }
}

const WAITING = 'to be saved; Ctrl-C ends'

describe('--watch', () => {
  test('runs again on a save, and says what changed against the last run', async () => {
    const { screen, heard, end } = watching()
    await heard(WAITING)
    expect(screen.heard().out).not.toContain('Against the last run')
    writeFileSync(file, FAST)
    await heard(WAITING, 2)
    expect(await end()).toBe(EXIT.done)
    const { out } = screen.heard()
    expect(out).toContain(`── 18:42:07 ${file} ──`)
    expect(out).toMatch(/^\+ +backupWindow +20 min +10 min +-10 min$/m)
    expect(out).toMatch(/^\+ +throughput +191 MiB\/s +381 MiB\/s +\+191 MiB\/s$/m)
    expect(out).toContain('the changes are exact')
    expect(readdirSync(cwd).sort()).toEqual(['night.yaml', 'results'])
  })

  test('notices editors that put a new file in the place of the old one', async () => {
    const { screen, heard, end } = watching()
    await heard(WAITING)
    writeFileSync(join(cwd, '.night.yaml.swp'), FAST)
    renameSync(join(cwd, '.night.yaml.swp'), file)
    await heard(WAITING, 2)
    await end()
    expect(screen.heard().out).toMatch(/backupWindow +20 min +10 min/)
  })

  test('waits for the end of a file that is written bit by bit', async () => {
    const { screen, heard, end } = watching()
    await heard(WAITING)
    for (const length of [0, 200, 400, FAST.length]) {
      writeFileSync(file, FAST.slice(0, length))
      await setTimeout(10)
    }
    await heard(WAITING, 2)
    await end()
    expect(screen.heard().err).not.toContain('error')
    expect(count(screen.heard().out, '18:42:07')).toBe(1)
  })

  test('prints the errors of a broken file, goes on, and compares with the last run that there was', async () => {
    const { screen, heard, end } = watching()
    await heard(WAITING)
    writeFileSync(file, FAST.replace('200 MB/s', 'quick'))
    await heard('1 error')
    await heard(WAITING, 2)
    writeFileSync(file, FAST)
    await heard(WAITING, 3)
    expect(await end()).toBe(EXIT.done)
    expect(screen.heard().err).toMatch(/error: .*night\.yaml:\d+:\d+ .*taskRate/)
    expect(screen.heard().out).toMatch(/backupWindow +20 min +10 min/)
  })

  test('says that the file is gone, and runs when it comes back', async () => {
    const { screen, heard, end } = watching()
    await heard(WAITING)
    renameSync(file, join(cwd, 'away.yaml'))
    await heard('is gone; waiting for it to come back')
    renameSync(join(cwd, 'away.yaml'), file)
    await heard(WAITING, 2)
    await end()
    expect(count(screen.heard().err, 'is gone')).toBe(1)
    expect(screen.heard().out).toContain('Nothing changed: the result is the same to the bit.')
  })

  test('begins with a file that is not there yet', async () => {
    rmSync(file)
    const { screen, heard, end } = watching()
    await heard('does not exist')
    writeFileSync(file, SLOW)
    await heard('Results in')
    await end()
    expect(screen.heard().out).toContain('The longest night took 20 min')
  })

  test('waits for the files that the scenario is made of, too', async () => {
    writeFileSync(join(cwd, 'base.yaml'), BASE)
    writeFileSync(file, `extends: base.yaml\n${JOBS}`)
    const { screen, heard, end } = watching()
    await heard(WAITING)
    writeFileSync(join(cwd, 'base.yaml'), BASE.replace('maxTasks: 2', 'maxTasks: 4'))
    await heard(WAITING, 2)
    await end()
    expect(screen.heard().out).toMatch(/backupWindow +20 min +10 min/)
  })

  test('tells of gateways and warnings that are new or gone', async () => {
    const { screen, heard, end } = watching()
    await heard(WAITING)
    writeFileSync(file, SLOW.replace('count: 2', 'count: 3').replace('60 GB', '60 GiB'))
    await heard(WAITING, 2)
    writeFileSync(file, SLOW)
    await heard(WAITING, 3)
    await end()
    const [, second, third] = screen.heard().out.split('Against the last run')
    expect(second).toContain('New gateways: gw-3')
    expect(second).toMatch(/^Ended: W-BINARY-UNITS/m)
    expect(third).toContain('Gone gateways: gw-3')
    expect(third).toMatch(/^New: W-BINARY-UNITS/m)
    expect(second + third!).not.toMatch(/(New|Ended): W-NO-FAILURE-MODEL/)
  })

  test('breaks a run off when the file is saved meanwhile, and leaves nothing of it', async () => {
    const { screen, heard, end } = watching({ replications: '2000' })
    await until(
      () => existsSync(join(cwd, 'results.partial', 'manifest.ndjson')),
      () => said(screen),
    )
    writeFileSync(file, FAST.replace('bytes: 60 GB', 'bytes: 90 GB'))
    await heard('was saved meanwhile: it is run anew')
    await heard('18:42:07')
    expect(await end()).toBe(EXIT.interrupted)
    expect(screen.heard().out).not.toContain('Results in')
    expect(readdirSync(cwd)).toEqual(['night.yaml'])
  })

  test('ends at once where no save could help', async () => {
    writeFileSync(join(cwd, 'notes.txt'), 'mine')
    const args = new Arguments({ FILE: file, out: cwd, watch: true })
    await expect(runOnSave(readRequest(args), args, terminal())).rejects.toMatchObject({
      code: 'E-OUT-FOREIGN',
    })
  })

  test('goes on where a later save can help, with the last result in its place', async () => {
    const before = process.cwd()
    process.chdir(cwd)
    try {
      const { screen, heard, end } = watching({ out: undefined })
      await heard(WAITING)
      // The folder is named after the scenario, and this is a name for work in progress.
      writeFileSync(file, SLOW.replace('name: Night', 'name: night.partial'))
      await heard('[E-USAGE]')
      await heard(WAITING, 2)
      expect(await end()).toBe(EXIT.done)
      expect(readdirSync('results')).toEqual(['night'])
      expect(screen.heard().err).toContain('folders that end in .partial are for work in progress')
    } finally {
      process.chdir(before)
    }
  })

  test.each([
    [{ json: true }, '--json prints one result'],
    [{ resume: true }, '--resume goes on with a scenario that must not change'],
    [{ FILE: '-' }, 'standard input is never saved again'],
  ])('is refused where it makes no sense: %o', async (options, why) => {
    const args = new Arguments({ FILE: file, watch: true, ...options })
    await expect(runOnSave(readRequest(args), args, terminal())).rejects.toMatchObject({
      code: 'E-USAGE',
      message: expect.stringContaining(why),
    })
  })
})
