/** From tables to what came of tenants. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import {
  type ProviderReport,
  SESSIONS,
  TASKS,
  TENANTS,
  type TenantReport,
  type TenantRow,
  tenantStage,
} from '../../output/index.ts'
import { runFacts } from '../explain/explain.ts'
import { UserError } from '../failure.ts'
import { type ChosenRun, notFound, readRun } from '../result/result.ts'
import type { Row } from '../result/rows.ts'
import { TenantWork } from './work.ts'

export async function reportTenants(run: ChosenRun): Promise<ProviderReport> {
  const tenants = await readTenants(run)
  const { layout, cloudGateways } = run.document.variants.find(({ name }) => name === run.variant)!
  return {
    about: 'tenants',
    run: runFacts(run),
    layout,
    cloudGateways,
    tenants: [...tenants].sort(worstFirst),
  }
}

export async function reportTenant(run: ChosenRun, name: string): Promise<TenantReport> {
  const rows = await readTenants(run)
  const names = rows.map(({ tenant }) => tenant)
  const row = rows.find(({ tenant }) => tenant === name)
  if (row === undefined) throw notFound('tenant', name, names)
  const work = new TenantWork(name)
  await readRun(run, SESSIONS.file, (it) => {
    if (it.maybe('tenant') === name) work.session(it)
    return undefined
  })
  await readRun(run, TASKS.file, (it) => {
    if (it.maybe('tenant') === name) work.task(it)
    return undefined
  })
  return {
    about: 'tenant',
    tenant: name,
    start: run.start,
    replication: run.replication,
    replications: run.document.replications,
    ...ownView(row),
    ...work.facts(),
  }
}

function ownView(row: TenantRow) {
  return {
    result: row.tenantResult,
    tasks: row.tasks,
    failed: row.failed,
    sentBytes: row.bytesUp,
    receivedBytes: row.bytesDown,
    goodBytes: row.goodBytes,
    keptBytes: row.quotaUsed,
    meanRate: row.meanRate,
    lineShare: row.share,
    limitedBy: row.limitedBy === undefined ? undefined : tenantStage(row.limitedBy),
    waitSeconds: row.waitSeconds,
  }
}

async function readTenants(run: ChosenRun): Promise<readonly TenantRow[]> {
  const rows: TenantRow[] = []
  if (existsSync(join(run.folder, TENANTS.file))) {
    await readRun(run, TENANTS.file, (row) => {
      rows.push(tenantOf(row))
      return undefined
    })
  }
  if (rows.length > 0) return rows
  const where = run.document.variants.length > 1 ? `variant ${run.variant} of ${run.folder}` : run.folder
  throw new UserError(
    'E-NO-TENANTS',
    `${where} has no tenants: its scenario has no Cloud Connect`,
    'gatesim explain tells of other work.',
  )
}

function tenantOf(row: Row): TenantRow {
  return {
    tenant: row.text('tenant'),
    layout: row.text('layout'),
    gateways: row.number('gateways'),
    tasks: row.number('tasks'),
    failed: row.number('failed'),
    bytes: row.number('bytes'),
    meanRate: row.maybeNumber('meanRate'),
    tenantResult: row.maybe('tenantResult'),
    providerResult: row.maybe('providerResult'),
    bytesUp: row.number('bytesUp'),
    bytesDown: row.number('bytesDown'),
    goodBytes: row.number('goodBytes'),
    waitSeconds: row.number('waitSeconds'),
    quotaUsed: row.number('quotaUsed'),
    share: row.maybeNumber('share'),
    limitedBy: row.maybe('limitedBy'),
  }
}

const GRAVITY: readonly (string | undefined)[] = ['Failed', 'Warning', undefined, 'Success']

/** By both results, then failed tasks, then how little of its line it got. */
function worstFirst(a: TenantRow, b: TenantRow): number {
  return (
    GRAVITY.indexOf(a.tenantResult) - GRAVITY.indexOf(b.tenantResult) ||
    GRAVITY.indexOf(a.providerResult) - GRAVITY.indexOf(b.providerResult) ||
    b.failed - a.failed ||
    (a.share ?? 1) - (b.share ?? 1)
  )
}
