import { beforeAll, expect, test } from 'vitest'
import { widthOf } from '../../output/index.ts'
import { gatesim } from './built.ts'
import { cwd, explain, explainOn, makeResults, words } from './explained.ts'

beforeAll(makeResults)

test('without a question it tells what there is to ask about, with commands that work', async () => {
  const { out } = await explain('night')
  expect(out).toContain('1 session, 0 failed.')
  const hints = out
    .split('Ask further:')[1]!
    .trim()
    .replace(/ \\\n\s+/g, ' ')
    .split('\n')
  expect(hints).toHaveLength(3)
  for (const hint of hints) {
    const args = hint.trim().replaceAll("'", '').split(' ').slice(2)
    expect((await explain(args[0]!, ...args.slice(1))).code).toBe(0)
  }
})

test('a task that failed says why, what was out then, who could have served and by which rule', async () => {
  const text = await words('night', '--task', 'nightly#1/db-1/1@1')
  expect(text).toContain('nightly#1 / db-1, disk 1, attempt 1: Failed')
  expect(text).toContain('2026-01-05 22:00:00 .. 22:49:00, 49 min')
  expect(text).toContain(
    '(server-lost) Out then: outage of its gateway gw-1, 2026-01-05 22:49:00 .. 23:49:00',
  )
  expect(text).toContain('rule manual (the repository lists its gateways): "uses only the selected servers')
  expect(text).toContain('Why gw-1: least load of the listed servers.')
  expect(text).toContain('gw-1 yes, chosen 0 0 default gw-2 yes 0 0 default')
  expect(text).toContain('Limited by: network 100 % of 48 min of transfer')
  expect(text).toContain('read 225 GiB at 80.0 MiB/s')
  expect(text).not.toContain('attempt 2')
})

test('the retry says that the lost gateway was not eligible', async () => {
  const text = await words('night', '--session', 'nightly#1', '--machine', 'db-1')
  expect(text).toContain('attempt 2: Success')
  expect(text).toContain('gw-1 no: is down 0 0 default gw-2 yes, chosen 0 0 default')
})

test('a session sums up waits, failures, limits, gateways and rules', async () => {
  const text = await words('night', '--session', 'nightly#1')
  expect(text).toContain('nightly#1: Success after 2 attempts, the first Failed')
  expect(text).toContain('3 of 9 tasks failed')
  expect(text).toContain('338 GiB of it for nothing')
  expect(text).toContain('Failed: 3 tasks: a server that took part')
  expect(text).toContain('Limited by: network 78.9 %, source 21.1 %')
  expect(text).toContain('gw-2 manual 6 0 0 1.1 TiB')
})

test('a gateway at a time says what it served, that it was saturated and down, and who chose it', async () => {
  const text = await words('night', '--gateway', 'gw-1', '--time', '22:49')
  expect(text).toContain('considered 9 times, chosen 3 times; not eligible: is down (3 times)')
  expect(text).toContain('At 2026-01-05 22:49:00 Out then: outage of gw-1')
  expect(text).toContain('saturated 80 % and down 20 % of the 5 min from 2026-01-05 22:45:00')
  expect(text).toContain('Serving: 3 tasks; over their lives limited by network 100 %')
  expect(text).toContain('23:31:00 nightly#1 / db-1, disk 1: gw-2, rule manual')
  expect(text).toContain('gw-1 is down')
})

test('a time alone shows the load of everything then', async () => {
  const text = await words('night', '--time', '60 min')
  expect(text).toContain('At 2026-01-05 23:00:00')
  expect(text).toMatch(/gw-2 2 100 MiB\/s 100 MiB\/s 83\.3 % 0 % 0 % gw-1 0 0 B\/s 0 B\/s 0 % 0 % 100 %/)
})

test('a time after everything says that nothing is recorded', async () => {
  const text = await words('night', '--gateway', 'gw-1', '--time', '2027-01-01T00:00')
  expect(text).toContain('load.csv has no row for this time Serving: no task')
})

test('a task that never found a gateway says why each was out', async () => {
  const text = await words('dead', '--task', 'nightly#1/db-1@1')
  expect(text).toContain('(gateway-inaccessible)')
  expect(text).toContain('it never started')
  expect(text).toContain('No gateway: none can be reached now.')
  expect(text).toContain('gw-1 no: is down 0 0 default gw-2 no: is down 0 0 default')
})

test.each([
  ['--session', 'nightly#1'],
  ['--task', 'nightly#1/db-3'],
  ['--gateway', 'gw-2'],
])('German tables say the same: %s %s', async (option, name) => {
  const there = await words('nacht', option, name)
  expect(there.replaceAll('nacht', 'night')).toBe(await words('night', option, name))
})

