/** The library is a regression test: what its scenarios predict is kept, and changes only on purpose. */
import { describe, expect, test } from 'vitest'
import { kept, moved, orphans, predict, scenarios } from './library.ts'

const ADVICE = [
  'If this change is meant: run `npm run golden:update`, look at the difference,',
  'and say in CHANGELOG.md under "Unreleased" why the prediction changed.',
].join('\n')

describe('kept predictions of the library', () => {
  test.each(scenarios())('%s predicts what it predicted', (name) => {
    const before = kept(name)
    if (before === undefined) throw new Error(`Nothing is kept for ${name}.\n${ADVICE}`)
    const words = moved(before, predict(name))
    if (words.length > 0)
      throw new Error(`The prediction of ${name} moved:\n  ${words.join('\n  ')}\n${ADVICE}`)
  })

  test('nothing is kept of scenarios that are gone', () => {
    expect(orphans(), ADVICE).toEqual([])
  })

  test('what moved is said by metric, by event, or by fingerprint', () => {
    const [before, after] = ['11', '12'].map((value) => ({
      'summary.csv': `variant,metric,unit,mean\r\n"a=1, b=2",retries,count,${value}\r\nbase,throughput,B/s,7\r\n`,
      'events.ndjson': `{"t":0}\n{"t":${value}}\n`,
      'fingerprint.txt': `${value}\n`,
    }))
    expect(moved(before!, after!)).toEqual([
      '"a=1  b=2" retries: count,11 became count,12',
      'events.ndjson, line 2: {"t":11} became {"t":12}',
      'some figure of some task moved: fingerprint 11 became 12',
    ])
    expect(moved(before!, before!)).toEqual([])
  })
})
