/** All tenants, for the provider. */
import { type Block, bytes, commandLines, commandOf, said } from '../explain/phrases.ts'
import type { CloudGateways } from '../result.ts'
import { type GridColumn, grid } from '../terminal/grid.ts'
import { counted, number, percent, quantity } from '../terminal/quantity.ts'
import { stageInWords } from '../terminal/stages.ts'
import { wrap } from '../terminal/text.ts'
import type { Page } from '../terminal/view.ts'
import type { ProviderReport, TenantRow } from './facts.ts'

const MOST_SHOWN = 40

export function providerBlocks(report: ProviderReport, page: Page): readonly Block[] {
  const { run, tenants } = report
  const worst = tenants[0]!
  return [
    totals(report, page),
    tenantGrid(tenants, page),
    wrap(
      'Result is what the tenant sees; at the provider only what the provider causes counts as failed. Of line: mean rate as a share of what its line and its limit allow.',
      page.width,
    ).map((line) => page.style('dim', line)),
    commandLines('One of them, as it may see it: ', commandOf('report', run, '--tenant', worst.tenant), page),
  ]
}

function totals({ layout, cloudGateways, tenants }: ProviderReport, page: Page): Block {
  const sum = (of: (row: TenantRow) => number): number => tenants.reduce((all, row) => all + of(row), 0)
  const failing = tenants.filter(({ tenantResult }) => tenantResult === 'Failed').length
  const ours = tenants.filter(({ providerResult }) => providerResult === 'Failed').length
  const name = layout === undefined ? '' : `Layout: ${layout}, `
  return [
    ...wrap(`${name}${counted(tenants.length, 'tenant')}`, page.width),
    ...(cloudGateways === undefined ? [] : said('Cloud gateways', machinesText(cloudGateways), page)),
    ...said(
      'Results',
      `${number(failing)} failed as the tenant sees it, ${number(ours)} as the provider does`,
      page,
    ),
    ...said(
      'Moved',
      `${bytes(sum((row) => row.bytesUp))} from tenants, ${bytes(sum((row) => row.bytesDown))} to them`,
      page,
    ),
  ]
}

/** Both are accepted and serve alike (S14): what they are is told, and nothing follows from it. */
function machinesText({ count, virtual }: CloudGateways): string {
  return virtual === 0 ? number(count) : `${number(count)}, ${number(virtual)} of them virtual`
}

const COLUMNS: readonly GridColumn[] = [
  { title: 'tenant', align: 'left', least: 8 },
  { title: 'tasks', align: 'right', leaves: 4 },
  { title: 'failed', align: 'right' },
  { title: 'bytes', align: 'right', leaves: 3 },
  { title: 'mean rate', align: 'right', leaves: 1 },
  { title: 'of line', align: 'right' },
  { title: 'limited by', align: 'left', leaves: 2 },
  { title: 'kept', align: 'right', leaves: 5 },
  { title: 'result', align: 'left' },
  { title: 'at provider', align: 'left', leaves: 6 },
]

function tenantGrid(tenants: readonly TenantRow[], { width, style }: Page): Block {
  const shown = tenants.slice(0, MOST_SHOWN)
  const rows = shown.map((row) => [
    row.tenant,
    number(row.tasks),
    number(row.failed),
    quantity(row.bytes, 'B'),
    quantity(row.meanRate, 'B/s'),
    row.share === undefined ? '-' : percent(row.share),
    row.limitedBy === undefined ? '-' : stageInWords(row.limitedBy),
    quantity(row.quotaUsed, 'B'),
    row.tenantResult ?? '-',
    row.providerResult ?? '-',
  ])
  const rest = tenants.length - shown.length
  return [
    ...grid(COLUMNS, rows, width, style),
    ...(rest === 0 ? [] : [`and ${number(rest)} more, in tenants.csv`]),
  ]
}
