import type { Message } from '../messages.ts'

export type WarningCode =
  | 'W-UNLIMITED-TRANSFER'
  | 'W-GATEWAY-IMBALANCE'
  | 'W-NOTHING-TO-RESTORE'
  | 'W-DEDICATED-GATEWAY-ADVISED'
  | 'W-CLOUD-GATEWAY-500-TASKS'
  | 'W-CLOUD-GATEWAY-1000-CONNECTIONS'
  | 'W-CLOUD-GATEWAY-MEMORY'
  | 'W-POD-1000-TASKS'

/** Warnings of the simulated world; it says them with a subject and counts how often. */
export const WORLD_MESSAGES: Readonly<Record<WarningCode, Message>> = {
  'W-UNLIMITED-TRANSFER': {
    when: 'Nothing limits the transfers of a job: no cap, no network card, link, repository or compute is finite.',
    remedy:
      'Give the rates that its machines, servers or repositories have; until then its transfers take no time.',
    rule: 'A transfer that neither a cap nor a finite resource limits ends in the instant in which it begins.',
  },
  'W-NOTHING-TO-RESTORE': {
    when: 'A restore found no restore point of a machine; its session is a Success of 0 bytes.',
    remedy: 'Start the restore after the first backup, or use `chain: existing` for the backup job.',
    rule: 'Nothing to do is a Success. See docs/model.md 2.',
  },
  'W-GATEWAY-IMBALANCE': {
    when: 'Of the gateways in a list, one took in at least twice the mean of all.',
    remedy:
      'Use per-machine files, so that each machine chooses its gateway; look for gateways that cannot be reached, and for jobs that start at other times.',
    rule: 'Whenever possible the backup workload is distributed between multiple available gateway servers (Gateway Servers). See docs/model.md 4.',
  },
  'W-DEDICATED-GATEWAY-ADVISED': {
    when: 'The backup server of the provider is a cloud gateway, and it mattered: control work took more than 1.5 times as long as alone, the server was saturated 1 % of the measured time, or its network card was used 25 % on average.',
    remedy: 'Give the role `cloud-gateway` to a server of its own.',
    rule: '"If traffic between the SP and tenants is significant, it is recommended that the SP deploys a dedicated cloud gateway to reduce the workload on the SP Veeam backup server" (Cloud Gateway). What is significant is assumption A-99.',
  },
  'W-CLOUD-GATEWAY-500-TASKS': {
    when: 'More tasks of tenants than 500, or than `policies.requirements.cloudGateway.tasks`, went through a cloud gateway at once.',
    remedy: 'Add cloud gateways.',
    rule: '8 cores and 8 GB are for up to 500 concurrent tasks of tenants (Cloud Connect, system requirements).',
  },
  'W-CLOUD-GATEWAY-1000-CONNECTIONS': {
    when: 'A cloud gateway had 1,000 connections at once, or more.',
    remedy: 'Add cloud gateways.',
    rule: 'The older best-practice guide gives 1,000 connections as the limit of a cloud gateway; the newer one adds a gateway above 500.',
  },
  'W-CLOUD-GATEWAY-MEMORY': {
    when: 'The connections of a cloud gateway want more memory than it has.',
    remedy: 'Give it more memory, or add cloud gateways.',
    rule: 'A connection takes about 512 KiB (best-practice guide).',
  },
  'W-POD-1000-TASKS': {
    when: 'Tenants ran more than 1,000 tasks at once.',
    remedy: 'Divide the tenants among several servers of the provider.',
    rule: 'One Cloud Connect server is tested with 1,000 concurrent tasks, a soft limit.',
  },
}
