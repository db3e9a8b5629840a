/** The layout of cloud gateways, and the tenants that got least. */
import { HELD_BACK, type TenantsFound } from '../../sim/experiment/index.ts'
import type { TenantRecord } from '../../sim/model/index.ts'
import { type GridColumn, grid } from './grid.ts'
import { counted, number, percent, quantity } from './quantity.ts'
import { stageInWords } from './stages.ts'
import { firm, wrap } from './text.ts'
import { type Page, type Rows, type RunView, rowsOf } from './view.ts'

const MOST_SHOWN = 5

/** `Layout: many-to-many, 4 cloud gateways, 500 tenants`: what the graph is, whatever the file calls it. */
export function layoutLines(view: RunView, variant: string, page: Page): readonly string[] {
  const layout = view.variants.find(({ name }) => name === variant)?.layout
  if (layout === undefined) return []
  const parts = [counted(layout.gateways, 'cloud gateway'), counted(layout.tenants, 'tenant')]
  return wrap(`Layout: ${layout.name}, ${parts.map(firm).join(', ')}`, page.width)
}

export function tenantLines(view: RunView, variant: string, page: Page): readonly string[] {
  const found = view.results
    .filter((it) => it.variant === variant)
    .map(({ tenants }) => tenants)
    .filter((it) => it !== undefined)
  if (found.length === 0) return []
  const worst = worstOf(found)
  return [
    ...wrap(sentence(found, rowsOf(view, variant)), page.width),
    ...(worst.length === 0 ? [] : worstGrid(worst, page)),
  ]
}

function sentence(found: readonly TenantsFound[], rows: Rows): string {
  const mean = (of: (it: TenantsFound) => number): string =>
    number(found.reduce((sum, it) => sum + of(it), 0) / found.length)
  const count = mean((it) => it.count)
  const fairness = rows.get('fairness')
  const fair = fairness?.mean === undefined ? '' : ` Fairness ${firm(quantity(fairness.mean, 'ratio'))}.`
  const failed = `${mean((it) => it.failed)} of ${count} tenants failed, ${mean((it) => it.failedAtProvider)} of them also as the provider's console shows it`
  const least = percent(HELD_BACK)
  return `${failed}; ${mean((it) => it.heldBack)} got less than ${firm(least)} of what their line allows.${fair}`
}

/** Each with the replication in which it got least. */
function worstOf(found: readonly TenantsFound[]): readonly TenantRecord[] {
  const least = new Map<string, TenantRecord>()
  for (const record of found.flatMap(({ worst }) => worst)) {
    const known = least.get(record.tenant)
    if (known === undefined || record.share! < known.share!) least.set(record.tenant, record)
  }
  return [...least.values()].sort((a, b) => a.share! - b.share!).slice(0, MOST_SHOWN)
}

const COLUMNS: readonly GridColumn[] = [
  { title: 'held back most', align: 'left', least: 8 },
  { title: 'of line', align: 'right' },
  { title: 'mean rate', align: 'right', leaves: 1 },
  { title: 'limited by', align: 'left' },
  { title: 'failed tasks', align: 'right', leaves: 2 },
  { title: 'result', align: 'left', leaves: 3 },
]

function worstGrid(worst: readonly TenantRecord[], { width, style }: Page): readonly string[] {
  const rows = worst.map((it) => [
    it.tenant,
    percent(it.share!),
    quantity(it.meanRate, 'B/s'),
    it.limitedBy === undefined ? '-' : stageInWords(it.limitedBy),
    `${number(it.failed)} of ${number(it.tasks)}`,
    it.tenantResult ?? '-',
  ])
  return grid(COLUMNS, rows, width, style)
}
