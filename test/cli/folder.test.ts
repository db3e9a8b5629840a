import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { hostname, platform } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { ResultFolder } from '../../cli/folder/folder.ts'
import { LOCK_FILE } from '../../cli/folder/lock.ts'
import { temporaryFolder } from './runs.ts'

let out: string

beforeEach(() => {
  out = join(temporaryFolder(), 'result')
})

function earlierResult(folder: string): void {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'result.json'), '{ "gatesim": "0.0.9" }')
}

function lock(holder: unknown): void {
  mkdirSync(`${out}.partial`)
  writeFileSync(
    join(`${out}.partial`, LOCK_FILE),
    typeof holder === 'string' ? holder : JSON.stringify(holder),
  )
}

test('a whole result takes the place of an earlier one and leaves nothing behind', () => {
  earlierResult(out)
  const folder = new ResultFolder(out)
  writeFileSync(folder.file('result.json'), '{ "gatesim": "new" }')
  expect(readFileSync(join(out, 'result.json'), 'utf8')).toContain('0.0.9')
  folder.commit()
  expect(readFileSync(join(out, 'result.json'), 'utf8')).toContain('new')
  expect(existsSync(join(out, LOCK_FILE))).toBe(false)
  expect(existsSync(`${out}.partial`)).toBe(false)
  expect(existsSync(`${out}.previous`)).toBe(false)
})

test('an empty folder may be used, with or without a slash at its end', () => {
  mkdirSync(out)
  const folder = new ResultFolder(`${out}/`)
  expect(folder.partial).toBe(`${out}.partial`)
  folder.commit()
  expect(existsSync(out)).toBe(true)
})

test.each(['', '.partial', '.previous'])('a foreign folder named DIR%s is left alone', (suffix) => {
  mkdirSync(out + suffix, { recursive: true })
  writeFileSync(join(out + suffix, 'thesis.txt'), 'two years of work')
  expect(() => new ResultFolder(out)).toThrow(expect.objectContaining({ code: 'E-OUT-FOREIGN' }))
  expect(readFileSync(join(out + suffix, 'thesis.txt'), 'utf8')).toBe('two years of work')
})

test('a result.json of another program does not make a folder ours', () => {
  mkdirSync(out)
  writeFileSync(join(out, 'result.json'), '{"tool":"other"}')
  expect(() => new ResultFolder(out)).toThrow(expect.objectContaining({ code: 'E-OUT-FOREIGN' }))
})

test('a file in the way is named', () => {
  writeFileSync(out, 'x')
  expect(() => new ResultFolder(out)).toThrow(expect.objectContaining({ code: 'E-OUT-UNWRITABLE' }))
})

test('an earlier result that a crash left aside is moved back', () => {
  earlierResult(`${out}.previous`)
  new ResultFolder(out).leave()
  expect(readFileSync(join(out, 'result.json'), 'utf8')).toContain('0.0.9')
  expect(existsSync(`${out}.previous`)).toBe(false)
})

test('an earlier result that a crash forgot to remove goes when the new one is in place', () => {
  earlierResult(`${out}.previous`)
  earlierResult(out)
  new ResultFolder(out).leave()
  expect(existsSync(`${out}.previous`)).toBe(false)
})

test('two runs cannot write to one folder', () => {
  lock({ pid: process.ppid, host: hostname() })
  expect(() => new ResultFolder(out)).toThrow(
    expect.objectContaining({
      code: 'E-OUT-LOCKED',
      message: expect.stringContaining(`process ${process.ppid}`),
    }),
  )
})

test('the lock of another machine counts, for nothing can be known of it', () => {
  lock({ pid: 1, host: 'elsewhere' })
  expect(() => new ResultFolder(out)).toThrow(expect.objectContaining({ code: 'E-OUT-LOCKED' }))
})

test.each([{ pid: 2 ** 22 + 1, host: hostname() }, 'cut sho', '{}'])(
  'the lock of a dead process is taken over: %j',
  (holder) => {
    lock(holder)
    const folder = new ResultFolder(out)
    const held = JSON.parse(readFileSync(folder.file(LOCK_FILE), 'utf8')) as { pid: number }
    expect(held.pid).toBe(process.pid)
    folder.leave()
    expect(existsSync(folder.file(LOCK_FILE))).toBe(false)
  },
)

test.each(['.partial', '.previous'])('a result is not put where work in progress lies: DIR%s', (ending) => {
  earlierResult(out + ending)
  expect(() => new ResultFolder(out + ending)).toThrow(expect.objectContaining({ code: 'E-USAGE' }))
  expect(readFileSync(join(out + ending, 'result.json'), 'utf8')).toContain('0.0.9')
})

test('folders above the result are made', () => {
  const folder = new ResultFolder(join(out, 'a', 'b'))
  folder.commit()
  expect(existsSync(join(out, 'a', 'b'))).toBe(true)
})

test('the name of no folder is refused', () => {
  expect(() => new ResultFolder('')).toThrow(expect.objectContaining({ code: 'E-USAGE' }))
})

test.runIf(platform() === 'linux')('where no folder can be made the run ends at once', () => {
  expect(() => new ResultFolder('/proc/result')).toThrow(
    expect.objectContaining({ code: 'E-OUT-UNWRITABLE', message: expect.stringContaining('no folder') }),
  )
})

test.runIf(platform() === 'linux')('a mounted disk is refused before the work', () => {
  expect(() => new ResultFolder('/proc')).toThrow(
    expect.objectContaining({ code: 'E-OUT-UNWRITABLE', message: expect.stringContaining('mounted disk') }),
  )
})
