import type { Message } from '../messages.ts'

export type WarningCode = 'W-UNLIMITED-TRANSFER' | 'W-GATEWAY-IMBALANCE'

/** Warnings of the simulated world; it says them with a subject and counts how often. */
export const WORLD_MESSAGES: Readonly<Record<WarningCode, Message>> = {
  'W-UNLIMITED-TRANSFER': {
    when: 'Nothing limits the transfers of a job: no cap, no network card, link, repository or compute is finite.',
    remedy:
      'Give the rates that its machines, servers or repositories have; until then its transfers take no time.',
    rule: 'A transfer that neither a cap nor a finite resource limits ends in the instant in which it begins.',
  },
  'W-GATEWAY-IMBALANCE': {
    when: 'Of the gateways in a list, one took in at least twice the mean of all.',
    remedy:
      'Use per-machine files, so that each machine chooses its gateway; look for gateways that cannot be reached, and for jobs that start at other times.',
    rule: 'Whenever possible the backup workload is distributed between multiple available gateway servers (Gateway Servers). See docs/model.md 4.',
  },
}
