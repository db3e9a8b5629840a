/** Several small charts in one picture, in as many columns as there is room for. */
import type { TitleComponentOption } from 'echarts'
import type { Palette } from './palette.ts'

/** Pixels. */
const HEAD = 28
const AXIS = 34
const GAP = 36
const LEAST_WIDTH = 340

/** Where the marks of a panel are drawn; its heading stands above, the labels of its axis below. */
export interface Place {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

interface Laid {
  readonly places: readonly Place[]
  /** Of the whole picture. */
  readonly height: number
}

/** Of each panel, with the labels of its axis; as many stand beside each other as have room. */
export function columnWidth(count: number, width: number): number {
  const columns = columnsIn(count, width)
  return (width - (columns - 1) * GAP) / columns
}

function columnsIn(count: number, width: number): number {
  return Math.max(1, Math.min(count, 3, Math.floor((width + GAP) / (LEAST_WIDTH + GAP))))
}

/** `heights` are those of the marks; panels beside each other begin at the same height. `aside` is kept free at the left of each. */
export function laid(heights: readonly number[], width: number, aside = 8): Laid {
  const columns = columnsIn(heights.length, width)
  const column = columnWidth(heights.length, width)
  const places: Place[] = []
  let top = 0
  for (let i = 0; i < heights.length; i += columns) {
    const row = heights.slice(i, i + columns)
    for (const [at, height] of row.entries()) {
      places.push({ left: at * (column + GAP) + aside, top: top + HEAD, width: column - aside - 12, height })
    }
    top += HEAD + Math.max(...row) + AXIS
  }
  return { places, height: top }
}

export function headings(
  titles: readonly string[],
  places: readonly Place[],
  palette: Palette,
): readonly TitleComponentOption[] {
  return titles.map((text, i) => ({
    text,
    left: Math.max(0, places[i]!.left - 6),
    top: places[i]!.top - HEAD + 4,
    padding: 0,
    textStyle: {
      color: palette.ink,
      fontSize: 13,
      fontWeight: 'bold',
      width: places[i]!.width,
      overflow: 'truncate',
    },
  }))
}
