/** What changes that could be paid for would bring. */
import type { ValueRow } from '../../sim/experiment/index.ts'
import { columnsOf, type Table } from '../column.ts'

const row = columnsOf<ValueRow>()

export const VALUE: Table<ValueRow> = {
  file: 'value.csv',
  columns: [
    row.text('candidate'),
    row.text('change'),
    row.text('metric'),
    row.text('unit'),
    row.number('rank'),
    row.number('baseline'),
    row.number('value'),
    row.number('difference'),
    row.number('low'),
    row.number('high'),
    row.number('benefit'),
    row.flag('better'),
    row.flag('significant'),
    row.number('n'),
    row.number('pValue'),
  ],
}
