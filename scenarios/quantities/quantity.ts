/**
 * Numbers with units: text at the door, SI inside. A bare number other than 0 where a unit is needed is refused with both
 * readings, because a silent guess is off by a factor of eight (bit or byte) or 1.07 to 1.13 (GB or GiB).
 */

/** Something refused: a code of MESSAGES and a sentence. */
export interface Refused {
  readonly code: string
  readonly says: string
}

export type Read = number | Refused

export function isRefused(read: unknown): read is Refused {
  return typeof read === 'object' && read !== null && 'says' in read
}

export type QuantityName = 'size' | 'rate' | 'duration' | 'frequency' | 'share' | 'number'

export interface Quantity {
  readonly name: QuantityName
  readonly units: Readonly<Record<string, number>>
  /** What is expected, with an example. */
  readonly expected: string
  readonly examples: readonly string[]
  /** How a bare number could be read; empty where bare numbers are right. */
  readonly readings: readonly [string, string] | readonly []
  readonly pattern: string
}

const SIZES: Readonly<Record<string, number>> = {
  B: 1,
  kB: 1e3,
  MB: 1e6,
  GB: 1e9,
  TB: 1e12,
  PB: 1e15,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
  TiB: 2 ** 40,
  PiB: 2 ** 50,
}

const BITS: Readonly<Record<string, number>> = {
  'bit/s': 1 / 8,
  'kbit/s': 1e3 / 8,
  'Mbit/s': 1e6 / 8,
  'Gbit/s': 1e9 / 8,
  'Tbit/s': 1e12 / 8,
}

const RATES: Readonly<Record<string, number>> = {
  ...Object.fromEntries(Object.entries(SIZES).map(([unit, factor]) => [`${unit}/s`, factor])),
  ...BITS,
}

const DURATIONS: Readonly<Record<string, number>> = { d: 86_400, h: 3600, min: 60, s: 1, ms: 1 / 1000 }

const FREQUENCIES: Readonly<Record<string, number>> = { '/s': 1, '/min': 1 / 60 }

const NUMBER = String.raw`\d+(\.\d+)?([eE][+-]?\d+)?`

function pattern(units: Readonly<Record<string, number>>): string {
  return `^\\s*${NUMBER}\\s*(${Object.keys(units).join('|')})\\s*$`
}

export const SIZE: Quantity = {
  name: 'size',
  units: SIZES,
  expected: 'a size such as `500 GB` (10^9 bytes) or `500 GiB` (2^30 bytes)',
  examples: ['200 GiB', '500 GB', '40 TiB'],
  readings: ['GB` (10^9 bytes)', 'GiB` (2^30 bytes)'],
  pattern: pattern(SIZES),
}

export const RATE: Quantity = {
  name: 'rate',
  units: RATES,
  expected: 'a rate such as `10 Gbit/s` or `400 MB/s`',
  examples: ['10 Gbit/s', '400 MB/s', '400 MiB/s'],
  readings: ['Mbit/s` (10^6 bits)', 'MB/s` (10^6 bytes)'],
  pattern: pattern(RATES),
}

export const DURATION: Quantity = {
  name: 'duration',
  units: DURATIONS,
  expected: 'a duration such as `30 s`, `10 min` or `1 h 30 min`',
  examples: ['30 s', '10 min', '8 h', '1 h 30 min', '7 d'],
  readings: ['s` (seconds)', 'min` (minutes)'],
  pattern: String.raw`^\s*(\d+(\.\d+)?\s*(d|h|min|s|ms)\s*)+$`,
}

/** How often: requests per second. */
export const FREQUENCY: Quantity = {
  name: 'frequency',
  units: FREQUENCIES,
  expected: 'a number per second such as `3500 /s`',
  examples: ['3500 /s'],
  readings: ['/s` (per second)', '/min` (per minute)'],
  pattern: pattern(FREQUENCIES),
}

export const SHARE: Quantity = {
  name: 'share',
  units: { '%': 0.01 },
  expected: 'a share such as `5 %` or `0.05`',
  examples: ['5 %', '60 %'],
  readings: [],
  pattern: String.raw`^\s*\d+(\.\d+)?\s*%?\s*$`,
}

export const PURE: Quantity = {
  name: 'number',
  units: {},
  expected: 'a number such as `2` or `2.5`',
  examples: [],
  readings: [],
  pattern: `^\\s*${NUMBER}\\s*$`,
}

/** How people also write units, and what they mean here. */
const ALIASES: Readonly<Record<QuantityName, readonly (readonly [RegExp, string])[]>> = {
  size: [
    [/^(kb|KB)$/, 'kB'],
    [/^(g|G)$/, 'GB` or `GiB'],
    [/^(t|T)$/, 'TB` or `TiB'],
    [/^(m|M)$/, 'MB` or `MiB'],
  ],
  rate: [
    [/^([kmgt])(bps|b\/s|bits?\/s|bit\/?sec)$/i, '$1bit/s'],
    [/^([kmgt])bytes?\/s(ec)?$/i, '$1B/s'],
  ],
  duration: [
    [/^(sec|secs|seconds?)$/i, 's'],
    [/^(m|mins|minutes?)$/i, 'min'],
    [/^(hrs?|hours?|H)$/i, 'h'],
    [/^(days?|D)$/i, 'd'],
    [/^(w|weeks?)$/i, 'd'],
  ],
  frequency: [[/^(\/sec|per s(ec(ond)?)?|[ip]ops|hz)$/i, '/s']],
  share: [[/^(percent|pct)$/i, '%']],
  number: [],
}

