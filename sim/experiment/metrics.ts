/**
 * The dictionary of metrics: every number that summaries, goals and expectations may name. One table; the
 * reference page, `gatesim metrics` and the columns of replications.csv are made from it.
 *
 * A metric whose observation is the replication has one value per replication. Every other metric has many
 * observations per replication, and its value for a replication is their mean.
 */
import { STAGES, WAIT_CAUSES, type WaitCause } from '../model/index.ts'
import { GATEWAY_COLUMNS } from './gateway-columns.ts'
import type { Meaning, Metric, Observation } from './metric.ts'

/** Algorithms that some metrics are split by, as `name{full}`. */
export const SPLITS = ['full', 'increment'] as const
export type SplitName = (typeof SPLITS)[number]

type Table = Readonly<Record<string, Meaning>>

const OF_THE_REPLICATION: Table = {
  throughput: ['B/s', 'high', 'Bytes that all attempts transferred, per second with at least one transfer.'],
  'throughput.horizon': ['B/s', 'high', 'Bytes that all attempts transferred, per second of measured time.'],
  goodput: ['B/s', 'high', 'Bytes of machines that ended well, per second with at least one transfer.'],
  wastedBytes: ['B', 'low', 'Transferred bytes that are not good: those of failed attempts and machines.'],
  failureRate: ['share', 'low', 'Machine-runs that failed after the last retry, of all machine-runs.'],
  'failureRate.first': [
    'share',
    'low',
    'Machine-runs that failed in the first attempt, of all machine-runs.',
  ],
  'failureRate.sessions': ['share', 'low', 'Sessions that ended Failed, of all sessions that ended.'],
  'failureRate.attempts': ['share', 'low', 'Task attempts that failed, of all task attempts that ended.'],
  skippedStarts: ['count', 'low', 'Starts skipped because the session before was still open.'],
  unfinished: ['count', 'low', 'Tasks cut at the horizon (`drain: false`).'],
  retries: ['count', 'low', 'Attempts after the first, over all sessions.'],
  stoppedSessions: ['count', 'low', 'Sessions cut at the end of their window: longer than any limit.'],
}

/** Goes for sessions and nights. */
const STOPPED = 'Up to the stop in the mean of what was stopped; longer than any limit in quantiles.'

const SESSION_DURATION: Meaning = ['s', 'low', `End less start of a session, retries included. ${STOPPED}`]
const SESSION_RATE: Meaning = [
  'B/s',
  'high',
  'Bytes read by a session per second in which a task of it transferred.',
]
const BACKUP_WINDOW: Meaning = [
  's',
  'low',
  `Last end less first start among a night's sessions of backup, file-backup and agent jobs, without those of poisson, trace and continuous schedules. ${STOPPED}`,
]
const QUEUE_WAIT: Meaning = [
  's',
  'low',
  'How long a task attempt waited for its needs; 0 if it started at once.',
]

const OF_SESSIONS_WITH_A_WINDOW: Table = {
  windowMisses: ['share', 'low', 'Sessions not complete when their window ended, of all that have a window.'],
  windowOverrun: ['s', 'low', 'How long a session ran past the end of its window; 0 if it did not.'],
}

const OF_NIGHTS: Table = {
  'backupWindow.all': ['s', 'low', `Last end less first start among all sessions of a night. ${STOPPED}`],
  rpoMisses: [
    'share',
    'low',
    'Machines without a good point younger than `policies.rpo` when a night ended.',
  ],
}

const OF_GATEWAYS_TOGETHER: Table = {
  imbalance: ['ratio', 'low', 'Coefficient of variation of the bytes into each gateway; 0 is even.'],
  fairness: [
    'ratio',
    'high',
    'Jain index over tenants of the rate that each got as a share of its line; 1: all get the same share.',
  ],
  'imbalance.peak': ['ratio', 'low', 'Bytes into the busiest gateway over the mean of all; 1 is even.'],
}

const WAITED_FOR: Readonly<Record<WaitCause, string>> = {
  tenant: "one of the tenant's own slots",
  'cloud-gateway': 'a connection to a cloud gateway',
  proxy: 'a slot at a proxy, or at the datastore',
  repository: 'a slot at a repository',
  gateway: 'a slot at a gateway',
  'tape-drive': 'a tape drive',
  'wan-accelerator': 'a slot at a WAN accelerator',
  chain: 'backups that another job holds',
  control: 'the backup server to come back',
}

/** All metrics, in the order of tables. */
export const METRICS: readonly Metric[] = [
  ...all('replication', OF_THE_REPLICATION),
  ...split('session', 'sessionDuration', SESSION_DURATION),
  ...split('session', 'rateBytesPerSecond', SESSION_RATE),
  ...all('session with a window', OF_SESSIONS_WITH_A_WINDOW),
  ...split('night', 'backupWindow', BACKUP_WINDOW),
  ...all('night', OF_NIGHTS),
  ...split('task', 'queueWait', QUEUE_WAIT),
  ...WAIT_CAUSES.map((cause) =>
    metric('task', `queueWait.${cause}`, [
      's',
      'low',
      `The part of queueWait that a task attempt waited for ${WAITED_FOR[cause]}.`,
    ]),
  ),
  metric('task', 'controlDelay', [
    's',
    'low',
    'Control work of the backup server before the data of a task attempt.',
  ]),
  ...GATEWAY_COLUMNS.map(({ column, meaning: [unit, better, text] }) =>
    metric('gateway', `gateways.${column}`, [unit, better, `${text}; mean over gateways.`]),
  ),
  ...GATEWAY_COLUMNS.map(({ column, meaning: [unit, better, text] }) => {
    const worst = better === 'high' ? 'the lowest, which is the worst,' : 'the highest'
    return metric('replication', `gateways.max.${column}`, [
      unit,
      better,
      `${text}; ${worst} of all gateways.`,
    ])
  }),
  ...all('replication', OF_GATEWAYS_TOGETHER),
  ...STAGES.map((stage) =>
    metric('replication', `bottleneckShare.${stage}`, [
      'share',
      undefined,
      `Transfer time that ${stage} limited, of all.`,
    ]),
  ),
]

function metric(observation: Observation, name: string, [unit, better, meaning]: Meaning): Metric {
  return { name, unit, meaning, observation, better }
}

function all(observation: Observation, table: Table): readonly Metric[] {
  return Object.entries(table).map(([name, meaning]) => metric(observation, name, meaning))
}

/** The metric and its parts. A night counts as what most of its sessions are. */
function split(observation: Observation, name: string, [unit, better, text]: Meaning): readonly Metric[] {
  const parts = SPLITS.map((part) =>
    metric(observation, `${name}{${part}}`, [
      unit,
      better,
      `${text} Only ${observation}s of algorithm ${part}.`,
    ]),
  )
  return [metric(observation, name, [unit, better, text]), ...parts]
}
