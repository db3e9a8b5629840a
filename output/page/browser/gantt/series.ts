/** The picture as series of the charts' library: each is a few long paths, drawn anew for every window. */
import type { CustomSeriesOption } from 'echarts'
import type { Palette } from '../palette.ts'
import { type Drawing, drawingOf, type GanttView, type Rects, visibleRows } from './drawing.ts'
import type { GanttPlan, GanttRow } from './plan.ts'
import type { GanttState } from './state.ts'

/** Names that charts.ts has given to the shapes. */
export const RECTS = 'gatesimRects'
export const LINES = 'gatesimLines'

/** When something was out; of everything, or of a row. */
export interface GanttOutage {
  readonly from: number
  readonly to: number
  readonly row: GanttRow | undefined
}

type RenderItem = NonNullable<CustomSeriesOption['renderItem']>
type Api = Parameters<RenderItem>[1]
type Params = Parameters<RenderItem>[0]
type Shape = Readonly<Record<string, unknown>>

export function ganttSeries(
  state: GanttState,
  outages: readonly GanttOutage[],
  palette: Palette,
  nameWidth: number,
): CustomSeriesOption[] {
  const { plan } = state
  return [
    series('ground', 1, true, (view) => {
      state.see(view)
      return ground(plan, view, outages, palette)
    }),
    series('bars', 2, true, (view) => bars(drawingOf(plan, view, state.found), palette)),
    series('names', 3, false, (view) => names(plan, view, palette, nameWidth)),
  ]
}

function series(
  id: string,
  z: number,
  clip: boolean,
  draw: (view: GanttView) => readonly Shape[],
): CustomSeriesOption {
  return {
    type: 'custom',
    id,
    z,
    clip,
    silent: true,
    animation: false,
    // One item: what it is drawn of is not the library's to know.
    data: [[0, 0]],
    encode: { x: -1, y: -1 },
    renderItem: (params, api) =>
      ({ type: 'group', children: draw(viewOf(params, api)) }) as unknown as ReturnType<RenderItem>,
  }
}

/** Both axes are straight. */
function viewOf(params: Params, api: Api): GanttView {
  const { x, y, width, height } = params.coordSys as unknown as Record<'x' | 'y' | 'width' | 'height', number>
  const [x0, y0] = api.coord!([0, 0]) as [number, number]
  const [x1, y1] = api.coord!([SPAN, 1]) as [number, number]
  return {
    left: x,
    right: x + width,
    top: y,
    bottom: y + height,
    origin: x0,
    perMs: (x1 - x0) / SPAN,
    begin: y0,
    perLane: y1 - y0,
  }
}

/** As far from 1970 as the times that are shown: a short span would lose its last digits. */
const SPAN = 1e12

function rects(list: Rects, style: Shape): readonly Shape[] {
  return list.length === 0 ? [] : [{ type: RECTS, shape: { list }, style, silent: true }]
}

function lines(list: readonly number[], style: Shape): readonly Shape[] {
  return list.length === 0
    ? []
    : [{ type: LINES, shape: { list }, style: { fill: 'none', ...style }, silent: true }]
}

/** Every other row a little darker; when something was out. */
function ground(
  plan: GanttPlan,
  view: GanttView,
  outages: readonly GanttOutage[],
  palette: Palette,
): readonly Shape[] {
  const seen = visibleRows(plan, view)
  const stripes = seen
    .filter((row) => plan.rows.indexOf(row) % 2 === 1)
    .flatMap((row) => [view.left, ...band(row, view)(view.right - view.left)])
  const out = outages
    .filter(({ row }) => row === undefined || seen.includes(row))
    .flatMap(({ from, to, row }) => {
      const [x, right] = [view.origin + from * view.perMs, view.origin + to * view.perMs]
      const wide = Math.max(1, right - x)
      return row === undefined ? [x, view.top, wide, view.bottom - view.top] : [x, ...band(row, view)(wide)]
    })
  return [...rects(stripes, { fill: palette.line, opacity: 0.35 }), ...rects(out, { fill: palette.outage })]
}

/** y, width, height. */
function band({ top, size }: GanttRow, { begin, perLane }: GanttView) {
  const half = 0.3 * perLane
  return (width: number) => [begin + top * perLane - half, width, size * perLane + 2 * half]
}

function bars(drawing: Drawing, palette: Palette): readonly Shape[] {
  const [success, warning, failed, unfinished] = drawing.bars as readonly [Rects, Rects, Rects, Rects]
  const thin = { stroke: palette.paper, lineWidth: 1 }
  return [
    ...rects(drawing.waits, { fill: palette.faint, opacity: 0.7 }),
    ...rects(drawing.others, { fill: palette.faint, opacity: 0.3 }),
    ...rects(success, { fill: palette.series[0] }),
    ...rects(warning, { fill: palette.warn }),
    ...rects(drawing.edges, { fill: 'none', stroke: palette.ink, lineWidth: 1 }),
    ...rects(unfinished, { fill: palette.paper, stroke: palette.ink, lineWidth: 1 }),
    ...rects(failed, { fill: palette.bad }),
    ...lines(drawing.hatching, thin),
    ...lines(drawing.pauses, { stroke: palette.paper, lineWidth: 2, lineDash: [3, 3] }),
    ...rects(drawing.flags, { fill: palette.ink, stroke: palette.paper, lineWidth: 0.5 }),
    ...lines(drawing.crosses, { stroke: palette.bad, lineWidth: 1.5 }),
  ]
}

/** Beside their rows, in the part of them that is seen. */
function names(plan: GanttPlan, view: GanttView, palette: Palette, width: number): readonly Shape[] {
  return visibleRows(plan, view).flatMap((row) => {
    const top = Math.max(view.top, view.begin + row.top * view.perLane)
    const bottom = Math.min(view.bottom, view.begin + (row.top + row.size) * view.perLane)
    if (bottom - top < 9) return []
    return [
      {
        type: 'text',
        silent: true,
        x: view.left - 8,
        y: (top + bottom) / 2,
        style: {
          text: row.name,
          fill: row.tasks === 0 ? palette.faint : palette.ink,
          fontSize: 12,
          align: 'right',
          verticalAlign: 'middle',
          width,
          overflow: 'truncate',
        },
      },
    ]
  })
}
