/** Sessions and tasks of one tenant, summed up as they pass by, without anything that only the provider may know. */
import {
  type CountedWords,
  type InWords,
  type TenantJob,
  type TenantMachine,
  type TenantReport,
  type TenantSession,
  type TenantStore,
  tenantReason,
  tenantStage,
  tenantWait,
} from '../../output/index.ts'
import type { Row } from '../result/rows.ts'

type Growing<T> = { -readonly [K in keyof T]: T[K] }

/** With the attempt that its last result is of. */
type GrowingMachine = Growing<TenantMachine> & { latest: string }

const WORST = ['Success', 'Warning', 'Failed']

export class TenantWork {
  readonly #prefix: string
  readonly #jobs = new Map<string, Growing<TenantJob>>()
  readonly #sessions: TenantSession[] = []
  readonly #machines = new Map<string, GrowingMachine>()
  readonly #stores = new Map<string, Growing<TenantStore>>()
  readonly #waits = new Map<string, Growing<CountedWords>>()
  readonly #reasons = new Map<string, Growing<CountedWords>>()

  constructor(tenant: string) {
    this.#prefix = `${tenant}/`
  }

  session(row: Row): void {
    const session = this.#sessionOf(row)
    this.#sessions.push(session)
    const job = row.text('job')
    const sum = gotten(this.#jobs, job, () => ({
      job,
      jobType: session.jobType,
      sessions: 0,
      failed: 0,
      readBytes: 0,
      transferredBytes: 0,
    }))
    sum.sessions++
    if (session.result === 'Failed') sum.failed++
    sum.readBytes += session.readBytes
    sum.transferredBytes += session.transferredBytes
  }

  #sessionOf(row: Row): TenantSession {
    const reason = row.maybe('reason')
    const bottleneck = row.maybe('bottleneck')
    const name = row.text('session')
    return {
      session: name.startsWith(this.#prefix) ? name.slice(this.#prefix.length) : name,
      jobType: row.text('jobType'),
      start: row.text('start'),
      end: row.text('end'),
      durationSeconds: row.number('durationSeconds'),
      result: row.maybe('result'),
      firstResult: row.maybe('firstResult'),
      reason: reason === undefined ? undefined : tenantReason(reason),
      attempts: row.number('attempts'),
      machines: row.number('machines'),
      machinesFailed: row.number('machinesFailed'),
      tasks: row.number('tasks'),
      tasksFailed: row.number('tasksFailed'),
      readBytes: row.number('readBytes'),
      transferredBytes: row.number('transferredBytes'),
      goodBytes: row.number('goodBytes'),
      waitSeconds: row.number('waitSeconds'),
      limitedBy: bottleneck === undefined ? undefined : tenantStage(bottleneck),
      missedWindow: row.maybeFlag('missedWindow'),
    }
  }

  /** Synthetic work is the provider's: it moves nothing of the tenant's over its line. */
  task(row: Row): void {
    if (row.text('operation') === 'synthetic') return
    const failed = row.maybe('result') === 'Failed'
    this.#machine(row, failed)
    this.#store(row, failed)
    const reason = row.maybe('reason')
    const waitedFor = row.maybe('waitedFor')
    if (reason !== undefined) count(this.#reasons, tenantReason(reason), row.number('durationSeconds'))
    if (waitedFor !== undefined) count(this.#waits, tenantWait(waitedFor), row.number('waitSeconds'))
  }

  #machine(row: Row, failed: boolean): void {
    const [job, machine] = [row.text('job'), row.text('machine')]
    const sum = gotten(this.#machines, JSON.stringify([job, machine]), () => ({
      job,
      machine,
      tasks: 0,
      failed: 0,
      readBytes: 0,
      transferredBytes: 0,
      waitSeconds: 0,
      lastResult: undefined,
      latest: '',
    }))
    sum.tasks++
    if (failed) sum.failed++
    sum.readBytes += row.number('readBytes')
    sum.transferredBytes += row.number('transferredBytes')
    sum.waitSeconds += row.number('waitSeconds')
    const attempt = `${row.text('session')}@${row.number('attempt')}`
    const result = row.maybe('result')
    sum.lastResult = attempt === sum.latest ? worse(sum.lastResult, result) : result
    sum.latest = attempt
  }

  #store(row: Row, failed: boolean): void {
    const name = row.text('repository')
    if (name === '') return
    const kind = row.text('jobType') === 'replication' ? 'cloud host' : 'cloud repository'
    const sum = gotten(this.#stores, JSON.stringify([kind, name]), () => ({
      name,
      kind,
      tasks: 0,
      failed: 0,
      sentBytes: 0,
      receivedBytes: 0,
    }))
    sum.tasks++
    if (failed) sum.failed++
    if (row.text('direction') === 'restore') sum.receivedBytes += row.number('transferredBytes')
    else sum.sentBytes += row.number('transferredBytes')
  }

  facts(): Pick<TenantReport, 'waits' | 'reasons' | 'jobs' | 'sessions' | 'machines' | 'stores'> {
    return {
      waits: mostFirst(this.#waits),
      reasons: mostFirst(this.#reasons),
      jobs: [...this.#jobs.values()],
      sessions: this.#sessions,
      machines: [...this.#machines.values()].map(({ latest: _, ...machine }) => machine),
      stores: [...this.#stores.values()],
    }
  }
}

function gotten<T>(map: Map<string, T>, key: string, make: () => T): T {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = make()
  map.set(key, made)
  return made
}

function count(into: Map<string, Growing<CountedWords>>, words: InWords, seconds: number): void {
  const sum = gotten(into, words.code, () => ({ ...words, tasks: 0, longestSeconds: 0 }))
  sum.tasks++
  sum.longestSeconds = Math.max(sum.longestSeconds, seconds)
}

function mostFirst(counts: ReadonlyMap<string, CountedWords>): readonly CountedWords[] {
  return [...counts.values()].sort((a, b) => b.tasks - a.tasks)
}

/** An unfinished one says least. */
function worse(a: string | undefined, b: string | undefined): string | undefined {
  return WORST.indexOf(a ?? '') < WORST.indexOf(b ?? '') ? b : a
}
