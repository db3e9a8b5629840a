/** Night by night, for a run with few of them. */
import { formatDay, formatInstant, localDay, type WallClock } from '../../sim/calendar.ts'
import { type GridColumn, grid } from './grid.ts'
import { duration, number, quantity } from './quantity.ts'
import type { Page, RunView } from './view.ts'

const MOST_SHOWN = 10

/** Empty when there are several replications or too many nights: then nights.csv is the place to look. */
export function nightLines(view: RunView, page: Page): readonly string[] {
  const nights = view.results.length === 1 ? view.results[0]!.nights : []
  if (nights.length === 0 || nights.length > MOST_SHOWN) return []
  const columns: readonly GridColumn[] = [
    { title: 'night', align: 'left' },
    { title: 'kind', align: 'left', leaves: 4 },
    { title: 'machines', align: 'right', leaves: 2 },
    { title: 'failed', align: 'right' },
    { title: 'transferred', align: 'right', leaves: 1 },
    { title: 'from', align: 'right', leaves: 3 },
    { title: 'to', align: 'right', leaves: 3 },
    { title: 'took', align: 'right' },
    { title: 'missed', align: 'right', leaves: 5 },
  ]
  const clock = (t: number | undefined): string =>
    t === undefined ? '-' : formatInstant(view.clock, t).slice(11, 16)
  const cells = nights.map((night) => [
    formatDay(night.night),
    night.algorithm,
    number(night.machines),
    number(night.machinesFailed),
    quantity(night.bytes, 'B'),
    clock(night.firstStart),
    clock(night.lastEnd) + daysLater(night.night, night.lastEnd, view.clock),
    night.backupWindowSeconds === undefined ? '-' : duration(night.backupWindowSeconds),
    number(night.windowMisses),
  ])
  return grid(columns, cells, page.width, page.style)
}

/** A night that ends on a later day than the next one shows it: ` +3 d`. */
function daysLater(night: number, end: number | undefined, clock: WallClock): string {
  const days = end === undefined ? 0 : localDay(clock, end) - night
  return days > 1 ? ` +${days} d` : ''
}
