/** One row per tenant of Cloud Connect. */
import type { TenantRecord } from '../../sim/model/index.ts'
import { columnsOf, type Table } from '../column.ts'

const tenant = columnsOf<TenantRecord>()

export const TENANTS: Table<TenantRecord> = {
  file: 'tenants.csv',
  columns: [
    ...tenant.origin(),
    tenant.text('tenant'),
    tenant.text('layout'),
    tenant.number('gateways'),
    tenant.number('tasks'),
    tenant.number('failed'),
    tenant.number('bytes'),
    tenant.number('meanRate'),
    tenant.text('tenantResult'),
    tenant.text('providerResult'),
    tenant.number('bytesUp'),
    tenant.number('bytesDown'),
    tenant.number('goodBytes'),
    tenant.number('waitSeconds'),
    tenant.number('quotaUsed'),
    tenant.number('share'),
    tenant.text('limitedBy'),
  ],
}
