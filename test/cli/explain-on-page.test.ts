/** A task is told on the page in the very lines in which the command tells it. */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, expect, test } from 'vitest'
import { pageRuns } from '../../cli/page/night.ts'
import { ReadingProgress } from '../../cli/result/reading.ts'
import { chooseRun, openResult } from '../../cli/result/result.ts'
import { tellTask } from '../../output/page/browser/explain/task.ts'
import { Night } from '../../output/page/browser/night.ts'
import { cwd, FOLDER, gatesimHere, runProvider } from './provider.ts'
import { terminal } from './runs.ts'

const LOST = fileURLToPath(new URL('../../scenarios/library/two-gateways-one-lost.yaml', import.meta.url))
const WIDTH = 80

beforeAll(async () => {
  await runProvider()
  for (const [folder, ...more] of [['decided', '--decisions'], ['plain']]) {
    const ran = await gatesimHere(['run', LOST, '--quiet', '--out', join(cwd, folder!), ...more])
    expect(ran.code).toBe(0)
  }
})

async function nightOf(folder: string): Promise<Night> {
  const result = openResult(join(cwd, folder), new ReadingProgress(terminal(WIDTH)))
  const [run] = await pageRuns([chooseRun(result, undefined)])
  return new Night(run!)
}

/** Without the line that names the scenario, which the page has above. */
async function explained(folder: string, night: Night, place: number): Promise<string> {
  const tasks = night.rows('tasks')
  const [session, machine] = ['session', 'machine'].map((name) => tasks.text(name, place)!)
  const name = `${session}/${machine}/${tasks.number('disk', place)}@${tasks.number('attempt', place)}`
  const { code, out } = await gatesimHere(['explain', join(cwd, folder), '--task', name], WIDTH)
  expect(code).toBe(0)
  return out.split('\n').slice(2).join('\n').trimEnd()
}

test.each(['decided', 'plain', FOLDER])('every task of %s is told alike', async (folder) => {
  const night = await nightOf(folder)
  const { length } = night.rows('tasks')
  expect(length).toBeGreaterThan(5)
  for (let place = 0; place < length; place++) {
    const { lines } = tellTask(night, place, WIDTH)
    expect(lines.map(({ text }) => text).join('\n')).toBe(await explained(folder, night, place))
  }
})

test('with its decision, its outage and what helps; its end is toned', async () => {
  const night = await nightOf('decided')
  const tasks = night.rows('tasks')
  const failed = tasks.places().find((place) => tasks.text('result', place) === 'Failed')!
  const { name, lines } = tellTask(night, failed, WIDTH)
  const text = lines.map((line) => line.text).join('\n')
  expect(name).toMatch(/^nightly#1\/db-\d\/1@1$/)
  expect(lines[0]!.tone).toBe('bad')
  expect(text).toContain('Out then: outage of its gateway gw-1')
  expect(text).toContain('Why gw-1: least load of the listed servers.')
  expect(text).toContain('What helps: ')
})

test('without decisions it says how to get them', async () => {
  const { lines } = tellTask(await nightOf('plain'), 0, WIDTH)
  expect(lines.at(-2)!.text).toContain('The candidates are not in this result')
})

test('where the page had no room for all decisions it names the command that has them', async () => {
  const { run } = await nightOf('decided')
  const { decisions, ...tables } = run.tables
  const empty = { ...decisions!, rows: 0, left: { rows: 9, why: 'there was no room' } }
  const { lines } = tellTask(new Night({ ...run, tables: { ...tables, decisions: empty } }), 0, WIDTH)
  expect(lines.map(({ text }) => text).join(' ')).toMatch(
    /no room on this page:\s+gatesim explain DIR --task 'nightly#1\/web\/1@1'/,
  )
})
