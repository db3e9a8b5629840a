/** What a tenant may keep (docs/model.md 4a): a task that would exceed it moves what fits and fails. */
import type { TenantState } from '../infrastructure/index.ts'
import type { JobState, Task } from '../work/entities.ts'
import { promised } from '../work/volumes.ts'

/** Whose quota a job uses up: one on cloud repositories (CC:tenant_quota); replicas lie on cloud hosts, which have none. */
export function payer({ job, tenant }: JobState): TenantState | undefined {
  return job.type === 'replication' ? undefined : tenant
}

/** To be called when the task takes its slots. */
export function takeQuota(task: Task): void {
  const tenant = payer(task.run.state.job)
  if (tenant === undefined) return
  const limit = tenant.tenant.quota?.limit ?? Number.POSITIVE_INFINITY
  const wanted = promised(task)
  const room = Math.max(0, limit - tenant.stored - tenant.reserved)
  if (wanted > room) {
    task.bytes *= room / wanted
    task.left = task.bytes
    task.fate = 'Failed'
    task.fateReason = 'quota-exceeded'
  }
  tenant.reserved += promised(task)
}

export function giveBackQuota(task: Task): void {
  const tenant = payer(task.run.state.job)
  if (tenant !== undefined) tenant.reserved -= promised(task)
}

/** Its tasks are refused from now on, whatever they wait for. */
export function reachedQuota(job: JobState): boolean {
  const tenant = payer(job)
  const quota = tenant?.tenant.quota
  return quota !== undefined && tenant!.stored >= quota.limit
}
