/** The rules of selection as a person reads them: when each holds, and the sentence that it comes from. */
import { ROWS } from './rows.ts'

export interface RuleInWords {
  readonly when: string
  /** The document's sentence; empty when it says nothing. */
  readonly source: string
}

/** Rules that are no rows of the table (docs/model.md 4). */
const BESIDE_THE_TABLE: Readonly<Record<string, RuleInWords>> = {
  manual: {
    when: 'the repository lists its gateways',
    source: 'uses only the selected servers and performs all operations on them',
  },
  'source-gateway': {
    when: 'a copy reads its source through the gateway of that repository',
    source:
      'Backup repository with the gateway server connection. The gateway of the source backup repository is used.',
  },
  cloud: {
    when: 'work of a tenant without a list of gateways: the mount server of the repository, then the backup server; object storage in direct mode takes its data past all gateways',
    source: 'Data communication and transfer in the cloud is carried out via cloud gateways',
  },
  'direct-attached': {
    when: 'the host of the repository runs the target data mover itself: no gateway is needed',
    source: '',
  },
}

/** undefined: a rule that this version does not know. */
export function ruleInWords(rule: string): RuleInWords | undefined {
  const row = ROWS.find(({ id }) => id === rule)
  if (row !== undefined) return { when: row.when, source: row.source }
  return Object.hasOwn(BESIDE_THE_TABLE, rule) ? BESIDE_THE_TABLE[rule] : undefined
}
