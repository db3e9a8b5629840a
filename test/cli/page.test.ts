import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { main } from '../../cli/app.ts'
import { EXIT } from '../../cli/failure.ts'
import { perform } from '../../cli/run/perform.ts'
import { contents, request, SCENARIO, temporaryFolder, terminal } from './runs.ts'

const folder = temporaryFolder()
const result = join(folder, 'result')

beforeAll(async () => {
  expect(await perform(request(result, { quiet: true }), SCENARIO, terminal())).toBe(EXIT.done)
})

async function gatesim(...args: readonly string[]) {
  const screen = terminal()
  const code = await main([...args], screen)
  return { code, ...screen.heard() }
}

/** A copy of the result in which some files are other ones; undefined: gone. */
function changed(name: string, files: Readonly<Record<string, string | undefined>>): string {
  const copy = join(folder, name)
  rmSync(copy, { recursive: true, force: true })
  mkdirSync(copy)
  for (const [file, text] of Object.entries({ ...contents(result), ...files })) {
    if (text !== undefined) writeFileSync(join(copy, file), text)
  }
  return copy
}

describe('the page of a result', () => {
  test('made again is the same to the byte', async () => {
    const copy = changed('again', { 'report.html': undefined })
    expect(await gatesim('report', copy)).toEqual({
      code: EXIT.done,
      out: `${join(copy, 'report.html')}\n`,
      err: '',
    })
    expect(contents(copy)).toEqual(contents(result))
  })

  test('with another night in it is another page, and the next without words is the first again', async () => {
    const copy = changed('other', {})
    await gatesim('report', copy, '--variant', 'gateways=1', '--replication', '3')
    expect(contents(copy)['report.html']).not.toBe(contents(result)['report.html'])
    await gatesim('report', copy)
    expect(contents(copy)['report.html']).toBe(contents(result)['report.html'])
  })

  test('leaves no half page behind when it cannot be made', async () => {
    const copy = changed('broken', { 'tasks.csv': 'nothing' })
    const before = contents(copy)
    expect((await gatesim('report', copy)).code).toBe(EXIT.inputWrong)
    expect(contents(copy)).toEqual(before)
  })

  test('is the same for other delimiters and decimals', async () => {
    const german = join(folder, 'german')
    await perform(
      request(german, { form: { delimiter: ';', decimal: ',' }, quiet: true }),
      SCENARIO,
      terminal(),
    )
    const form = (text: string): string => text.replace(/id="data">[^<]*</, '')
    expect(form(contents(german)['report.html']!)).toBe(form(contents(result)['report.html']!))
  })
})

