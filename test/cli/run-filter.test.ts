import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { RunFilter, type RunKey } from '../../cli/result/runs.ts'
import { columnsOf } from '../../output/column.ts'
import { CellPrinter, CsvWriter } from '../../output/index.ts'

interface Fact extends RunKey {
  readonly name: string
}
const of = columnsOf<Fact>()
const TABLE = { file: 't.csv', columns: [...of.origin(), of.text('name')] }
const UTC = { start: 0, zone: 'UTC' } as unknown as ConstructorParameters<typeof CellPrinter>[1]

function written(facts: readonly Fact[], delimiter: string): string {
  const texts: string[] = []
  const sink = { write: (more: string) => void texts.push(more) }
  const writer = new CsvWriter(TABLE, new CellPrinter({ delimiter, decimal: '.' }, UTC), sink)
  writer.header()
  for (const fact of facts) writer.row(fact, fact)
  writer.flush()
  return texts.join('')
}

/** Handed over in pieces, as a file is read. */
function passed(text: string, delimiter: string, runs: readonly RunKey[], piece: number): string {
  const filter = new RunFilter(delimiter, runs)
  let kept = ''
  for (let at = 0; at < text.length && !filter.done; at += piece)
    kept += filter.pass(text.slice(at, at + piece))
  return kept + filter.rest()
}

const VARIANTS = [
  'base',
  'a,b',
  'a;b',
  'say "x"',
  '"',
  '=1+1',
  '-2',
  'two\r\nlines',
  'gateways=4, proxies=2',
  '日本',
]
const NAMES = ['', 'vm', '"', '""', 'a"b', '\n', '\r\n', ',', ';', '1,2,3', 'base,1,', '"base",1']

test('only the records of the wanted runs pass, whatever is quoted and wherever the text is cut', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.constantFrom(...VARIANTS), { minLength: 1, maxLength: 4 }),
      fc.array(fc.constantFrom(...NAMES), { maxLength: 5 }),
      fc.integer({ min: 1, max: 3 }),
      fc.constantFrom(',', ';'),
      fc.integer({ min: 1, max: 60 }),
      fc.infiniteStream(fc.boolean()),
      (variants, names, replications, delimiter, piece, chance) => {
        const runs = variants.flatMap((variant) =>
          Array.from({ length: replications }, (_, i) => ({ variant, replication: i + 1 })),
        )
        const facts = runs.flatMap((run) => names.map((name) => ({ ...run, name })))
        const wanted = runs.filter(() => chance.next().value)
        fc.pre(wanted.length > 0)
        const kept = passed(written(facts, delimiter), delimiter, wanted, piece)
        expect(parse(kept, { bom: true, delimiter })).toEqual(
          parse(
            written(
              facts.filter((fact) =>
                wanted.some((it) => it.variant === fact.variant && it.replication === fact.replication),
              ),
              delimiter,
            ),
            { bom: true, delimiter },
          ),
        )
      },
    ),
    { numRuns: 300 },
  )
})

test('behind the last wanted run nothing more is read', () => {
  const facts = [1, 2, 3].map((replication) => ({ variant: 'base', replication, name: 'vm' }))
  const filter = new RunFilter(',', [{ variant: 'base', replication: 2 }])
  const lines = written(facts, ',').split(/(?<=\n)/)
  expect(lines.map((line) => [filter.pass(line), filter.done])).toEqual([
    [lines[0], false],
    ['', false],
    [lines[2], false],
    ['', true],
  ])
})
