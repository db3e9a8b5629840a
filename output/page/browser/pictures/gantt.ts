/** Every task at its gateway, over the night. */
import { counted, number } from '../../../terminal/quantity.ts'
import { outagesInWords, timeAxis } from '../axes.ts'
import { ENDS, type GanttPlan, mostAtOnce, NOBODY, planOf, rowsOffered } from '../gantt/plan.ts'
import { type GanttOutage, ganttSeries } from '../gantt/series.ts'
import { GanttState } from '../gantt/state.ts'
import { nameOf } from '../gantt/words.ts'
import type { Night } from '../night.ts'
import type { Palette } from '../palette.ts'
import type { Picture } from '../picture.ts'
import { sheetOf } from '../sheet.ts'

/** Pixels. */
const MOST_HEIGHT = 600
const LANE = { least: 6, most: 13 }
const ABOVE = 8
const BELOW = 74
/** Names of gateways take no more than this, or this part of a narrow picture. */
const NAMES = { most: 150, share: 0.22 }

/** undefined without tasks. */
export function ganttPicture(night: Night): Picture | undefined {
  const tasks = night.rows('tasks')
  if (tasks.length === 0) return undefined
  const plan = planOf(night)
  const offered = rowsOffered(night)
  // Other rows may need more room than these, and the picture keeps its height.
  const inner = offered.length > 1 ? MOST_HEIGHT : Math.min(MOST_HEIGHT, Math.ceil(plan.height * LANE.most))
  const state = new GanttState(
    plan,
    night.at(0),
    night.at(night.horizon),
    (height) => inner / Math.min(LANE.most, Math.max(LANE.least, inner / height)),
  )
  const { left } = tasks.table
  return {
    id: 'tasks',
    title: 'Tasks by gateway',
    lead: leadOf(night, plan),
    notes:
      left === undefined ? [] : [`${number(left.rows)} more tasks are in ${tasks.table.file}: ${left.why}.`],
    height: inner + ABOVE + BELOW,
    options: (palette, width) => {
      const names = Math.min(NAMES.most, width * NAMES.share)
      return {
        animation: false,
        aria: { enabled: false },
        grid: { left: names + 12, right: 34, top: ABOVE, bottom: BELOW },
        xAxis: {
          ...timeAxis(night, palette),
          min: state.whole.from,
          max: state.whole.to,
          splitLine: { show: true, lineStyle: { color: palette.line } },
        },
        yAxis: { type: 'value', inverse: true, min: 0, max: state.whole.bottom, show: false },
        dataZoom: zooms(state, palette, names),
        series: ganttSeries(state, outagesOf(night, state.plan), palette, names),
      }
    },
    sheet: sheetOf(tasks, night, tasks.places(), { label: 'Explain', name: (place) => nameOf(night, place) }),
    gantt: { night, state, offered },
  }
}

function leadOf(night: Night, plan: GanttPlan): string {
  const ends = ENDS.map((_, end) => plan.end.reduce((sum, it) => sum + Number(it === end), 0))
  const failed = ends[ENDS.indexOf('Failed')]!
  const [busiest, count] = mostAtOnce(plan)
  const at = busiest === NOBODY ? 'without a gateway' : `at ${busiest}`
  const most = count === 0 ? 'none of which started' : `at most ${number(count)} at once ${at}`
  return `${counted(plan.end.length, 'task')}, ${most}; ${number(failed)} failed. ${outagesInWords(night)}`.trim()
}

function outagesOf(night: Night, plan: GanttPlan): readonly GanttOutage[] {
  const rows = night.rows('outages')
  return rows.places().map((place) => ({
    from: night.at(rows.number('start', place)!),
    to: night.at(rows.number('end', place) ?? night.horizon),
    row: plan.rows.find(({ name }) => name === rows.text('target', place)),
  }))
}

function zooms(state: GanttState, palette: Palette, names: number) {
  const { from, to, top, bottom } = state.window
  const time = {
    xAxisIndex: 0,
    filterMode: 'none' as const,
    startValue: from,
    endValue: to,
    minValueSpan: 1000,
  }
  const lanes = {
    yAxisIndex: 0,
    filterMode: 'none' as const,
    startValue: top,
    endValue: bottom,
    zoomLock: true,
  }
  const slider = {
    type: 'slider' as const,
    showDataShadow: false,
    showDetail: false,
    brushSelect: false,
    borderColor: palette.line,
    fillerColor: palette.dark ? 'rgba(120, 180, 224, 0.2)' : 'rgba(0, 114, 178, 0.14)',
    handleStyle: { color: palette.paper, borderColor: palette.faint },
    moveHandleStyle: { color: palette.faint },
  }
  // The wheel alone scrolls the page.
  const inside = { type: 'inside' as const, moveOnMouseMove: true, moveOnMouseWheel: false }
  return [
    { ...inside, ...time, id: 'time', zoomOnMouseWheel: 'ctrl' as const },
    { ...slider, ...time, id: 'time-slider', bottom: 8, height: 22, left: names + 12, right: 34 },
    ...(state.higher
      ? [
          { ...inside, ...lanes, id: 'lanes', zoomOnMouseWheel: false },
          { ...slider, ...lanes, id: 'lanes-slider', right: 6, width: 16, top: ABOVE, bottom: BELOW },
        ]
      : []),
  ]
}
