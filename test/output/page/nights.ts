/** Nights of a few rows, written down as their tables have them. */
import { Night } from '../../../output/page/browser/night.ts'
import { LIGHT } from '../../../output/page/browser/palette.ts'
import type { Picture } from '../../../output/page/browser/picture.ts'
import type { PageColumn, PageTable, PageTableName } from '../../../output/page/facts.ts'

export type Row = Readonly<Record<string, string | number | undefined>>

const TIMES = ['time', 'start', 'end', 'queued']
export const HOUR = 3600
export const MINUTE = 60
export const GIB: number = 1024 ** 3

/** From 2026-01-05 22:00; times are seconds from then. */
export function night(tables: Partial<Record<PageTableName, readonly Row[]>>, bucket?: number): Night {
  const made = Object.entries(tables).map(([name, rows]) => [name, tableOf(`${name}.csv`, rows)])
  const run = {
    variant: 'base',
    replication: 1,
    start: '2026-01-05 22:00:00',
    tables: Object.fromEntries(made) as Partial<Record<PageTableName, PageTable>>,
  }
  return new Night(run, bucket)
}

function tableOf(file: string, rows: readonly Row[]): PageTable {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  return { file, rows: rows.length, columns: names.map((name) => columnOf(name, rows)) }
}

function columnOf(name: string, rows: readonly Row[]): PageColumn {
  const cells = rows.map((row) => row[name])
  const words = [...new Set(cells.filter((cell) => typeof cell === 'string'))]
  if (words.length === 0) {
    const kind = TIMES.includes(name) ? 'time' : 'number'
    return { name, kind, cells: cells.map((cell) => (cell as number | undefined) ?? null) }
  }
  return {
    name,
    kind: 'text',
    words,
    cells: cells.map((cell) => (cell === undefined ? null : words.indexOf(String(cell)))),
  }
}

/** Load of gateways by the hour; utilisations from hour 0 on. */
export function hours(gateways: Readonly<Record<string, readonly number[]>>): {
  readonly gateways: readonly Row[]
  readonly load: readonly Row[]
} {
  const names = Object.keys(gateways)
  const length = Math.max(...names.map((name) => gateways[name]!.length))
  return {
    gateways: names.map((gateway) => ({ gateway })),
    load: Array.from({ length }, (_, hour) =>
      names.map((gateway) => ({
        time: hour * HOUR,
        gateway,
        utilisation: gateways[gateway]![hour]!,
        bytesInPerSecond: 0,
      })),
    ).flat(),
  }
}

/** What tests look at of a picture's options. */
export interface Drawn {
  readonly series: readonly DrawnSeries[]
  readonly yAxis: unknown
  readonly xAxis: unknown
}

export interface DrawnSeries {
  readonly name: string
  // biome-ignore lint/suspicious/noExplicitAny: data of the library has many forms; a test knows which is its own
  readonly data: readonly any[]
  readonly [more: string]: unknown
}

export function drawn(picture: Picture, width = 1280): Drawn {
  const { series, ...rest } = picture.options(LIGHT, width)
  return { ...(rest as Omit<Drawn, 'series'>), series: [series].flat() as unknown as readonly DrawnSeries[] }
}

/** What the tooltip of a series says of one of its items. */
export function tipOf(series: DrawnSeries, params: unknown): string {
  return (series['tooltip'] as { formatter(params: unknown): string }).formatter(params)
}
