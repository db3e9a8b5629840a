import { stringify } from 'csv-stringify/sync'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CellPrinter } from '../../output/index.ts'
import { isMistakable } from '../../output/mistakable.ts'

const clock = { zone: 'UTC', periods: [{ at: -Infinity, offset: 0 }] }

test('any text is printed as the library would print it in a whole row, and in quotes where it could be a number', () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string(),
    fc.stringMatching(/^[-=+@a-z0-9 .,;|"'\t\r\n]{0,8}$/),
  )
  fc.assert(
    fc.property(text, fc.constantFrom(',', ';', '\t', '|'), (name, delimiter) => {
      const printer = new CellPrinter({ delimiter, decimal: '.' }, clock)
      // Readers take away one apostrophe before a formula, so that one of the name's own gets another.
      const apostrophe = /^'+[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/.test(name) ? "'" : ''
      const row = stringify([['a', apostrophe + name, 'b']], {
        delimiter,
        escape_formulas: true,
        record_delimiter: 'windows',
        quote_record_delimiter: true,
      })
      const rowOf = (text: string): string => `a${delimiter}${text}${delimiter}b\r\n`
      const expected = row === rowOf(name) && isMistakable(name) ? rowOf(`"${name}"`) : row
      expect(rowOf(printer.print.text(name))).toBe(expected)
    }),
    { numRuns: 2000 },
  )
})
