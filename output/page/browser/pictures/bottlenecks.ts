/** Which stage limited the transfers, beside what the product would call the bottleneck. */
import type { BarSeriesOption, EChartsOption } from 'echarts'
import { counted, duration, percent } from '../../../terminal/quantity.ts'
import { stageInWords } from '../../../terminal/stages.ts'
import { nameAxis } from '../axes.ts'
import { decalOf, isNarrow, leftOut, legend, tip, tooltip } from '../frame.ts'
import type { Night } from '../night.ts'
import type { Palette } from '../palette.ts'
import type { Picture } from '../picture.ts'
import type { Rows } from '../rows.ts'

/** As much as `cloud gateway` takes, and more. */
const STAGE_COLUMNS = 16

interface Stage {
  readonly name: string
  /** Transfer time that it limited, in seconds; share of all transfer time. */
  readonly seconds: number
  readonly share: number
  /** Task attempts that the product would put down to it; share of those that it puts down to anything. */
  readonly tasks: number
  readonly taskShare: number
}

/** undefined when nothing was transferred. */
export function bottlenecksPicture(night: Night): Picture | undefined {
  const stages = stagesOf(night.rows('tasks'))
  const [most] = stages
  if (most === undefined || most.seconds === 0) return undefined
  const product = stages.reduce((best, it) => (it.tasks > best.tasks ? it : best))
  const as =
    product.tasks === 0
      ? ''
      : ` The product would name ${stageInWords(product.name)} most often: ${percent(product.taskShare)} of the task attempts.`
  return {
    id: 'bottlenecks',
    title: 'What limited the transfers',
    lead: `The ${stageInWords(most.name)} limited ${percent(most.share)} of the transfer time (${duration(most.seconds)}).${as}`,
    notes: [
      'The model knows what fixed the rate of each transfer at each moment; the product names the busiest of four stages, once for each task.',
      ...leftOut(night.rows('tasks'), 'task attempts'),
    ],
    height: 70 + stages.length * 56,
    options: (palette, width) => optionsFor(stages, palette, width),
    sheet: {
      file: 'bottlenecks',
      columns: [
        { name: 'stage', kind: 'text' },
        { name: 'limited', kind: 's' },
        { name: 'share of transfer time', kind: 'share' },
        { name: 'veeamBottleneck of task attempts', kind: 'count' },
        { name: 'share of task attempts', kind: 'share' },
      ],
      rows: stages.map(({ name, seconds, share, tasks, taskShare }) => [
        name,
        seconds,
        share,
        tasks,
        taskShare,
      ]),
    },
  }
}

function optionsFor(stages: readonly Stage[], palette: Palette, width: number): EChartsOption {
  return {
    legend: legend(palette, width),
    tooltip: tooltip(palette),
    grid: { left: 8, right: isNarrow(width) ? 70 : 150, top: 36, bottom: 8, containLabel: true },
    xAxis: {
      type: 'value',
      max: 1,
      axisLabel: { color: palette.faint, formatter: (value: number) => percent(value) },
      splitNumber: isNarrow(width) ? 2 : 5,
      splitLine: { lineStyle: { color: palette.line } },
    },
    yAxis: nameAxis(
      stages.map(({ name }) => stageInWords(name)),
      palette,
      STAGE_COLUMNS,
    ),
    series: [
      account(
        'of transfer time',
        stages,
        ({ share, seconds }) => [share, said(share, duration(seconds), width)],
        0,
        palette,
      ),
      account(
        'of tasks (product)',
        stages,
        ({ taskShare, tasks }) => [taskShare, said(taskShare, counted(tasks, 'task'), width)],
        1,
        palette,
      ),
    ],
  }
}

/** One of the two ways to tell what limited: a bar for each stage. */
function account(
  name: string,
  stages: readonly Stage[],
  told: (stage: Stage) => readonly [share: number, words: string],
  place: number,
  palette: Palette,
): BarSeriesOption {
  const both = stages.map(told)
  return {
    ...bars(
      place,
      both.map(([share]) => share),
      palette,
    ),
    name,
    label: labels(
      both.map(([, words]) => words),
      palette,
    ),
    tooltip: stageTips(stages),
  }
}

/** Those that limited anything by either account, most transfer time first. */
function stagesOf(rows: Rows): readonly Stage[] {
  const limits = rows.table.columns.flatMap(({ name }) => /^limited(.+)$/.exec(name)?.[1] ?? [])
  const seconds = new Map<string, number>()
  const tasks = new Map<string, number>()
  for (const row of rows.places()) {
    const transfer = rows.number('transferSeconds', row) ?? 0
    for (const stage of limits) {
      const share = rows.number(`limited${stage}`, row) ?? 0
      if (share > 0) seconds.set(stage, (seconds.get(stage) ?? 0) + share * transfer)
    }
    const named = rows.text('veeamBottleneck', row)
    if (named !== undefined) tasks.set(named, (tasks.get(named) ?? 0) + 1)
  }
  const [time, count] = [sum(seconds), sum(tasks)]
  return [...new Set([...seconds.keys(), ...tasks.keys()])]
    .map((name) => {
      const [own, counts] = [seconds.get(name) ?? 0, tasks.get(name) ?? 0]
      return { name, seconds: own, share: part(own, time), tasks: counts, taskShare: part(counts, count) }
    })
    .sort((a, b) => b.seconds - a.seconds || b.tasks - a.tasks)
}

function sum(amounts: ReadonlyMap<string, number>): number {
  return [...amounts.values()].reduce((total, it) => total + it, 0)
}

function part(of: number, whole: number): number {
  return whole === 0 ? 0 : of / whole
}

function bars(i: number, shares: readonly number[], palette: Palette): BarSeriesOption {
  return {
    type: 'bar',
    barWidth: 18,
    itemStyle: { color: palette.series[i]!, decal: { ...decalOf(i, palette) } },
    data: [...shares],
  }
}

function said(share: number, amount: string, width: number): string {
  return isNarrow(width) ? percent(share) : `${percent(share)} (${amount})`
}

function labels(texts: readonly string[], palette: Palette): NonNullable<BarSeriesOption['label']> {
  return {
    show: true,
    position: 'right',
    color: palette.ink,
    formatter: ({ dataIndex }) => texts[dataIndex]!,
  }
}

function stageTips(stages: readonly Stage[]): NonNullable<BarSeriesOption['tooltip']> {
  return {
    formatter: (params) => {
      const stage = stages[(params as unknown as { dataIndex: number }).dataIndex]!
      return tip(stageInWords(stage.name), [
        ['limited', `${duration(stage.seconds)}, ${percent(stage.share)} of the transfer time`],
        [
          'the product would name it for',
          `${counted(stage.tasks, 'task attempt')}, ${percent(stage.taskShare)}`,
        ],
      ])
    },
  }
}
