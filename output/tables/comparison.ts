/** Variants against a baseline, metric by metric. */
import type { ComparisonRow } from '../../sim/experiment/index.ts'
import { columnsOf, type Table } from '../column.ts'

const comparison = columnsOf<ComparisonRow>()

export const COMPARISON: Table<ComparisonRow> = {
  file: 'comparison.csv',
  columns: [
    comparison.text('baseline'),
    comparison.text('variant'),
    comparison.text('metric'),
    comparison.text('unit'),
    comparison.number('difference'),
    comparison.number('low'),
    comparison.number('high'),
    comparison.number('ratio'),
    comparison.flag('better'),
    comparison.flag('significant'),
    comparison.number('n'),
    comparison.number('pValue'),
    comparison.number('varianceReduction'),
  ],
}
