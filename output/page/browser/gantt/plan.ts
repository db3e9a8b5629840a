/** Where each task stands in the picture: rows of gateways, lanes in them, spans of time. */
import type { Night } from '../night.ts'
import type { Rows } from '../rows.ts'
import { inOrder } from '../table/sort.ts'
import { lay } from './lanes.ts'

/** How a task ended; also the order in which they are listed. */
export const ENDS = ['Success', 'Warning', 'Failed', 'unfinished'] as const
const UNFINISHED = ENDS.length - 1

export interface GanttRow {
  /** A gateway, a cloud gateway, or NOBODY. */
  readonly name: string
  readonly tasks: number
  /** In lanes, from the top of the picture. */
  readonly top: number
  readonly size: number
  readonly lanes: readonly GanttLane[]
}

export interface GanttLane {
  /** Places of tasks, by their beginnings; they do not overlap. */
  readonly tasks: readonly number[]
}

/** Spans in milliseconds on the axis of time; cells by the place of a task in the table. */
export interface GanttPlan {
  readonly rows: readonly GanttRow[]
  /** In lanes. */
  readonly height: number
  /** When it began to move; when it was queued, if it never did. */
  readonly from: Float64Array
  readonly to: Float64Array
  /** When it began to wait, or when the task before it in its lane had ended. */
  readonly waits: Float64Array
  /** Places in ENDS. */
  readonly end: Uint8Array
  readonly started: Uint8Array
  readonly suspended: Uint8Array
  readonly fallback: Uint8Array
  readonly row: Int32Array
  /** Of all rows, from the top of the picture. */
  readonly lane: Float64Array
}

/** Of tasks that no gateway served. */
export const NOBODY = 'no gateway'

/** What tasks can be put in rows by: columns of their table. */
export const ROWS_BY = ['gateway', 'cloudGateway', 'tenant', 'job', 'proxy', 'repository'] as const
export type RowsBy = (typeof ROWS_BY)[number]

export function rowsInWords(by: RowsBy): string {
  return by === 'cloudGateway' ? 'cloud gateway' : by
}

/** Those that tell the night's tasks apart. */
export function rowsOffered(night: Night): readonly RowsBy[] {
  const tasks = night.rows('tasks')
  return ROWS_BY.filter((by) => by === 'gateway' || tasks.texts(by).length > 1)
}

/** Between rows, in lanes. */
const GAP = 0.6
/** A row is high enough for its name. */
const LEAST_LANES = 2

export function planOf(night: Night, by: RowsBy = 'gateway'): GanttPlan {
  const tasks = night.rows('tasks')
  const spans = spansOf(night, tasks)
  const row = new Int32Array(tasks.length)
  const lane = new Float64Array(tasks.length)
  const rows: GanttRow[] = []
  let top = 0
  for (const [name, places] of inRows(night, tasks, by)) {
    places.sort((a, b) => spans.from[a]! - spans.from[b]! || spans.to[a]! - spans.to[b]!)
    const laid = lay(places, spans.from, spans.to)
    const lanes: number[][] = Array.from({ length: laid.lanes }, () => [])
    for (const [i, place] of places.entries()) {
      lanes[laid.lane[i]!]!.push(place)
      row[place] = rows.length
      lane[place] = top + laid.lane[i]!
    }
    const size = Math.max(LEAST_LANES, laid.lanes)
    rows.push({ name, tasks: places.length, top, size, lanes: lanes.map((it) => ({ tasks: it })) })
    top += size + GAP
  }
  return {
    rows,
    height: Math.max(1, top - GAP),
    ...spans,
    waits: waitsOf(night, tasks, rows, spans),
    row,
    lane,
  }
}

function spansOf(night: Night, tasks: Rows) {
  const { length } = tasks
  const [from, to] = [new Float64Array(length), new Float64Array(length)]
  const [end, started] = [new Uint8Array(length), new Uint8Array(length)]
  const [suspended, fallback] = [new Uint8Array(length), new Uint8Array(length)]
  for (let i = 0; i < length; i++) {
    const start = tasks.number('start', i)
    const last = tasks.number('end', i)!
    from[i] = night.at(start ?? tasks.number('queued', i) ?? last)
    to[i] = night.at(last)
    const result = ENDS.indexOf((tasks.text('result', i) ?? '') as (typeof ENDS)[number])
    end[i] = result === -1 ? UNFINISHED : result
    started[i] = Number(start !== undefined)
    suspended[i] = Number(
      (tasks.number('suspendedSeconds', i) ?? 0) > 0 || (tasks.number('resumes', i) ?? 0) > 0,
    )
    fallback[i] = tasks.number('fallback', i) ?? 0
  }
  return { from, to, end, started, suspended, fallback }
}

