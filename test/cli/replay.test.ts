import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { main } from '../../cli/app.ts'
import { EXIT } from '../../cli/failure.ts'
import { perform } from '../../cli/study/study.ts'
import { loadScenario } from '../../scenarios/index.ts'
import { contents, temporaryFolder, terminal } from './runs.ts'

const NIGHT = `name: Night
start: 2026-01-05T18:00
horizon: 1 d
servers:
  - { name: vbr, roles: [backup-server] }
  - { name: gw, count: 2, roles: [gateway] }
  - { name: px, roles: { proxy: { maxTasks: 4, platform: vmware } } }
repositories:
  - { name: nas, type: smb, write: 200 MB/s, read: 200 MB/s, maxTasks: 8, gateway: [gw] }
jobs:
  - name: nightly
    type: backup
    platform: vmware
    target: nas
    schedule: { daily: "22:00" }
    machines: [{ name: vm, count: 8, size: 100 GiB, changeRate: { uniform: [2 %, 6 %] } }]
experiment:
  replications: 3
  variants:
    - { name: two }
    - { name: one, set: { servers.gw.count: 1 } }
`

const folder = temporaryFolder()
const file = join(folder, 'night.yaml')
const result = join(folder, 'result')
const again = join(folder, 'again')

async function gatesim(...args: string[]) {
  const screen = terminal()
  const code = await main(args, screen)
  return { code, ...screen.heard() }
}

beforeAll(async () => {
  writeFileSync(file, NIGHT)
  const { code } = await gatesim('run', file, '--out', result, '--events', '--decisions', '--quiet')
  expect(code).toBe(EXIT.done)
})

/** Lines of a table that are of one replication; of events, too. */
function rowsOf(text: string, variant: string, replication: number): string[] {
  const own = [`${variant},${replication},`, `"variant":"${variant}","replication":${replication},`]
  return text.split(/\r?\n/).filter((line) => line.startsWith(own[0]!) || line.includes(own[1]!))
}

/** Does something to a copy of the result. */
async function altered(change: (files: Record<string, string>) => void): Promise<string> {
  const copy = join(temporaryFolder(), 'altered')
  await gatesim('run', file, '--out', copy, '--quiet')
  const files = contents(copy)
  change(files)
  for (const [name, text] of Object.entries(files)) writeFileSync(join(copy, name), text)
  return copy
}

test('a night of a run comes out again to the byte, with decisions and all tables', async () => {
  const { code, out, err } = await gatesim(
    ...['replay', result, '--variant', 'one', '--replication', '2', '--out', again, '--events'],
  )
  expect({ code, err }).toEqual({ code: EXIT.done, err: '' })
  expect(out).toMatch(
    /^one, replication 2 of .*result, is in\s+.*again\nfingerprint [0-9a-f]{16}, the same as there\n/,
  )
  const [before, after] = [contents(result), contents(again)]
  expect(Object.keys(after)).toEqual(Object.keys(before))
  for (const [name, text] of Object.entries(before)) {
    if (['result.json', 'summary.csv', 'report.html'].includes(name)) continue
    const rows = rowsOf(text, 'one', 2)
    if (name !== 'outages.csv') expect(rows.length, name).toBeGreaterThan(0)
    expect(rowsOf(after[name]!, 'one', 2), name).toEqual(rows)
    const head = name === 'events.ndjson' ? 0 : 1
    expect(after[name]!.trimEnd().split('\n').length, name).toBe(rows.length + head)
  }
})

test('without --events the file of events is left out', async () => {
  const place = join(folder, 'few')
  await gatesim('replay', result, '--out', place)
  expect(Object.keys(contents(place))).toEqual(
    Object.keys(contents(result)).filter((it) => it !== 'events.ndjson'),
  )
})

test('options of the run are kept: what was set, the seed, the form of tables', async () => {
  const [first, second] = [join(folder, 'options'), join(folder, 'options-again')]
  const options = ['--set', 'servers.gw.nic=1 Gbit/s', '--seed', '9', '--csv-locale', 'de', '--bucket', '2 h']
  await gatesim('run', file, ...options, '--out', first, '--quiet')
  const { code } = await gatesim('replay', first, '--replication', '3', '--out', second)
  expect(code).toBe(EXIT.done)
  for (const name of ['tasks.csv', 'load.csv', 'gateways.csv']) {
    const rows = contents(first)
      [name]!.split('\r\n')
      .filter((line) => line.startsWith('two;3;'))
    expect(contents(second)[name]!.trimEnd().split('\r\n').slice(1)).toEqual(rows)
  }
})

test('a night of a study, which kept no tables, is told in full', async () => {
  const files = { read: () => NIGHT }
  const loaded = loadScenario(file, { files, factors: ['px:servers.px.roles.proxy.maxTasks=2,3'] })
  if (!loaded.ok) throw new Error(loaded.issues[0]!.message)
  const { scenario } = loaded
  const place = join(folder, 'study')
  const request = {
    name: 'sweep',
    file,
    out: place,
    form: { delimiter: ',', decimal: '.' },
    json: false,
    quiet: true,
  }
  await perform(
    { ...request, resume: false, command: 'gatesim sweep' } as const,
    scenario,
    terminal(),
    async (them) => ({
      variants: await them.upTo(scenario.variants, 2),
      lines: () => [],
      exit: EXIT.done,
    }),
  )
  expect(Object.keys(contents(place))).not.toContain('tasks.csv')
  const told = join(folder, 'told')
  const { code, out } = await gatesim(
    ...['replay', place, '--variant', 'one, px=3', '--replication', '2', '--out', told],
  )
  expect(code).toBe(EXIT.done)
  expect(out).toContain('the same as there')
  expect(contents(told)['tasks.csv']!.trimEnd().split('\n')).toHaveLength(1 + 8)
})

