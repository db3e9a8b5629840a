/**
 * The single values of the format as zod types: each checks, converts to SI and says in its metadata what an editor
 * needs. Every issue made here carries its code of MESSAGES in `params`.
 */
import { z } from 'zod'
import type { Distribution } from '../../sim/kernel/index.ts'
import { bounds } from '../quantities/bounds.ts'
import { LAWS, readDistribution } from '../quantities/distribution.ts'
import { isRefused, PURE, type Quantity, readQuantity, SHARE, typeName } from '../quantities/quantity.ts'

export type Leaf<T> = z.ZodType<T>

interface Complaint {
  readonly code: string
  readonly says: string
  readonly path?: readonly (string | number)[]
}

type Answer<T> = { readonly value: T } | Complaint | { readonly complaints: readonly Complaint[] }

/** A value read by hand, described by a piece of JSON Schema. */
export function leaf<T>(
  schema: Readonly<Record<string, unknown>>,
  read: (value: unknown) => Answer<T>,
): Leaf<T> {
  return z
    .unknown()
    .transform((value, context): T => {
      const answer = read(value)
      if ('value' in answer) return answer.value
      for (const { code, says, path = [] } of 'complaints' in answer ? answer.complaints : [answer]) {
        context.addIssue({ code: 'custom', message: says, path: [...path], params: { code } })
      }
      return z.NEVER
    })
    .meta(schema)
}

/** The answer of another type to the same value (or to the part of it at `under`). */
export function passOn<T>(
  type: Leaf<T>,
  value: unknown,
  under: readonly (string | number)[] = [],
): Answer<T> {
  const result = type.safeParse(value)
  if (result.success) return { value: result.data }
  const complaints = result.error.issues.map((issue) => ({
    code: codeOf(issue),
    says: issue.message,
    path: [...under, ...issue.path.map((step) => (typeof step === 'number' ? step : String(step)))],
  }))
  return { complaints }
}

/** An answer with its value turned into another. */
export function mapped<T, U>(answer: Answer<T>, change: (value: T) => U): Answer<U> {
  return 'value' in answer ? { value: change(answer.value) } : answer
}

/** The code of MESSAGES that an issue of these types carries. */
export function codeOf(issue: z.core.$ZodIssue): string {
  return issue.code === 'custom' ? String(issue.params?.['code'] ?? 'E-VALUE') : 'E-VALUE'
}

interface Limits {
  /** `unlimited` is Infinity. */
  readonly unlimited?: boolean
  /** 0 is refused. */
  readonly positive?: boolean
  readonly max?: number
}

function limited(quantity: Quantity, limits: Limits, value: unknown): Answer<number> {
  if (limits.unlimited === true && value === 'unlimited') return { value: Infinity }
  const read = readQuantity(quantity, value)
  if (isRefused(read)) return limits.unlimited === true ? orUnlimited(read) : read
  if (limits.positive === true && read === 0) {
    return { code: 'E-RANGE', says: `Found ${typeName(value)}, expected more than 0: ${quantity.expected}.` }
  }
  const max = limits.max ?? Infinity
  if (read > max) return tooLarge(quantity, value, max)
  return { value: read }
}

function orUnlimited(refused: { code: string; says: string }): { code: string; says: string } {
  if (refused.code === 'E-UNIT-MISSING') return refused
  return { code: refused.code, says: refused.says.replace('expected ', 'expected `unlimited` or ') }
}

function tooLarge(quantity: Quantity, value: unknown, max: number): { code: string; says: string } {
  if (quantity.name !== 'share')
    return { code: 'E-RANGE', says: `Found ${typeName(value)}, expected at most ${max}.` }
  const hint = typeof value === 'number' && value <= 100 ? ` Did you mean \`${value} %\`?` : ''
  return {
    code: 'E-RANGE',
    says: `Found ${typeName(value)}, more than the whole; expected a share such as \`5 %\` or \`0.05\`.${hint}`,
  }
}

