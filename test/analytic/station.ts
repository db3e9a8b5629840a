/**
 * Queues of the textbooks, said in the language of scenarios: computers with an agent arrive at random and send their
 * data to a direct attached repository, whose task slots are the servers of the queue, or whose network card is the
 * shared link. All that the textbook does not know is turned off: control work, overhead, retries.
 *
 * The unit of service is 100 s: 10 GB at 100 MB/s.
 */

import { observe } from './observe.ts'

/** Seconds of the textbook's unit of time. */
export const UNIT = 100

export interface Station {
  /** Names the random streams too: every case has its own. */
  readonly title: string
  /** Arrivals per unit of time. */
  readonly rate: number
  readonly arrivals: number
  /** Distribution of the volume of one computer; mean 10 GB. */
  readonly bytes?: string
  readonly slots?: number
  /** Capacity of the repository's network card, in units of 100 MB/s. */
  readonly link?: number
  /** What one task reads at most, in units of 100 MB/s; none when left out. */
  readonly cap?: number
  /** Further keys of the job. */
  readonly job?: string
}

export const EXPONENTIAL = '{ exponential: { mean: 10 GB } }'
export const DETERMINISTIC = '10 GB'
export const ERLANG_4 = '{ erlang: { k: 4, mean: 10 GB } }'

const perSecond = (units: number | undefined): string =>
  units === undefined ? 'unlimited' : `${units * 100} MB/s`

/** The first twentieth of the run only fills the queue and is not counted. */
export function station({
  title,
  rate,
  arrivals,
  slots,
  link,
  cap,
  bytes = EXPONENTIAL,
  job = '',
}: Station): string {
  const horizon = (arrivals * UNIT) / rate
  return `
name: ${title}
seed: ${title}
horizon: ${horizon} s
warmup: ${horizon / 20} s
servers:
  - { name: repo, nic: { in: ${perSecond(link)}, efficiency: 1 }, compute: unlimited }
repositories:
  - { name: store, type: linux, host: repo, maxTasks: ${slots ?? 'unlimited'} }
jobs:
  - name: arrivals
    type: agent
    target: store
    schedule: { poisson: { mean: ${UNIT / rate} s } }
    taskRate: ${perSecond(cap)}
    reduction: 1
    ${job}
    machines: [{ name: computer, bytes: ${bytes} }]
policies: { taskOverhead: 0 s, control: { session: 0 s, task: 0 s } }
`
}

export interface Seen {
  /** Both in units of service. */
  readonly waits: number[]
  readonly stays: number[]
}

/** What waiting tasks saw: servers of rate 1, unless the queue says otherwise. */
export function serve(queue: Station): Seen {
  const seen: Seen = { waits: [], stays: [] }
  observe(station({ cap: 1, ...queue }), {
    task({ waitSeconds, durationSeconds }) {
      seen.waits.push(waitSeconds / UNIT)
      seen.stays.push((waitSeconds + durationSeconds) / UNIT)
    },
  })
  return seen
}

export const longerThan =
  (limit: number) =>
  (wait: number): 0 | 1 =>
    wait > limit ? 1 : 0
