/** Quantities as people read them, always with their unit. Bytes are binary, as the modelled product means them. */

const UNKNOWN = '-'

/** What METRICS calls the unit of a metric. */
export type Unit = 'B/s' | 'B' | 's' | 'count' | 'share' | 'ratio'

export function quantity(value: number | undefined, unit: Unit): string {
  if (value === undefined || Number.isNaN(value)) return UNKNOWN
  if (value === Infinity) return 'unlimited'
  return SPEAK[unit](value)
}

/** A difference with its sign; of shares in percentage points, as `5 %` would be read as a part of the share. */
export function difference(value: number | undefined, unit: Unit): string {
  if (value === undefined || !Number.isFinite(value)) return UNKNOWN
  const size = plainQuantity(Math.abs(value), unit)
  return value === 0 ? size : `${value > 0 ? '+' : '-'}${size}`
}

/** How far the interval reaches to either side. */
export function plusMinus(low: number | undefined, high: number | undefined, unit: Unit): string {
  if (low === undefined || high === undefined || high === low) return ''
  return `± ${plainQuantity((high - low) / 2, unit)}`
}

/** The size of a difference; of shares in percentage points. */
export function plainQuantity(value: number, unit: Unit): string {
  if (unit !== 'share') return quantity(value, unit)
  const points = value * 100
  return `${digits(points, Number.isInteger(round(points)) ? 0 : points < 0.1 ? 3 : points < 10 ? 2 : 1)} pts`
}

const SPEAK: Readonly<Record<Unit, (value: number) => string>> = {
  'B/s': (value) => `${scaled(value, 1)}/s`,
  B: (value) => scaled(value, 1),
  s: duration,
  count: (value) => number(value),
  share: percent,
  ratio: (value) => digits(value, 2),
}

const BINARY = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB']

function scaled(bytes: number, decimals: number): string {
  let value = Math.abs(bytes)
  let unit = 0
  // 1023.96 would be printed as 1024.0, so the step is taken a little earlier.
  while (value >= 1023.95 && unit < BINARY.length - 1) {
    value /= 1024
    unit++
  }
  const sign = bytes < 0 ? '-' : ''
  return `${sign}${digits(value, unit === 0 ? 0 : value < 100 ? decimals : 0)} ${BINARY[unit]}`
}

/** `45 s`, `12 min`, `3 h 12 min`, `2 d 4 h`: two units at most. */
export function duration(seconds: number): string {
  if (seconds < 0) return `-${duration(-seconds)}`
  if (seconds === 0) return '0 s'
  if (seconds < 60 && Number.isInteger(seconds)) return `${seconds} s`
  if (seconds < 9.995) return `${digits(seconds, seconds < 0.1 ? 3 : 1)} s`
  if (seconds < 59.5) return `${digits(seconds, 0)} s`
  if (seconds < 599.5) return pair(Math.round(seconds), 60, 'min', 's')
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  if (minutes < 48 * 60) return pair(minutes, 60, 'h', 'min')
  return pair(Math.round(seconds / 3600), 24, 'd', 'h')
}

function pair(total: number, per: number, large: string, small: string): string {
  const rest = total % per
  const head = `${number(Math.floor(total / per))} ${large}`
  return rest === 0 ? head : `${head} ${rest} ${small}`
}

/** `98.7 %`; neither 0 % nor 100 % unless it is exactly that. */
export function percent(share: number): string {
  if (share === 0 || share === 1) return `${share * 100} %`
  const value = share * 100
  if (value > 0 && value < 0.05) return '<0.1 %'
  if (value > 99.95 && value < 100) return '>99.9 %'
  return `${digits(value, Number.isInteger(round(value)) ? 0 : 1)} %`
}

/** `12`, `1,234`, `3.4`: whole numbers whole, others with one decimal. */
export function number(value: number): string {
  return digits(value, Number.isInteger(value) || Math.abs(value) >= 1000 ? 0 : 1)
}

/** Without the noise of binary fractions: 0.95 * 100 and the like. */
function round(value: number): number {
  return Math.round(value * 1e9) / 1e9
}

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${number(count)} ${count === 1 ? one : many}`
}

function digits(value: number, decimals: number): string {
  const [whole = '', fraction] = value.toFixed(decimals).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return fraction === undefined ? grouped : `${grouped}.${fraction}`
}