/** A task waits behind others: of its waiting, what its lane has room for is drawn. */
function waitsOf(
  night: Night,
  tasks: Rows,
  rows: readonly GanttRow[],
  { from, to }: { readonly from: Float64Array; readonly to: Float64Array },
): Float64Array {
  const waits = new Float64Array(tasks.length)
  for (const { tasks: places } of rows.flatMap(({ lanes }) => lanes)) {
    let before = Number.NEGATIVE_INFINITY
    for (const place of places) {
      const queued = tasks.number('queued', place)
      waits[place] = Math.max(before, queued === undefined ? from[place]! : night.at(queued))
      before = to[place]!
    }
  }
  return waits
}

/** Gateways in the order of their table, those without a task too; others by their names; then what has none. */
function inRows(night: Night, tasks: Rows, by: RowsBy): readonly (readonly [string, number[]])[] {
  const found = new Map<string, number[]>(knownNames(night, by).map((name) => [name, []]))
  const nobody: number[] = []
  for (const place of tasks.places()) {
    const name = tasks.text(by, place) ?? (by === 'gateway' ? tasks.text('cloudGateway', place) : undefined)
    if (name === undefined) nobody.push(place)
    else if (found.has(name)) found.get(name)!.push(place)
    else found.set(name, [place])
  }
  const rows = [...found]
  if (by !== 'gateway' && by !== 'cloudGateway') rows.sort(([a], [b]) => inOrder(a, b))
  const none = by === 'gateway' ? NOBODY : `no ${rowsInWords(by)}`
  return [...rows, ...(nobody.length === 0 ? [] : [[none, nobody] as const])]
}

/** Gateways, then cloud gateways, or these alone. */
function knownNames(night: Night, by: RowsBy): readonly string[] {
  const table = night.rows('gateways')
  const ofKind = (cloud: boolean) =>
    table
      .places()
      .filter((row) => (table.text('kind', row) === 'cloud') === cloud)
      .map((row) => table.text('gateway', row)!)
  if (by === 'gateway') return [...ofKind(false), ...ofKind(true)]
  return by === 'cloudGateway' ? ofKind(true) : []
}

/** When anything happens: from the first task that was queued to the last that ended. */
export function busySpan({ from, to, waits }: GanttPlan): readonly [number, number] {
  let [first, last] = [Infinity, -Infinity]
  for (let i = 0; i < from.length; i++) {
    first = Math.min(first, from[i]!, waits[i]!)
    last = Math.max(last, to[i]!)
  }
  return [first, last]
}

/** The task at a time and a height in lanes; one that is missed by no more than `tolerance` milliseconds, too. */
export function taskAt(plan: GanttPlan, time: number, height: number, tolerance: number): number | undefined {
  const row = plan.rows.find(({ top, size }) => height >= top && height < top + size)
  const lane = row?.lanes[Math.floor(height - row.top)]
  if (lane === undefined) return undefined
  const before = lastBefore(plan, lane.tasks, time)
  const near = [lane.tasks[before], lane.tasks[before + 1]].flatMap((place) => {
    if (place === undefined) return []
    const missed = Math.max(plan.from[place]! - time, time - plan.to[place]!, 0)
    return missed <= tolerance ? [{ place, missed }] : []
  })
  return near.sort((a, b) => a.missed - b.missed)[0]?.place
}

/** Index of the last task of a lane that begins at or before a time; -1 if none does. */
export function lastBefore({ from }: GanttPlan, tasks: readonly number[], time: number): number {
  let [low, high] = [0, tasks.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (from[tasks[middle]!]! <= time) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** The row in which most tasks moved at the same time, and how many; who never started counts for nothing. */
export function mostAtOnce({ rows, started, from, to }: GanttPlan): readonly [name: string, count: number] {
  let most: readonly [string, number] = ['', 0]
  for (const { name, lanes } of rows) {
    const tasks = lanes.flatMap((lane) => lane.tasks).filter((task) => started[task] === 1)
    const begins = Float64Array.from(tasks, (task) => from[task]!).sort()
    const ends = Float64Array.from(tasks, (task) => to[task]!).sort()
    let over = 0
    for (const [i, begin] of begins.entries()) {
      while (ends[over]! <= begin) over++
      if (i + 1 - over > most[1]) most = [name, i + 1 - over]
    }
  }
  return most
}
