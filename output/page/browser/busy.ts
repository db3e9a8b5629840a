/** How busy gateways were, span by span, and when what was out. */
import type { Night } from './night.ts'

/** Seconds from the start of the run; means over the span. */
export interface Cell {
  readonly time: number
  readonly utilisation: number
}

export interface BusyRow {
  readonly name: string
  readonly cells: readonly Cell[]
  readonly mean: number
}

/** Busiest first. */
export function busyRows(night: Night, step: number): readonly BusyRow[] {
  const load = night.rows('load')
  const gateways = new Set(night.rows('gateways').texts('gateway'))
  const sums = new Map<string, Map<number, [sum: number, count: number]>>()
  for (const place of load.places()) {
    const name = load.text('gateway', place)!
    if (!gateways.has(name)) continue
    const column = Math.floor(load.number('time', place)! / step)
    const columns = sums.get(name) ?? new Map()
    const [sum, count] = columns.get(column) ?? [0, 0]
    columns.set(column, [sum + (load.number('utilisation', place) ?? 0), count + 1])
    sums.set(name, columns)
  }
  return [...sums]
    .map(([name, columns]) =>
      rowOf(
        name,
        [...columns].map(([at, [sum, count]]) => ({ time: at * step, utilisation: sum / count })),
        mean(columns.values()),
      ),
    )
    .sort((a, b) => b.mean - a.mean)
}

function rowOf(name: string, cells: readonly Cell[], ofAll: number): BusyRow {
  return { name, cells, mean: ofAll }
}

/** Of all rows of the load: a column may have fewer than others. */
function mean(columns: Iterable<readonly [sum: number, count: number]>): number {
  let [total, rows] = [0, 0]
  for (const [sum, count] of columns) {
    total += sum
    rows += count
  }
  return rows === 0 ? 0 : total / rows
}

export function together(rows: readonly BusyRow[]): BusyRow {
  const cells = rows[0]!.cells.map(({ time }, i) => ({
    time,
    utilisation: rows.reduce((sum, { cells: own }) => sum + (own[i]?.utilisation ?? 0), 0) / rows.length,
  }))
  const all = rows.reduce((sum, { mean: own }) => sum + own, 0) / rows.length
  return rowOf(`mean of ${rows.length} others`, cells, all)
}

export function highest({ cells }: BusyRow): Cell {
  return cells.reduce((best, cell) => (cell.utilisation > best.utilisation ? cell : best))
}

export type Out = readonly [start: number, row: number, end: number, target: string]

/** In the row of its gateway; what is none of those shown has a row of its own below. */
export function outsOf(night: Night, rows: readonly BusyRow[]): readonly Out[] {
  const outages = night.rows('outages')
  const during = outages.places().filter((place) => outages.number('start', place)! < night.horizon)
  return during.map((place) => {
    const target = outages.text('target', place) ?? ''
    const row = rows.findIndex(({ name }) => name === target)
    const end = outages.number('end', place) ?? night.horizon
    return [
      outages.number('start', place)!,
      row < 0 ? rows.length : row,
      Math.min(end, night.horizon),
      target,
    ]
  })
}
