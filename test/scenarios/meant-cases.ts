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
  // the way over accelerators, and drives
  {
    code: 'W-VIA-PLACE',
    text: estate([NIGHTLY, over('[»wan-dr, wan-hq]')]),
    path: 'jobs[1].via.wanAccelerators[0]',
    says: 'expected is one in site `hq`, where `disk` is, but `wan-dr` is in site `dr`, and the data take a detour; turn them round: `[wan-hq, wan-dr]`.',
  },
  {
    code: 'W-VIA-PLACE',
    text: estate([NIGHTLY, over('[wan-dr, »wan-hq]')]),
    path: 'jobs[1].via.wanAccelerators[1]',
    says: 'The second accelerator stands at the target: expected is one in site `dr`, where `far` is',
  },
  {
    code: 'W-VIA-PLACE',
    text: estate([NIGHTLY, over('[wan-hq, »wan-dr]', 'nas')]),
    path: 'jobs[1].via.wanAccelerators[1]',
    says: 'expected is one in site `hq`, where `nas` is, but `wan-dr` is in site `dr`, and the data take a detour.',
  },
  {
    code: 'E-VIA',
    text: estate([NIGHTLY, over('[wan-hq, wan-dr]', 'bucket').replace('via: ', 'via: »')]),
    path: 'jobs[1].via',
    says: 'to object storage in direct mode the source repository writes itself (row B3)',
  },
  {
    code: 'W-DRIVES',
    text: estate([NIGHTLY, '{ name: tapes, type: tape, source: disk, drives: »5 }']),
    path: 'jobs[1].drives',
    says: 'may use 5 drives at once, but the tape server `tape` has 3 drives',
  },
  // another kind of entry
  {
    code: 'E-REFERENCE',
    text: estate([NIGHTLY.replace('target: disk', 'target: »san')]),
    path: 'jobs[0].target',
    says: '`san` is a datastore; a repository is expected here, such as `disk`.',
  },
  {
    code: 'E-REFERENCE',
    text: estate([
      NIGHTLY,
      '{ name: spare, type: replication, target: »nas, machines: [{ from: nightly }] }',
    ]),
    path: 'jobs[1].target',
    says: '`nas` is a repository; a datastore is expected here, such as `san`.',
  },
  {
    code: 'E-REFERENCE',
    text: estate([NIGHTLY.replace('datastore: san', 'datastore: »proxy')]),
    path: 'jobs[0].machines[0].datastore',
    says: '`proxy` is a server; a datastore is expected here, such as `san`.',
  },
  // object storage behind gateways
  {
    code: 'E-NOT-APPLICABLE',
    text: scenario({
      repositories: '[{ name: nas, type: object-storage, connection: »direct, gateway: [gw] }]',
    }),
    path: 'repositories[0].connection',
    says: '`gateway` lists some; remove one of the two',
  },
  // paths of factors and variants
  {
    code: 'E-PATH',
    text: scenario({ experiment: '{ factors: [{ path: »jobs.nightly.retry.attempts, values: [2] }] }' }),
    path: 'experiment.factors[0].path',
    says: "Set the whole map, such as `--set 'jobs.nightly.retry={attempts: 2}'`.",
  },
  {
    code: 'E-PATH',
    text: scenario({ experiment: '{ variants: [{ name: a, set: { »policies.resume.poll: 5 s } }] }' }),
    path: 'experiment.variants[0].set["policies.resume.poll"]',
    says: "such as `--set 'policies={resume: {poll: 5 s}}'`.",
  },
  {
    code: 'E-PATH',
    text: scenario({ experiment: '{ factors: [{ path: »jobs.nope.target, values: [nas] }] }' }),
    path: 'experiment.factors[0].path',
    says: '`jobs` has no entry named `nope` and no such index. There are `nightly`.',
  },
  {
    code: 'E-PATH',
    text: scenario({ experiment: '{ factors: [{ path: »servers.pro.count, values: [1] }] }' }),
    path: 'experiment.factors[0].path',
    says: 'Did you mean `proxy`? There are `vbr`, `proxy` and `gw`.',
  },
  // first nights
  {
    code: 'W-FIRST-FULL-NIGHT',
    text: scenario({
      jobs: '[{ name: a, target: nas, full: &full »{ on: [mon], kind: active }, machines: [{ name: vm, size: 1 GiB }] }, { name: b, target: nas, full: *full, machines: [{ name: vm, size: 1 GiB }] }]',
    }),
    path: 'jobs[0].full',
    says: 'The first session of `a` and `b` falls on a day of their active fulls and reads everything',
  },
  {
    code: 'W-FIRST-FULL-NIGHT',
    text: withJob('chain: »new'),
    path: 'jobs[0].chain',
    says: 'With `chain: new`, `nightly` has no full yet and reads everything',
  },
]

function over(pair: string, target = 'far'): string {
  return `{ name: offsite, type: backup-copy, source: disk, target: ${target}, via: { wanAccelerators: ${pair} } }`
}
