import { beforeAll, expect, test } from 'vitest'
import { gatesim } from './built.ts'
import { cwd, explain, makeResults } from './explained.ts'

beforeAll(makeResults)

test.each([
  [['nowhere'], 'E-RESULT-MISSING', 'there is no folder nowhere'],
  [['lib'], 'E-RESULT-MISSING', 'no result of gatesim'],
  [['odd.yaml'], 'E-RESULT-MISSING', 'is a file'],
  [['half'], 'E-RESULT-MISSING', 'interrupted or is still going on'],
  [['half.partial'], 'E-RESULT-MISSING', 'interrupted or is still going on'],
  [['cut'], 'E-RESULT-BROKEN', 'result.json'],
  [['newer'], 'E-RESULT-NEWER', 'written by gatesim 99.0.0'],
  [['torn', '--session', 'nightly#1'], 'E-RESULT-BROKEN', 'tasks.csv'],
  [['without'], 'E-RESULT-BROKEN', 'it is missing'],
  [['night', '--session', 'nightli#1'], 'E-NOT-FOUND', 'did you mean "nightly#1"?'],
  [['night', '--session', 'weekly-backups-of-all'], 'E-NOT-FOUND', 'There is nightly#1.'],
  [['night', '--gateway', 'gw1'], 'E-NOT-FOUND', 'did you mean "gw-1"?'],
  [['night', '--machine', 'bd-1'], 'E-NOT-FOUND', 'with a task in this run; did you mean "db-1"?'],
  [['night', '--task', 'nightly#1/db-1/7'], 'E-NOT-FOUND', 'db-1 has no task with disk 7 in nightly#1'],
  [['night', '--task', 'nightly#1/db-1@9'], 'E-NOT-FOUND', 'attempt 9'],
  [['night', '--variant', 'bass'], 'E-NOT-FOUND', 'did you mean "base"?'],
  [['night', '--replication', '2'], 'E-NOT-FOUND', 'the result has one replication'],
  [['night', '--replication', 'two'], 'E-USAGE', 'whole number'],
  [['night', '--task', 'db-1'], 'E-USAGE', 'SESSION/MACHINE[/DISK][@ATTEMPT]'],
  [['night', '--disk', '1'], 'E-USAGE', '--disk wants a machine'],
  [['night', '--machine', 'db-1', '--disk', 'C:'], 'E-USAGE', 'number of a disk'],
  [['night', '--gateway', 'gw-1', '--session', 'x#1'], 'E-USAGE', 'one at a time'],
  [['night', '--task', 'a#1/b', '--time', '22:00'], 'E-USAGE', 'one at a time'],
  [['night', '--gateway', 'gw-1', '--time', 'soon'], 'E-USAGE', '--time wants'],
  [['night', '--time', '2020-01-01T00:00'], 'E-USAGE', 'before the start'],
])('what is wrong is said, with status 2 and no stack: %j', async ([folder, ...args], code, says) => {
  const ended = await explain(folder!, ...args)
  expect(ended.err).toContain(`[${code}]`)
  expect(ended.err).toContain(says)
  expect(ended.err).not.toMatch(/^\s+at /m)
  expect(ended.code).toBe(2)
  expect(ended.out).toBe('')
})

test.each([
  [['explain'], 'the name of a folder is missing'],
  [['explain', 'night', '--sesion', 'x'], 'did you mean --session?'],
  [['explian', 'night'], 'did you mean "explain"?'],
  [['explain', 'night', 'nacht'], 'one word too many'],
])('a mistyped command line is answered with a hint: %j', async (args, says) => {
  const { code, err } = await gatesim(args, cwd)
  expect(code).toBe(2)
  expect(err).toContain(says)
})
