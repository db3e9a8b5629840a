import { describe, expect, test } from 'vitest'
import { columnsOf } from '../../../output/column.ts'
import { type Keeping, PageTableMaker, type ReadRow } from '../../../output/page/collect.ts'
import type { PageTable } from '../../../output/page/facts.ts'

interface Fact {
  readonly gateway: string
  readonly bytes: number
  readonly end: number
}
const of = columnsOf<Fact>()
const TABLE = {
  file: 't.csv',
  columns: [...of.origin(), of.text('gateway'), of.number('bytes'), of.time('end')],
}
const START = '2026-01-05 18:00:00'

function row(cells: Readonly<Record<string, string>>): ReadRow {
  return {
    maybe: (name) => cells[name],
    maybeNumber: (name) => (cells[name] === undefined ? undefined : Number(cells[name])),
    broken: (what) => new Error(what),
  }
}

function made(rows: readonly ReadRow[], keeping: Keeping = { most: 1000 }): PageTable {
  const maker = new PageTableMaker(TABLE, START, keeping)
  for (const it of rows) maker.add(it)
  return maker.take()
}

describe('a table on the page', () => {
  test('texts stand once, a column of equal cells is one cell, times count from the start of the run', () => {
    const table = made([
      row({ gateway: 'gw-1', bytes: '5', end: '2026-01-05 18:01:00' }),
      row({ gateway: 'gw-2', bytes: '5', end: '2026-01-06 18:00:00' }),
      row({ gateway: 'gw-1', bytes: '5', end: '2026-01-05 17:59:59' }),
    ])
    expect(table).toEqual({
      file: 't.csv',
      rows: 3,
      columns: [
        { name: 'gateway', kind: 'text', words: ['gw-1', 'gw-2'], cells: [0, 1, 0] },
        { name: 'bytes', kind: 'number', cells: 5 },
        { name: 'end', kind: 'time', cells: [60, 86_400, -1] },
      ],
    })
  })

  test('empty cells are null, and an empty column is one null', () => {
    const { columns } = made([row({ gateway: 'gw-1' }), row({})])
    expect(columns.map(({ cells }) => cells)).toEqual([[0, null], null, null])
  })

  test('a time that is written another way is refused: a spreadsheet may have saved the table', () => {
    expect(() => made([row({ end: '05/01/2026 22:49' })])).toThrow('"05/01/2026 22:49" in end is no time')
    expect(() => made([row({ end: '2026-13-05 22:49:00' })])).toThrow('in end is no time')
  })

  test('whole numbers keep all their digits, others seven', () => {
    const { columns } = made([row({ bytes: '23050000742' }), row({ bytes: '23050000742.088364' })])
    expect(columns[1]!.cells).toEqual([23_050_000_742, 23_050_000_000])
  })
})

describe('more rows than there is room for', () => {
  const many = Array.from({ length: 1000 }, (_, i) =>
    row({ gateway: i % 100 === 7 ? 'lost' : 'gw', bytes: `${i}` }),
  )
  const important = (it: ReadRow): boolean => it.maybe('gateway') === 'lost'

  test('are thinned out evenly, and it is said how many were left out', () => {
    const { rows, columns, left } = made(many, { most: 100 })
    const kept = columns[1]!.cells as readonly number[]
    expect(rows).toBe(kept.length)
    expect(rows).toBeLessThanOrEqual(100)
    expect(rows).toBeGreaterThan(50)
    const step = kept[1]! - kept[0]!
    expect(kept).toEqual(kept.map((_, i) => i * step))
    expect(left).toEqual({ rows: 1000 - rows, why: `of the others one in ${step} is kept` })
  })

  test('the important ones all stay', () => {
    const { columns } = made(many, { most: 100, important })
    const kept = columns[1]!.cells as readonly number[]
    expect(kept.filter((it) => it % 100 === 7)).toEqual([7, 107, 207, 307, 407, 507, 607, 707, 807, 907])
  })

  test('of important ones alone, no more stay than there is room for', () => {
    const { rows, left } = made(many, { most: 100, important: () => true })
    expect(rows).toBe(100)
    expect(left!.rows).toBe(900)
  })
})
