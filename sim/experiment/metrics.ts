/**
 * The dictionary of metrics: every number that summaries, goals and expectations may name. One table; the
 * reference page, `gatesim metrics` and the columns of replications.csv are made from it.
 *
 * A metric whose observation is the replication has one value per replication. Every other metric has many
 * observations per replication, and its value for a replication is their mean.
 */
import { STAGES, WAIT_CAUSES } from '../model/index.ts'
import { GATEWAY_COLUMNS } from './gateway-columns.ts'
import type { Metric, MetricUnit, Observation } from './metric.ts'

/** Algorithms that some metrics are split by, as `name{full}`. */
export const SPLITS = ['full', 'increment'] as const
export type SplitName = (typeof SPLITS)[number]

const replication: readonly Metric[] = [
  per(
    'replication',
    'throughput',
    'B/s',
    'high',
    'Transferred bytes of all attempts per second in which at least one transfer was in progress.',
  ),
  per(
    'replication',
    'throughput.horizon',
    'B/s',
    'high',
    'Transferred bytes of all attempts per second of measured time (horizon less warm-up).',
  ),
  per(
    'replication',
    'goodput',
    'B/s',
    'high',
    'Transferred bytes of machines that ended Success or Warning per second in which at least one transfer was in progress.',
  ),
  per(
    'replication',
    'wastedBytes',
    'B',
    'low',
    'Transferred bytes that are not good: those of failed attempts and failed machines.',
  ),
  per(
    'replication',
    'failureRate',
    'share',
    'low',
    'Machine-runs that failed after the last retry, of all machine-runs.',
  ),
  per(
    'replication',
    'failureRate.first',
    'share',
    'low',
    'Machine-runs that failed in the first attempt, of all machine-runs.',
  ),
  per(
    'replication',
    'failureRate.sessions',
    'share',
    'low',
    'Sessions that ended Failed, of all sessions that ended.',
  ),
  per(
    'replication',
    'failureRate.attempts',
    'share',
    'low',
    'Task attempts that failed, of all task attempts that ended.',
  ),
  per(
    'replication',
    'skippedStarts',
    'count',
    'low',
    'Starts skipped because the session before was still open.',
  ),
  per('replication', 'unfinished', 'count', 'low', 'Tasks cut at the horizon (`drain: false`).'),
  per('replication', 'retries', 'count', 'low', 'Attempts after the first, over all sessions.'),
  per(
    'replication',
    'stoppedSessions',
    'count',
    'low',
    'Sessions cut by the end of their window; they count as longer than any limit in quantiles of sessionDuration and backupWindow.',
  ),
]

const sessions: readonly Metric[] = [
  ...split(
    per(
      'session',
      'sessionDuration',
      's',
      'low',
      'End less start of a session, retries included; a stopped session is longer than any limit in quantiles and counts up to its stop in the mean.',
    ),
  ),
  ...split(
    per(
      'session',
      'rateBytesPerSecond',
      'B/s',
      'high',
      'Processing rate of a session: bytes read per second in which at least one of its tasks transferred; waits and overhead are not in it.',
    ),
  ),
  per(
    'session with a window',
    'windowMisses',
    'share',
    'low',
    'Sessions not complete when their backup window ended, of all sessions with a window.',
  ),
  per(
    'session with a window',
    'windowOverrun',
    's',
    'low',
    'How long a session ran past the end of its window; 0 when it met it.',
  ),
]

const nights: readonly Metric[] = [
  ...split(
    per(
      'night',
      'backupWindow',
      's',
      'low',
      'Last end less first start of a night among sessions of backup, file-backup and agent jobs; poisson, trace and continuous jobs are left out.',
    ),
  ),
  per('night', 'backupWindow.all', 's', 'low', 'Last end less first start of a night among all sessions.'),
  per(
    'night',
    'rpoMisses',
    'share',
    'low',
    'Machines without a good point younger than `policies.rpo` at the end of a night, of all protected machines.',
  ),
]

const tasks: readonly Metric[] = [
  ...split(
    per(
      'task',
      'queueWait',
      's',
      'low',
      'How long a task attempt waited for all its needs; 0 when it started at once.',
    ),
  ),
  ...WAIT_CAUSES.map((cause) =>
    per(
      'task',
      `queueWait.${cause}`,
      's',
      'low',
      `The part of queueWait in which the first missing need was ${cause}, over all task attempts.`,
    ),
  ),
  per(
    'task',
    'controlDelay',
    's',
    'low',
    'Control work of the backup server before the data of a task attempt flowed.',
  ),
]

const gateways: readonly Metric[] = [
  ...GATEWAY_COLUMNS.map((it) =>
    per('gateway', `gateways.${it.column}`, it.unit, it.better, `${it.meaning}; mean over gateways.`),
  ),
  ...GATEWAY_COLUMNS.map((it) =>
    per(
      'replication',
      `gateways.max.${it.column}`,
      it.unit,
      it.better,
      `${it.meaning}; the ${it.better === 'high' ? 'lowest (worst)' : 'highest'} of all gateways.`,
    ),
  ),
  per(
    'replication',
    'imbalance',
    'ratio',
    'low',
    'Coefficient of variation of the bytes into each gateway (all gateways are known, so the deviation divides by their number); 0 is even.',
  ),
  per(
    'replication',
    'imbalance.peak',
    'ratio',
    'low',
    'Bytes into the busiest gateway, as a multiple of the mean over gateways; 1 is even.',
  ),
]

const bottlenecks: readonly Metric[] = STAGES.map((stage) =>
  per(
    'replication',
    `bottleneckShare.${stage}`,
    'share',
    undefined,
    `Share of all transfer time in which ${stage} limited the rate.`,
  ),
)

/** All metrics, in the order of tables. */
export const METRICS: readonly Metric[] = [
  ...replication,
  ...sessions,
  ...nights,
  ...tasks,
  ...gateways,
  ...bottlenecks,
]

function per(
  observation: Observation,
  name: string,
  unit: MetricUnit,
  better: Metric['better'],
  meaning: string,
): Metric {
  return { name, unit, meaning, observation, better }
}

function split(metric: Metric): readonly Metric[] {
  const of =
    metric.observation === 'night'
      ? 'nights whose sessions are mostly'
      : `${metric.observation}s with algorithm`
  return [
    metric,
    ...SPLITS.map((name) => ({
      ...metric,
      name: `${metric.name}{${name}}`,
      meaning: `${metric.meaning} Only ${of} ${name}.`,
    })),
  ]
}
