/** Codes of work on stored points: copies, tape, restores, offload, moves, checks. */
import type { MessageTable } from '../../sim/messages.ts'

export const STORED: MessageTable = {
  'E-NO-POINTS': {
    when: 'Work on stored points finds none: no job leaves any in the repository it reads, or the job that is named leaves them elsewhere.',
    remedy: 'Correct `source`, `jobs` or `from`, or add the backup.',
    rule: 'Copies, tape, offload, moves and checks work on the machines whose points lie in the repository. See docs/model.md 2.',
  },
  'E-RESTORE-FROM': {
    when: 'Work on stored points takes machines from a job that makes no backups.',
    remedy: 'Name a job that leaves restore points: a backup, a copy, an offload.',
    rule: 'A restore, replication, tape job, rescan or health check leaves no restore points in a repository. See docs/model.md 2.',
  },
  'E-RESTORE-SOURCE': {
    when: 'The machines of a restore or replication lie in several repositories.',
    remedy: 'Name one in `source`, or make a job for each.',
  },
  'E-COPY-CYCLE': {
    when: 'Jobs take their machines from each other in a circle, as two copies between two repositories do.',
    remedy: 'Narrow one of them to the jobs that fill its source, with `jobs`.',
    rule: 'A copy of a copy has the machines of the first copy. See docs/model.md 2.',
  },
  'E-SAME-REPOSITORY': {
    when: 'A copy, offload or move has the same repository as source and target.',
    remedy: 'Name two repositories.',
    rule: 'Within one repository the product moves files without a data mover, which is not simulated.',
  },
  'E-OFFLOAD-TARGET': {
    when: 'Backups are offloaded to something that is no object storage.',
    remedy: 'Name a repository with `type: object-storage`, or use a job of type move.',
    rule: 'Every case of the row Offload job is "to an object storage repository" (Gateway Servers, selection table). See docs/model.md 4.',
  },
  'E-NO-TAPE-SERVER': {
    when: 'A tape job has no drives: no server has the role tape-server, or the one that `tapeServer` or `tapeAttached` names has not.',
    remedy: 'Give a server `roles: { tape-server: { drives: 3 } }`.',
    rule: '"If there is a direct connection between a backup repository and tape device, the role of a gateway server is assigned to the tape server" (Gateway Servers). See docs/model.md 4.',
  },
  'E-VIA': {
    when: '`via` does not name two WAN accelerators, or the target is object storage in direct mode.',
    remedy:
      'Name the source one, then the target one: `via: { wanAccelerators: [wan-hq, wan-dr] }`. Object storage needs `connection: gateway`.',
    rule: 'WAN accelerators work in pairs, one at each end of the line; to object storage in direct mode the source writes itself (row B3). See docs/model.md 5.',
  },
  'E-NO-WAN-ACCELERATOR': {
    when: 'A server in `via` has no role wan-accelerator.',
    remedy: 'Give it `roles: [wan-accelerator]`.',
    rule: 'Over WAN accelerators "the role of a gateway server is assigned to source or target WAN accelerator" (Gateway Servers). See docs/model.md 4.',
  },
  'E-FILE-COPY-VIA': {
    when: 'A file backup copy has `via`.',
    remedy: 'Remove it.',
    rule: '"File backup copy job does not support WAN accelerators" (Gateway Servers). See docs/model.md 4.',
  },
}
