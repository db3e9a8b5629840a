/** One row per choice of a gateway, with everything that was considered. */
import type { Candidate, DecisionRecord } from '../../sim/model/index.ts'
import { columnsOf, type Table } from '../column.ts'

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
    decision.text('candidates', (record) => record.candidates.map(describe).join('; ')),
  ],
}

function describe(candidate: Candidate): string {
  const { server, eligible, why, tasks, load } = candidate
  const state = eligible ? `eligible` : `not eligible: ${why ?? 'unknown'}`
  return `${server} (${state}, ${tasks} ${tasks === 1 ? 'task' : 'tasks'}, load ${load})`
}