test('without decisions all else is told, and how to get the candidates', async () => {
  const text = await words('plain', '--task', 'nightly#1/db-1/1@1')
  expect(text).toContain('(server-lost)')
  expect(text).toContain('by rule manual (the repository lists its gateways)')
  expect(text).toContain('gatesim run FILE --decisions')
  expect(await words('night', '--task', 'nightly#1/db-1/1@1')).not.toContain('--decisions')
})

test('another replication or variant is asked for by name, and hints name it too', async () => {
  expect(await words('plain', '--replication', '2')).toContain('replication 2 of 2')
  const text = await words('variants', '--variant', 'perMachineFiles=false')
  expect(text).toContain('variant perMachineFiles=false')
  expect(text).toContain("--session 'nightly#1' --variant perMachineFiles=false")
})

test('a machine that shares its gateway with the job says for whom it was chosen', async () => {
  const facts = JSON.parse(
    (await explain('variants', '--variant', 'perMachineFiles=false', '--session', 'nightly#1', '--json')).out,
  )
  const last = facts.shown.at(-1)
  const task = `${last.session}/${last.machine}/${last.disk}@${last.attempt}`
  const text = await words('variants', '--variant', 'perMachineFiles=false', '--task', task)
  expect(text).toMatch(/Chosen for \S+, disk \d+, at .*; its unit keeps the gateway\./)
})

test('names with quotes, semicolons, slashes and signs are found and told', async () => {
  expect(await words('odd', '--task', 'night; ly#1/vm a/b-2/1')).toContain('gw; one (old), "x" yes')
  expect(await words('odd', '--gateway', '=gw two')).toContain('=gw two: gateway in site default')
  expect(await words('odd', '--session', 'night; ly#1', '--machine=-x')).toContain('/ -x, disk 1')
  expect(await words('odd', '--gateway', 'gw; one (old), "x"')).toContain(
    'considered 6 times, chosen 3 times',
  )
})

test('a task that waited says how long and for what', async () => {
  const text = await words('odd', '--machine', 'vm a/b-2', '--disk', '1')
  expect(text).toContain('Waited: 4 min 21 s, longest for a free slot at a proxy or its datastore (proxy)')
})

test('a repository on its own host needs no gateway', async () => {
  expect(await words('odd', '--machine', 'vd-1')).toContain(
    'Gateway: none, by rule direct-attached: the host of the repository runs the target data mover',
  )
})

test('--json is one document with the same facts', async () => {
  const { code, out } = await explain('night', '--task', 'nightly#1/db-1/1@1', '--json')
  expect(code).toBe(0)
  expect(JSON.parse(out)).toMatchObject({
    about: 'tasks',
    run: { scenario: 'Two gateways one lost', variant: 'base', replication: 1 },
    found: 1,
    tasks: [
      {
        session: 'nightly#1',
        result: 'Failed',
        reason: { code: 'server-lost' },
        limited: [{ stage: 'Network', share: 1 }],
        ruleInWords: { source: expect.stringContaining('uses only') },
        decision: { rule: 'manual', chosen: 'gw-1', candidates: [{ server: 'gw-1' }, { server: 'gw-2' }] },
        outages: [{ target: 'gw-1' }],
      },
    ],
  })
})

test.each([30, 50, 80, 200])('everything fits a terminal of %d columns', async (columns) => {
  const questions = [
    [],
    ['--session', 'night; ly#1'],
    ['--task', 'night; ly#1/vm a/b-2'],
    ['--machine', 'vm a/b-3'],
    ['--gateway', '=gw two', '--time', '22:10'],
    ['--time', '22:10'],
  ]
  for (const question of questions) {
    const { out } = await explainOn(columns, 'odd', ...question)
    expect(Math.max(...out.split('\n').map(widthOf))).toBeLessThanOrEqual(Math.min(80, columns))
  }
})

test('the program itself answers in a pipe without colours, ends with 0, and helps', async () => {
  const { code, out, err } = await gatesim(['explain', 'night', '--session', 'nightly#1'], cwd)
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out).toContain('nightly#1: Success after 2 attempts')
  expect(out).not.toContain('\u001b')
  const coloured = await gatesim(['explain', 'night'], cwd, { FORCE_COLOR: '1' })
  expect(coloured.out).toContain('\u001b')
  const help = await gatesim(['explain', '--help'], cwd)
  expect(help.out).toContain('--gateway')
  expect(help.out).toContain("'nightly#1/vm-3/1@2'")
})
