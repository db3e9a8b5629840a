/**
 * A result as JSON and back, bit for bit, so that a finished replication can be kept and read again. JSON knows
 * no undefined, no Infinity, no -0 and no typed arrays: undefined becomes null (which no result holds), the rest
 * a one-key object.
 */

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** A number that JSON cannot write, as text. */
const NUMBER = '$number'
/** A Float64Array as runs: value, count, value, count; observations are ascending and many are equal. */
const FLOATS = '$float64'

export function encode(value: unknown): Json {
  if (value === undefined) return null
  if (typeof value === 'number') return encodeNumber(value)
  if (typeof value === 'string' || typeof value === 'boolean') return value
  if (value instanceof Float64Array) return { [FLOATS]: runs(value) }
  if (Array.isArray(value)) return value.map(encode)
  return Object.fromEntries(Object.entries(value as object).map(([key, it]) => [key, encode(it)]))
}

export function decode(json: Json): unknown {
  if (json === null) return undefined
  if (typeof json !== 'object') return json
  if (isList(json)) return json.map(decode)
  const number = json[NUMBER]
  if (number !== undefined) return Number(number)
  const floats = json[FLOATS]
  if (floats !== undefined) return unrolled(floats as readonly Json[])
  return Object.fromEntries(Object.entries(json).map(([key, it]) => [key, decode(it)]))
}

function encodeNumber(value: number): Json {
  if (Number.isFinite(value) && !Object.is(value, -0)) return value
  return { [NUMBER]: Object.is(value, -0) ? '-0' : String(value) }
}

function runs(values: Float64Array): Json[] {
  const out: Json[] = []
  for (let i = 0; i < values.length; ) {
    const first = i
    while (i < values.length && Object.is(values[i], values[first])) i++
    out.push(encodeNumber(values[first]!), i - first)
  }
  return out
}

function unrolled(list: readonly Json[]): Float64Array {
  let length = 0
  for (let i = 1; i < list.length; i += 2) length += list[i] as number
  const values = new Float64Array(length)
  let at = 0
  for (let i = 0; i < list.length; i += 2) {
    const next = at + (list[i + 1] as number)
    values.fill(decode(list[i]!) as number, at, next)
    at = next
  }
  return values
}

function isList(json: object): json is readonly Json[] {
  return Array.isArray(json)
}