describe('a result that no page can be made of', () => {
  /** result.json with another value at a place; undefined: without it. */
  const edited =
    (value: unknown, ...path: readonly (string | number)[]) =>
    (): Record<string, string> => {
      const all: unknown = JSON.parse(readFileSync(join(result, 'result.json'), 'utf8'))
      const parent = path.slice(0, -1).reduce((it, step) => (it as Record<string, unknown>)[step], all)
      Object.assign(parent as object, { [path.at(-1)!]: value })
      return { 'result.json': JSON.stringify(all) }
    }
  const file = (name: string, text: string | undefined) => (): Record<string, string | undefined> => ({
    [name]: text,
  })
  type Case = readonly [
    name: string,
    files: () => Record<string, string | undefined>,
    code: string,
    words: string,
  ]
  const CASES: readonly Case[] = [
    ['half', file('result.json', undefined), 'E-RESULT-MISSING', 'is no result of gatesim'],
    ['cut', file('result.json', '{"gatesim": "0.1'), 'E-RESULT-BROKEN', 'result.json'],
    ['something else', file('result.json', '[]'), 'E-RESULT-BROKEN', 'it is no result of gatesim'],
    ['newer', edited('99.0.0', 'gatesim'), 'E-RESULT-NEWER', 'was written by gatesim 99.0.0'],
    [
      'a text for a number',
      edited('fast', 'summary', 2, 'mean'),
      'E-RESULT-BROKEN',
      'summary[2].mean: expected number',
    ],
    [
      'an unknown unit',
      edited('MB/s', 'summary', 0, 'unit'),
      'E-RESULT-BROKEN',
      'summary[0].unit: expected one of',
    ],
    ['no variants', edited([], 'variants'), 'E-RESULT-BROKEN', 'variants: Too small'],
    [
      'another number',
      edited(5, 'summary', 0, 'mean'),
      'E-RESULT-BROKEN',
      'throughput of gateways=2 is another than in result.json',
    ],
    [
      'another metric',
      edited('speed', 'summary', 0, 'metric'),
      'E-RESULT-BROKEN',
      'throughput of gateways=2 is another',
    ],
    [
      'a variant without estimates',
      edited('three', 'variants', 0, 'name'),
      'E-RESULT-BROKEN',
      'variant gateways=2 is not both among its variants',
    ],
    [
      'another form of time',
      edited('05.01.2026', 'variants', 0, 'start'),
      'E-RESULT-BROKEN',
      'variants[0].start',
    ],
    ['no tasks', file('tasks.csv', undefined), 'E-RESULT-BROKEN', 'tasks.csv: it is missing'],
    [
      'columns in another order',
      file('tasks.csv', 'variant,session,replication\r\n'),
      'E-RESULT-BROKEN',
      'its second column is not replication',
    ],
    ['no summary', file('summary.csv', undefined), 'E-RESULT-BROKEN', 'it is missing'],
    [
      'a cut table',
      file('tasks.csv', 'variant,replication\r\n"gateways=2,1'),
      'E-RESULT-BROKEN',
      'tasks.csv',
    ],
  ]

  test.each(CASES)('%s', async (name, files, code, words) => {
    const copy = changed(name.replaceAll(' ', '-'), files())
    const found = await gatesim('report', copy)
    expect(found.code).toBe(EXIT.inputWrong)
    expect(found.err).toContain(`[${code}]`)
    expect(found.err).toContain(words)
    expect(found.out).toBe('')
  })

  test('a word in place of a number is told with its table and column', async () => {
    const { 'tasks.csv': text } = contents(result)
    const copy = changed('word', {
      'tasks.csv': text!.replace(/(gateways=2,1,(?:[^,]*,){5})\d+,/, '$1many,'),
    })
    const { err } = await gatesim('report', copy)
    expect(err).toContain('tasks.csv: "many" in disk is no number')
    expect(err).toContain('[E-RESULT-BROKEN]')
  })

  test('dates that a spreadsheet has saved its own way', async () => {
    const { 'tasks.csv': text } = contents(result)
    const copy = changed('dates', { 'tasks.csv': text!.replaceAll(/(\d{4})-(\d\d)-(\d\d) /g, '$3/$2/$1 ') })
    expect((await gatesim('report', copy)).err).toMatch(
      /" in queued is no time as YYYY-MM-DD HH:MM:SS \[E-RESULT-BROKEN\]/,
    )
  })

  test('a folder where the page should be', async () => {
    const copy = changed('in-the-way', { 'report.html': undefined })
    mkdirSync(join(copy, 'report.html'))
    const { code, err } = await gatesim('report', copy)
    expect([code, err]).toEqual([EXIT.inputWrong, expect.stringContaining('a folder is in the way')])
    expect((await gatesim('open', copy)).err).toContain('[E-OUT-UNWRITABLE]')
  })

  test('no folder, a file for a folder, a variant that is not there', async () => {
    expect((await gatesim('report', join(folder, 'nowhere'))).err).toContain('[E-RESULT-MISSING]')
    expect((await gatesim('report', join(result, 'result.json'))).err).toContain('a result is a folder')
    expect((await gatesim('report', result, '--variant', 'gateways=3')).err).toContain(
      'did you mean "gateways=2"?',
    )
    expect((await gatesim('report', result, '--replication', '4')).err).toContain(
      'the result has 3 replications',
    )
    expect(readdirSync(result).filter((name) => /report\.html\./.test(name))).toEqual([])
  })
})
