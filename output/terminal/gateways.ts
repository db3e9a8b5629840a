/** Who carried the load: each gateway with a bar, as means over replications. */
import type { GatewayRecord } from '../../sim/model/index.ts'
import { type GridColumn, grid } from './grid.ts'
import { counted, number, percent, quantity } from './quantity.ts'
import { bar, wrap } from './text.ts'
import type { Page, RunView } from './view.ts'

const MOST_SHOWN = 12
const BAR_WIDTH = 16
/** Short bars stay where long ones would have to leave. */
const NARROW = 70
const NARROW_BAR_WIDTH = 6
/** Beside two columns more. */
const CLOUD_BAR_WIDTH = 8

interface Load {
  readonly gateway: string
  tasks: number
  syntheticTasks: number
  bytes: number
  tenants: number
  /** Most over all replications. */
  peak: number
  saturated: number
  busy: number
  down: number
  count: number
}

/** Gateways of repositories, and of tenants: a machine that is both stands in both. */
export function gatewayBlocks(view: RunView, variant: string, page: Page): readonly (readonly string[])[] {
  const records = view.results.filter((it) => it.variant === variant).flatMap((it) => it.gateways)
  const servers = collect(records.filter(({ kind }) => kind === 'server'))
  const clouds = collect(records.filter(({ kind }) => kind === 'cloud'))
  if (servers.length + clouds.length === 0) return [['No gateway took part.']]
  return [
    loadGrid(clouds, CLOUD_COLUMNS, cloudCells, page),
    [...loadGrid(servers, COLUMNS, cells, page), ...synthetic(servers, page)],
  ]
}

const COLUMNS: readonly GridColumn[] = [
  { title: 'gateway', align: 'left', least: 8 },
  { title: '', align: 'left', leaves: 3 },
  { title: 'bytes in', align: 'right' },
  { title: 'tasks', align: 'right', leaves: 2 },
  { title: 'busy', align: 'right' },
  { title: 'saturated', align: 'right' },
  { title: 'down', align: 'right', leaves: 1 },
]

const CLOUD_COLUMNS: readonly GridColumn[] = [
  { title: 'cloud gateway', align: 'left', least: 8 },
  { title: '', align: 'left', leaves: 5 },
  { title: 'bytes in', align: 'right' },
  { title: 'tasks', align: 'right', leaves: 4 },
  { title: 'tenants', align: 'right', leaves: 2 },
  { title: 'peak', align: 'right', leaves: 3 },
  { title: 'busy', align: 'right' },
  { title: 'saturated', align: 'right' },
  { title: 'down', align: 'right', leaves: 1 },
]

type Cells = (load: Load, most: number, page: Page) => readonly string[]

function cells(load: Load, most: number, { width }: Page): readonly string[] {
  return [
    ...moved(load, most, width < NARROW ? NARROW_BAR_WIDTH : BAR_WIDTH),
    number(load.tasks / load.count),
    ...used(load),
  ]
}

function cloudCells(load: Load, most: number): readonly string[] {
  const { tasks, tenants, peak, count } = load
  return [
    ...moved(load, most, CLOUD_BAR_WIDTH),
    number(tasks / count),
    number(tenants / count),
    number(peak),
    ...used(load),
  ]
}

function moved({ gateway, bytes, count }: Load, most: number, width: number): readonly string[] {
  return [gateway, bar(most === 0 ? 0 : bytes / count / most, width), quantity(bytes / count, 'B')]
}

function used({ busy, saturated, down, count }: Load): readonly string[] {
  return [busy, saturated, down].map((share) => percent(share / count))
}

function loadGrid(
  loads: readonly Load[],
  columns: readonly GridColumn[],
  cellsOf: Cells,
  page: Page,
): readonly string[] {
  if (loads.length === 0) return []
  const most = Math.max(...loads.map((it) => it.bytes / it.count))
  const shown = [...loads].sort((a, b) => b.bytes / b.count - a.bytes / a.count).slice(0, MOST_SHOWN)
  const inOrder = loads.filter((it) => shown.includes(it))
  const rows = inOrder.map((it) => cellsOf(it, most, page))
  const rest = loads.length - inOrder.length
  const more = rest === 0 ? [] : [`and ${counted(rest, 'gateway')} with less, in gateways.csv`]
  return [...grid(columns, rows, page.width, page.style), ...more]
}

/** Why gateways took in more than the nights transferred: stored data that came by again. */
function synthetic(loads: readonly Load[], page: Page): readonly string[] {
  const tasks = loads.reduce((sum, it) => sum + it.syntheticTasks / it.count, 0)
  if (tasks === 0) return []
  const what = `${number(tasks)} of the tasks are synthetic work on stored data`
  return wrap(`${what}, which no night counts as transferred.`, page.width)
}

const NOTHING: Omit<Load, 'gateway'> = {
  tasks: 0,
  syntheticTasks: 0,
  bytes: 0,
  tenants: 0,
  peak: 0,
  saturated: 0,
  busy: 0,
  down: 0,
  count: 0,
}

/** In the order of the first replication that has them. */
function collect(records: readonly GatewayRecord[]): readonly Load[] {
  const loads = new Map<string, Load>()
  for (const record of records) {
    const { gateway } = record
    let load = loads.get(gateway)
    if (load === undefined) {
      load = { gateway, ...NOTHING }
      loads.set(gateway, load)
    }
    load.count++
    load.tasks += record.tasks
    load.syntheticTasks += record.syntheticTasks
    load.bytes += record.bytesIn
    load.tenants += record.tenants ?? 0
    load.peak = Math.max(load.peak, record.peakConnections)
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
