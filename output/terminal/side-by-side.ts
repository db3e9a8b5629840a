/** Several variants side by side: one row each. */
import { type GridColumn, grid } from './grid.ts'
import { shortPaths } from './paths.ts'
import { quantity } from './quantity.ts'
import { type Page, type RunView, rowsOf } from './view.ts'

const MOST_SHOWN = 40
/** A value is short, and its title need not be much longer. */
const LONGEST_TITLE = 12

const FIGURES: readonly (readonly [metric: string, title: string, leaves: number | undefined])[] = [
  ['throughput', 'throughput', 1],
  ['failureRate', 'failed', undefined],
  ['backupWindow', 'window', undefined],
  ['gateways.saturatedShare', 'saturated', 2],
  ['queueWait', 'wait', 3],
]

export function sideBySideLines(view: RunView, page: Page): readonly string[] {
  const factors = Object.keys(view.variants[0]?.factors ?? {})
  // Patches by name have no factor to tell them apart by.
  const named =
    factors.length === 0 || new Set(view.variants.map((it) => key(it.factors))).size < view.variants.length
  const layouts = view.variants.some(({ layout }) => layout !== undefined)
  const columns: readonly GridColumn[] = [
    ...(named ? [{ title: 'variant', align: 'left', least: 10 } as const] : []),
    ...shortPaths(factors, LONGEST_TITLE).map(
      (title) =>
        ({ title, align: named ? 'right' : 'left', least: 4, ...(named ? { leaves: 4 } : {}) }) as const,
    ),
    // The one that it really is, which may not be the one that a factor asks for.
    ...(layouts ? [{ title: 'real layout', align: 'left', least: 18, leaves: 1 } as const] : []),
    ...FIGURES.map(
      ([, title, leaves]): GridColumn => ({
        title,
        align: 'right',
        ...(leaves === undefined ? {} : { leaves }),
      }),
    ),
  ]
  const cells = view.variants.slice(0, MOST_SHOWN).map((variant) => {
    const rows = rowsOf(view, variant.name)
    return [
      ...(named ? [variant.name] : []),
      ...factors.map((factor) => String(variant.factors[factor] ?? '')),
      ...(layouts ? [variant.layout?.name ?? '-'] : []),
      ...FIGURES.map(([metric]) => {
        const row = rows.get(metric)
        return row === undefined ? '-' : quantity(row.mean, row.unit)
      }),
    ]
  })
  const rest = view.variants.length - cells.length
  const more = rest === 0 ? [] : [`and ${rest} more, in summary.csv`]
  return [...grid(columns, cells, page.width, page.style), ...more]
}

function key(factors: Readonly<Record<string, string | number>>): string {
  return JSON.stringify(factors)
}
