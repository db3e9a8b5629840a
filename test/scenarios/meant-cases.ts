/** What was probably meant: suggestions and remedies that a message gives; the place of each issue is marked with ». */
import { scenario, withJob } from './helpers.ts'
import { estate, NIGHTLY } from './stored.ts'
import type { Case } from './stored-cases.ts'

const typed = (type: string): string => estate([NIGHTLY.replace('target', `type: »${type}, target`)])

export const MEANT_CASES: readonly Case[] = [
  // types of jobs
  {
    code: 'E-VALUE',
    text: typed('file-copy'),
    path: 'jobs[0].type',
    says: '`copy` or `health-check`. Did you mean `file-backup-copy`?',
  },
  {
    code: 'E-VALUE',
    text: typed('replica'),
    path: 'jobs[0].type',
    says: 'Did you mean `replication`?',
  },
  { code: 'E-VALUE', text: typed('helth-check'), path: 'jobs[0].type', says: 'Did you mean `health-check`?' },
  // whose machines
  {
    code: 'E-NO-MACHINES',
    text: estate([NIGHTLY, '{ name: tapes, type: tape, source: disk, jobs: »[] }']),
    path: 'jobs[1].jobs',
    says: 'as in `jobs: [nightly]`, or remove `jobs` to take all',
  },
  {
    code: 'E-NO-MACHINES',
    text: estate([NIGHTLY, '{ name: check, type: health-check, target: disk, jobs: »[] }']),
    path: 'jobs[1].jobs',
    says: 'the machines of no job',
  },
  {
    code: 'E-NOT-APPLICABLE',
    text: estate([NIGHTLY.replace('target', 'jobs: »[], target')]),
    path: 'jobs[0].jobs',
    says: 'means nothing for a job of type backup',
  },
  ...['restore', 'replication'].map((type) => ({
    code: 'E-MISSING',
    text: estate([NIGHTLY, `»{ name: back, type: ${type}, target: san, schedule: { at: 5 h } }`]),
    path: 'jobs[1]',
    says: `A ${type} needs \`machines\`: which ones, and which job backed them up, as in \`machines: [{ from: nightly, select: vm-* }]\`.`,
  })),
  {
    code: 'E-REFERENCE',
    text: scenario({ failures: '[{ job: nightly, machine: »vm-99, at: 2026-01-05 }]' }),
    path: 'failures[0].machine',
    says: 'The job `nightly` has no machine `vm-99`.',
  },
  // keys that mean nothing
  ...['copy', 'move', 'immediate'].map((mode) => ({
    code: 'E-NOT-APPLICABLE',
    text: estate([NIGHTLY, `{ name: tier, type: offload, source: disk, target: bucket, mode: »${mode} }`]),
    path: 'jobs[1].mode',
    says: '`mode` means nothing for a job of type offload; remove it; chains are moved or copied by jobs of `type: move`',
  })),
  // keys and values that are called otherwise
  {
    code: 'E-UNKNOWN-KEY',
    text: withJob('schedule: { »monthly: "05:00" }'),
    path: 'jobs[0].schedule.monthly',
    says: '`"0 5 * * 6#L"` is 05:00 on the last Saturday of each month',
  },
  {
    code: 'E-VALUE',
    text: scenario({ servers: '[{ name: t, roles: [»tape] }]' }),
    path: 'servers[0].roles[0]',
    says: 'Did you mean `tape-server`?',
  },
  {
    code: 'E-UNKNOWN-KEY',
    text: scenario({ servers: '[{ name: t, roles: { »wan: {} } }]' }),
    path: 'servers[0].roles.wan',
    says: 'Roles have no key `wan`. Did you mean `wan-accelerator`?',
  },
  {
    code: 'E-UNKNOWN-KEY',
    text: scenario({ servers: '[{ name: t, roles: { »gigantic: {} } }]' }),
    path: 'servers[0].roles.gigantic',
    says: 'They know `backup-server`',
  },
  {
    code: 'E-VALUE',
    text: estate([NIGHTLY, '{ name: offsite, type: backup-copy, source: disk, target: far, via: »wan-hq }']),
    path: 'jobs[1].via',
    says: 'expected a pair of accelerators such as `{ wanAccelerators: [wan-hq, wan-dr] }`',
  },
  // times
  {
    code: 'E-AT-OUTSIDE',
    text: withJob('schedule: { at: »90 h }', { horizon: '2 d' }),
    path: 'jobs[0].schedule.at',
    says: 'A start at 90 h lies outside of the run, which lasts 2 d.',
  },
  {
    code: 'E-AT-OUTSIDE',
    text: withJob('schedule: { at: »2026-01-04T22:45 }'),
    path: 'jobs[0].schedule.at',
    says: 'A start 75 min before the run lies outside of it, which lasts 1 d.',
  },
  {
    code: 'E-MISSING',
    text: estate([NIGHTLY, '»{ name: look, type: rescan, target: disk }']),
    path: 'jobs[1]',
    says: 'A rescan is started by hand: say when, as in',
  },
]