test('a replay is explained without naming its replication, and holds no other', async () => {
  const place = join(folder, 'explained')
  await gatesim('replay', result, '--replication', '3', '--out', place)
  const { code, out } = await gatesim('explain', place, '--json')
  expect(code).toBe(EXIT.done)
  expect(JSON.parse(out)).toMatchObject({ run: { replication: 3, decisions: true }, sessions: 1 })
  const other = await gatesim('explain', place, '--replication', '1')
  expect(other.err).toContain('there is no replication 1; the replay has number 3 only [E-NOT-FOUND]')
  expect((await gatesim('replay', place, '--out', join(folder, 'twice'))).out).toContain('replication 3 of')
})

test('more replications in the file make no other night', async () => {
  writeFileSync(file, NIGHT.replace('replications: 3', 'replications: 30'))
  const { code } = await gatesim('replay', result, '--replication', '2', '--out', again)
  writeFileSync(file, NIGHT)
  expect(code).toBe(EXIT.done)
})

test('a scenario that has changed is not run: status 1, with what differs', async () => {
  const untouched = contents(again)
  writeFileSync(file, NIGHT.replace('count: 8', 'count: 9'))
  const { code, err } = await gatesim('replay', result, '--out', again)
  writeFileSync(file, NIGHT)
  expect(code).toBe(EXIT.expectationFailed)
  expect(err).toMatch(
    /night\.yaml is not what .*: scenario [0-9a-f]{32} there, [0-9a-f]{32} here \[E-REPLAY-DIFFERENT\]/,
  )
  expect(err).toContain('repeat the run as it is now: gatesim run')
  expect(contents(again)).toEqual(untouched)
})

test('a scenario that is gone is asked for, and may lie elsewhere', async () => {
  const elsewhere = join(folder, 'elsewhere.yaml')
  renameSync(file, elsewhere)
  const gone = await gatesim('replay', result, '--out', again)
  const found = await gatesim('replay', result, '--file', elsewhere, '--out', again)
  renameSync(elsewhere, file)
  expect(gone.code).toBe(EXIT.inputWrong)
  expect(gone.err).toMatch(/night\.yaml, which is not here \[E-REPLAY-SOURCE\]\n.*--file FILE/)
  expect(found).toMatchObject({ code: EXIT.done, err: '' })
})

test('a result of standard input says that the file must be named', async () => {
  const copy = await altered((files) => {
    files['result.json'] = files['result.json']!.replace(`"file": "${file}"`, '"file": "-"')
  })
  const { code, err } = await gatesim('replay', copy, '--out', again)
  expect(code).toBe(EXIT.inputWrong)
  expect(err).toContain('standard input')
  expect((await gatesim('replay', copy, '--out', again, '--file', file)).code).toBe(EXIT.done)
})

test('another version is told of, and that the facts are the same', async () => {
  const copy = await altered((files) => {
    files['result.json'] = files['result.json']!.replace(/"gatesim": "[^"]+"/, '"gatesim": "0.0.9"')
  })
  const { code, err } = await gatesim('replay', copy, '--out', again)
  expect(code).toBe(EXIT.expectationFailed)
  expect(err).toMatch(/version 0\.0\.9 there, \S+ here \[E-REPLAY-DIFFERENT\]\nThe facts are the same/)
})

test('another fingerprint is told of', async () => {
  let kept = ''
  const copy = await altered((files) => {
    files['replications.csv'] = files['replications.csv']!.replace(/[0-9a-f]{16}(?=\r\n)/, (found) => {
      kept = found
      return '0123456789abcdef'
    })
  })
  const { code, out, err } = await gatesim('replay', copy, '--out', again)
  expect(code).toBe(EXIT.expectationFailed)
  expect(out).not.toContain('the same as there')
  expect(err).toContain(`fingerprint 0123456789abcdef there, ${kept} here [E-REPLAY-DIFFERENT]`)
})

test.each([
  [['--variant', 'tow'], 'there is no variant "tow"; did you mean "two"? [E-NOT-FOUND]'],
  [['--replication', '4'], 'there is no replication 4 of two; the result has 3 [E-NOT-FOUND]'],
  [['--out', result], 'would replace the result that is replayed [E-USAGE]'],
])('what is not there is refused: %j', async (more, says) => {
  const before = readFileSync(join(result, 'result.json'), 'utf8')
  const { code, err } = await gatesim('replay', result, ...more)
  expect(code).toBe(EXIT.inputWrong)
  expect(err).toContain(says)
  expect(readFileSync(join(result, 'result.json'), 'utf8')).toBe(before)
})

test('a folder without a result is refused', async () => {
  const { code, err } = await gatesim('replay', join(folder, 'nothing'))
  expect(code).toBe(EXIT.inputWrong)
  expect(err).toContain('[E-RESULT-MISSING]')
})

test('a result of before there were fingerprints of replications says so', async () => {
  const copy = await altered((files) => {
    files['replications.csv'] = files['replications.csv']!.replace(',fingerprint\r\n', ',other\r\n')
  })
  const { code, err } = await gatesim('replay', copy)
  expect(code).toBe(EXIT.inputWrong)
  expect(err).toContain('it has no column fingerprint [E-RESULT-BROKEN]')
})
