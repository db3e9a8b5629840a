/** A report as lines of a terminal. */
import { titleOf } from '../explain/lines.ts'
import type { Page } from '../terminal/view.ts'
import type { ProviderReport, TenantReport } from './facts.ts'
import { providerBlocks } from './provider.ts'
import { tenantBlocks } from './tenant.ts'

export type Report = ProviderReport | TenantReport

export function reportLines(report: Report, page: Page): readonly string[] {
  const blocks = report.about === 'tenant' ? tenantBlocks(report, page) : providerBlocks(report, page)
  const title = report.about === 'tenant' ? [] : [titleOf(report.run, page)]
  const [first = [], ...others] = blocks.filter((block) => block.length > 0)
  return [...title, ...first, ...others.flatMap((block) => ['', ...block])]
}