const SINGLE = /^\s*(-?)(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)\s*([^\d\s.,-][^\d]*?)?\s*$/

/** The value in SI units; shares and pure numbers may be bare. */
export function readQuantity(quantity: Quantity, value: unknown): Read {
  if (typeof value === 'number') return readBare(quantity, value)
  if (typeof value !== 'string')
    return refuse('E-VALUE', `Found ${typeName(value)}, expected ${quantity.expected}.`)
  if (quantity.name === 'duration') return readDuration(value)
  const found = SINGLE.exec(value)
  if (found === null) return refuse('E-VALUE', `Found \`${value}\`, expected ${quantity.expected}.`)
  const [, sign, digits, unit] = found
  if (sign === '-')
    return refuse('E-NEGATIVE', `Found \`${value}\`; it cannot be negative: expected ${quantity.expected}.`)
  if (unit === undefined) return readBare(quantity, Number(digits))
  return inUnit(quantity, Number(digits), unit, value)
}

/** Texts outside of the quantities' own checks, for the words of others. */
export function typeName(value: unknown): string {
  if (value === null || value === undefined) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' ? 'a map' : `\`${String(value)}\``
}

function readBare(quantity: Quantity, value: number): Read {
  if (!Number.isFinite(value)) return refuse('E-VALUE', `Found \`${value}\`, expected ${quantity.expected}.`)
  if (value < 0)
    return refuse('E-NEGATIVE', `Found \`${value}\`; it cannot be negative: expected ${quantity.expected}.`)
  // Zero is the same in every unit: `control: { session: 0 }` turns it off.
  if (value === 0 || quantity.name === 'share' || quantity.name === 'number') return value
  const [first, second] = quantity.readings
  const says = `Found \`${value}\` without a unit: write \`${value} ${first} or \`${value} ${second}.`
  return refuse('E-UNIT-MISSING', says)
}

function inUnit(quantity: Quantity, amount: number, unit: string, text: string): Read {
  const factor = Object.hasOwn(quantity.units, unit) ? quantity.units[unit] : undefined
  // Dividing keeps `5 %` equal to 0.05, which 5 x 0.01 is not for every number.
  if (factor !== undefined) return factor < 1 ? amount / Math.round(1 / factor) : amount * factor
  const meant = meantUnit(quantity, unit)
  const hint = meant === undefined ? '' : ` Did you mean \`${meant}\`?`
  return refuse(
    'E-UNIT',
    `Found \`${text}\` with the unknown unit \`${unit}\`, expected ${quantity.expected}.${hint}`,
  )
}

function meantUnit(quantity: Quantity, unit: string): string | undefined {
  for (const [shape, meant] of ALIASES[quantity.name]) {
    const found = shape.exec(unit)
    if (found !== null) return meant.replace('$1', prefix(found[1] ?? ''))
  }
  return Object.keys(quantity.units).find((known) => known.toLowerCase() === unit.toLowerCase())
}

function prefix(letter: string): string {
  return letter.toLowerCase() === 'k' ? 'k' : letter.toUpperCase()
}

/** `1 h 30 min`: parts from the largest unit to the smallest, each once. */
function readDuration(text: string): Read {
  const parts = [...text.matchAll(/(-?)(\d+(?:\.\d+)?)\s*([^\d\s.,-]+)?/g)]
  if (
    parts.length === 0 ||
    parts
      .map((part) => part[0])
      .join('')
      .replace(/\s/g, '') !== text.replace(/\s/g, '')
  ) {
    return refuse('E-VALUE', `Found \`${text}\`, expected ${DURATION.expected}.`)
  }
  if (parts.some((part) => part[1] === '-')) {
    return refuse('E-NEGATIVE', `Found \`${text}\`; it cannot be negative: expected ${DURATION.expected}.`)
  }
  if (parts.length === 1 && parts[0]![3] === undefined) return readBare(DURATION, Number(text))
  let total = 0
  let last = Infinity
  for (const [, , digits, unit] of parts) {
    if (unit === undefined)
      return refuse(
        'E-UNIT-MISSING',
        `Found \`${text}\`: \`${digits}\` has no unit; expected ${DURATION.expected}.`,
      )
    const seconds = inUnit(DURATION, Number(digits), unit, text)
    if (isRefused(seconds)) return seconds
    const size = DURATIONS[unit]!
    if (size >= last)
      return refuse(
        'E-VALUE',
        `Found \`${text}\`: units go from large to small, each once, as in \`1 h 30 min\`.`,
      )
    last = size
    total += seconds
  }
  return total
}

function refuse(code: string, says: string): Refused {
  return { code, says }
}
