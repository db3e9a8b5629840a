/** One row per choice of a gateway, with everything that was considered. */
import { type DecisionRecord, ruleInWords } from '../../sim/model/index.ts'
import { columnsOf, type Table } from '../column.ts'
import { candidatesText } from './candidates.ts'

const decision = columnsOf<DecisionRecord>()

export const DECISIONS: Table<DecisionRecord> = {
  file: 'decisions.csv',
  columns: [
    ...decision.origin(),
    decision.time('time'),
    decision.text('session'),
    decision.text('machine'),
    decision.text('operation'),
    decision.text('rule'),
    decision.text('chosen'),
    decision.text('reason'),
    decision.text('fallbacksTried', (record) => record.fallbacksTried.join('; ')),
    decision.text('candidates', (record) => candidatesText(record.candidates)),
    decision.number('disk'),
    decision.number('attempt'),
    decision.text('source', (record) => ruleInWords(record.rule)?.source),
    decision.text('repository'),
  ],
}
