/** Which tenants got less than their line allows. */
import type { BarSeriesOption, EChartsOption } from 'echarts'
import { counted, number, percent, quantity } from '../../../terminal/quantity.ts'
import { stageInWords } from '../../../terminal/stages.ts'
import { nameAxis } from '../axes.ts'
import { decalOf, isNarrow, tip, tooltip } from '../frame.ts'
import type { Night } from '../night.ts'
import type { Palette } from '../palette.ts'
import type { Picture } from '../picture.ts'
import { sheetOf } from '../sheet.ts'

const MOST_ROWS = 30
const ROW_HEIGHT = 22
/** Below this share of its line a tenant is held back (docs/glossary.md). */
export const HELD_BACK = 0.9

interface Tenant {
  readonly place: number
  readonly name: string
  readonly share: number
  readonly rate: number | undefined
  readonly result: string
  readonly limitedBy: string | undefined
}

/** undefined without tenants whose line or limit is known. */
export function tenantsPicture(night: Night): Picture | undefined {
  const rows = night.rows('tenants')
  const tenants = tenantsOf(night)
  const [worst] = tenants
  if (worst === undefined) return undefined
  const shown = tenants.slice(0, MOST_ROWS)
  const unlimited = rows.length - tenants.length
  const held = tenants.filter(({ share }) => share < HELD_BACK).length
  const why = worst.limitedBy === undefined ? '' : `, limited by the ${stageInWords(worst.limitedBy)}`
  return {
    id: 'tenants',
    title: 'Tenants and their share',
    lead: `${held === 0 ? 'None' : number(held)} of ${counted(tenants.length, 'tenant')} got less than ${percent(HELD_BACK)} of what the line allows. Least: ${worst.name}, ${percent(worst.share)}${why}.`,
    notes: [
      'Mean rate as a share of what the line and the limit of the tenant allow; the line across marks 90 %.',
      ...(tenants.length === shown.length
        ? []
        : [
            `The ${shown.length} that got least are shown; the other ${number(tenants.length - shown.length)} got ${percent(tenants[MOST_ROWS]!.share)} or more.`,
          ]),
      ...(unlimited === 0
        ? []
        : [
            `${counted(unlimited, 'tenant')} without a known line or limit ${unlimited === 1 ? 'has' : 'have'} no share.`,
          ]),
    ],
    height: 60 + shown.length * ROW_HEIGHT,
    options: (palette, width) => optionsFor(shown, palette, width),
    sheet: sheetOf(
      rows,
      night,
      tenants.map(({ place }) => place),
    ),
  }
}

function optionsFor(shown: readonly Tenant[], palette: Palette, width: number): EChartsOption {
  return {
    tooltip: tooltip(palette),
    grid: { left: 8, right: isNarrow(width) ? 96 : 140, top: 8, bottom: 8, containLabel: true },
    xAxis: {
      type: 'value',
      min: 0,
      max: Math.max(1, ...shown.map(({ share }) => share)),
      splitNumber: isNarrow(width) ? 2 : 5,
      axisLabel: { color: palette.faint, formatter: (value: number) => percent(value), hideOverlap: true },
      splitLine: { lineStyle: { color: palette.line } },
    },
    yAxis: nameAxis(
      shown.map(({ name }) => name),
      palette,
      isNarrow(width) ? 14 : 30,
    ),
    series: bars(shown, palette),
  }
}

function bars(shown: readonly Tenant[], palette: Palette): BarSeriesOption {
  return {
    type: 'bar',
    barWidth: '64%',
    data: shown.map(({ share }) => ({
      value: share,
      itemStyle:
        share < HELD_BACK
          ? { color: palette.series[1]!, decal: { ...decalOf(1, palette) } }
          : { color: palette.series[0]! },
    })),
    label: {
      show: true,
      position: 'right',
      color: palette.ink,
      formatter: ({ dataIndex }) => wordsBeside(shown[dataIndex]!),
    },
    markLine: {
      silent: true,
      symbol: 'none',
      label: { show: false },
      lineStyle: { color: palette.ink, type: 'dashed' },
      data: [{ xAxis: HELD_BACK }],
    },
    tooltip: {
      formatter: (params) => tenantTip(shown[(params as unknown as { dataIndex: number }).dataIndex]!),
    },
  }
}

/** Least first. */
function tenantsOf(night: Night): readonly Tenant[] {
  const rows = night.rows('tenants')
  return rows
    .places()
    .flatMap((place) => {
      const share = rows.number('share', place)
      if (share === undefined) return []
      const tenant: Tenant = {
        place,
        name: rows.text('tenant', place)!,
        share,
        rate: rows.number('meanRate', place),
        result: rows.text('tenantResult', place) ?? '',
        limitedBy: rows.text('limitedBy', place),
      }
      return [tenant]
    })
    .sort((a, b) => a.share - b.share)
}

/** Results that are not as they should be are told. */
function wordsBeside({ share, result }: Tenant): string {
  return result === 'Success' || result === '' ? percent(share) : `${percent(share)}, ${result}`
}

function tenantTip({ name, share, rate, result, limitedBy }: Tenant): string {
  return tip(name, [
    ['of its line', percent(share)],
    ['mean rate', rate === undefined ? undefined : quantity(rate, 'B/s')],
    ['limited by', limitedBy === undefined ? undefined : stageInWords(limitedBy)],
    ['result', result],
  ])
}