function schemaOf(quantity: Quantity, limits: Limits): Record<string, unknown> {
  const bare = quantity.name === 'share' || quantity.name === 'number'
  const text = {
    type: 'string',
    pattern: limits.unlimited === true ? `(${quantity.pattern})|^unlimited$` : quantity.pattern,
  }
  const examples = [...quantity.examples]
  if (!bare)
    return limits.positive === true ? { ...text, examples } : { anyOf: [text, { const: 0 }], examples }
  const number = { type: 'number', minimum: 0, ...(limits.max === undefined ? {} : { maximum: limits.max }) }
  return { anyOf: [number, text], examples }
}

/** A quantity: `duration('how long')`. */
export function quantity(kind: Quantity, description: string, limits: Limits = {}): Leaf<number> {
  return leaf({ ...schemaOf(kind, limits), description }, (value) => limited(kind, limits, value))
}

/** A quantity that may be a law. */
export function distribution(kind: Quantity, description: string, limits: Limits = {}): Leaf<Distribution> {
  const law = {
    type: 'object',
    minProperties: 1,
    maxProperties: 1,
    properties: Object.fromEntries(LAWS.map((name) => [name, {}])),
    additionalProperties: false,
  }
  const anyOf = [schemaOf(kind, limits), law]
  return leaf<Distribution>(
    { anyOf, description: `${description} A constant or a distribution.` },
    (value) => {
      if (typeof value !== 'object' || value === null) return limited(kind, limits, value)
      const read = readDistribution(kind, value)
      if (isRefused(read)) return read
      const [low, high] = bounds(read)
      if (low < 0 || (limits.positive === true && isZero(read))) {
        return { code: 'E-RANGE', says: `This distribution can give ${low}, expected values above 0.` }
      }
      if (high > (limits.max ?? Infinity) && Number.isFinite(high) && kind === SHARE) {
        return { code: 'E-RANGE', says: `This distribution can give ${high * 100} %, more than the whole.` }
      }
      return { value: read }
    },
  )
}

/** A law that gives nothing but 0, or values that include 0 in a list. */
function isZero(d: Distribution): boolean {
  return typeof d !== 'number' && (d.kind === 'choice' || d.kind === 'empirical') && bounds(d)[0] === 0
}

/** A whole number. */
export function whole(description: string, min: number, limits: Limits = {}): Leaf<number> {
  const number = { type: 'integer', minimum: min }
  const schema =
    limits.unlimited === true ? { anyOf: [number, { type: 'string', const: 'unlimited' }] } : number
  const orElse = limits.unlimited === true ? ' or `unlimited`' : ''
  return leaf({ ...schema, description }, (value) => {
    if (limits.unlimited === true && value === 'unlimited') return { value: Infinity }
    const max = limits.max ?? Number.MAX_SAFE_INTEGER
    if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) return { value }
    const upTo = limits.max === undefined ? `of at least ${min}` : `from ${min} to ${limits.max}`
    return {
      code: 'E-VALUE',
      says: `Found ${typeName(value)}, expected a whole number ${upTo}${orElse}, such as \`${Math.max(min, 4)}\`.`,
    }
  })
}

/** A plain number without unit. */
export function number(description: string, limits: Limits = {}): Leaf<number> {
  return quantity(PURE, description, limits)
}

export function flag(description: string): Leaf<boolean> {
  return leaf({ type: 'boolean', description }, (value) =>
    typeof value === 'boolean'
      ? { value }
      : { code: 'E-VALUE', says: `Found ${typeName(value)}, expected \`true\` or \`false\`.` },
  )
}

/** Text; numbers are taken as they are written. */
export function text(description: string, examples: readonly string[] = []): Leaf<string> {
  return leaf(
    { type: ['string', 'number'], description, ...(examples.length > 0 ? { examples } : {}) },
    (value) => {
      if (typeof value === 'string' && value.trim() !== '') return { value }
      if (typeof value === 'number') return { value: String(value) }
      const such = examples.length > 0 ? ` such as \`${examples[0]}\`` : ''
      return {
        code: 'E-VALUE',
        says: `Found ${value === '' ? 'empty text' : typeName(value)}, expected text${such}.`,
      }
    },
  )
}
