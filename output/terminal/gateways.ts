/** Who carried the load: each gateway with a bar, as means over replications. */
import type { GatewayRecord } from '../../sim/model/index.ts'
import { type GridColumn, grid } from './grid.ts'
import { counted, number, percent, quantity } from './quantity.ts'
import { bar, wrap } from './text.ts'
import type { Page, RunView } from './view.ts'

const MOST_SHOWN = 12
const BAR_WIDTH = 16

interface Load {
  readonly gateway: string
  tasks: number
  syntheticTasks: number
  bytes: number
  saturated: number
  busy: number
  down: number
  count: number
}

export function gatewayLines(view: RunView, variant: string, page: Page): readonly string[] {
  const loads = collect(view.results.filter((it) => it.variant === variant).map((it) => it.gateways))
  if (loads.length === 0) return ['No gateway took part.']
  const most = Math.max(...loads.map((it) => it.bytes / it.count))
  const shown = [...loads].sort((a, b) => b.bytes / b.count - a.bytes / a.count).slice(0, MOST_SHOWN)
  const inOrder = loads.filter((it) => shown.includes(it))
  const columns: readonly GridColumn[] = [
    { title: 'gateway', align: 'left', least: 8 },
    { title: 'bytes in', align: 'left', leaves: 3 },
    { title: '', align: 'right' },
    { title: 'tasks', align: 'right', leaves: 2 },
    { title: 'busy', align: 'right' },
    { title: 'saturated', align: 'right' },
    { title: 'down', align: 'right', leaves: 1 },
  ]
  const cells = inOrder.map((it) => [
    it.gateway,
    bar(most === 0 ? 0 : it.bytes / it.count / most, BAR_WIDTH),
    quantity(it.bytes / it.count, 'B'),
    number(it.tasks / it.count),
    percent(it.busy / it.count),
    percent(it.saturated / it.count),
    percent(it.down / it.count),
  ])
  const rest = loads.length - inOrder.length
  const more = rest === 0 ? [] : [`and ${counted(rest, 'gateway')} with less, in gateways.csv`]
  return [...grid(columns, cells, page.width, page.style), ...more, ...synthetic(loads, page)]
}

/** Why gateways took in more than the nights transferred: stored data that came by again. */
function synthetic(loads: readonly Load[], page: Page): readonly string[] {
  const tasks = loads.reduce((sum, it) => sum + it.syntheticTasks / it.count, 0)
  if (tasks === 0) return []
  const what = `${number(tasks)} of the tasks are synthetic work on stored data`
  return wrap(`${what}, which no night counts as transferred.`, page.width)
}

/** In the order of the first replication that has them. */
function collect(runs: readonly (readonly GatewayRecord[])[]): readonly Load[] {
  const loads = new Map<string, Load>()
  for (const record of runs.flat()) {
    const { gateway } = record
    let load = loads.get(gateway)
    if (load === undefined) {
      load = { gateway, tasks: 0, syntheticTasks: 0, bytes: 0, saturated: 0, busy: 0, down: 0, count: 0 }
      loads.set(gateway, load)
    }
    load.count++
    load.tasks += record.tasks
    load.syntheticTasks += record.syntheticTasks
    load.bytes += record.bytesIn
    load.saturated += record.saturatedShare
    load.busy += busiest(record)
    load.down += 1 - record.availability
  }
  return [...loads.values()]
}

/** Use of the part that is used most, over all measured time, nights and days. */
function busiest({ nicUtilisation, computeUtilisation, slotUtilisation }: GatewayRecord): number {
  return Math.max(nicUtilisation ?? 0, computeUtilisation ?? 0, slotUtilisation ?? 0)
}
