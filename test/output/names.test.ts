import { stringify } from 'csv-stringify/sync'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CellPrinter } from '../../output/index.ts'

const clock = { zone: 'UTC', periods: [{ at: -Infinity, offset: 0 }] }

test('any text is printed exactly as the library would print it in a whole row', () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string(),
    fc.stringMatching(/^[-=+@a-z0-9 .,;|"'\t\r\n]{0,8}$/),
  )
  fc.assert(
    fc.property(text, fc.constantFrom(',', ';', '\t', '|'), (name, delimiter) => {
      const printer = new CellPrinter({ delimiter, decimal: '.' }, clock)
      const row = stringify([['a', name, 'b']], {
        delimiter,
        escape_formulas: true,
        record_delimiter: 'windows',
        quote_record_delimiter: true,
      })
      expect(`a${delimiter}${printer.print.text(name)}${delimiter}b\r\n`).toBe(row)
    }),
    { numRuns: 2000 },
  )
})
