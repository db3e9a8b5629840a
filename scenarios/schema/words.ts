/** Closed lists of words, and lists of names, as zod types. */
import { didYouMean, oneOf } from '../issues.ts'
import { typeName } from '../quantities/quantity.ts'
import { type Leaf, leaf } from './leaves.ts'

/** One of a closed list of words; `later` are words of the format that this version does not know yet. */
export function word<const T extends string>(
  description: string,
  words: readonly T[],
  later: readonly string[] = [],
): Leaf<T> {
  return leaf<T>({ type: 'string', enum: [...words], description }, (value) => {
    const found = words.find((candidate) => candidate === value)
    if (found !== undefined) return { value: found }
    if (typeof value === 'string' && later.includes(value)) {
      return {
        code: 'E-NOT-YET',
        says: `\`${value}\` is not in this version yet, which knows ${oneOf(words)}.`,
      }
    }
    const hint = typeof value === 'string' ? didYouMean(value, words) : ''
    return { code: 'E-VALUE', says: `Found ${typeName(value)}, expected ${oneOf(words)}.${hint}` }
  })
}

/** One name or a list of names: entries, base names of counted entries, globs. */
export function names(description: string, examples: readonly string[]): Leaf<readonly string[]> {
  const name = { type: ['string', 'number'] }
  const schema = { anyOf: [name, { type: 'array', items: name }], description, examples: [examples] }
  return leaf(schema, (value) => {
    const list: readonly unknown[] = Array.isArray(value) ? value : [value]
    const bad = list.findIndex(
      (item) => (typeof item !== 'string' && typeof item !== 'number') || item === '',
    )
    if (bad < 0) return { value: list.map(String) }
    const says = `Found ${typeName(list[bad])}, expected names such as \`[${examples.join(', ')}]\`.`
    return { code: 'E-VALUE', says, path: Array.isArray(value) ? [bad] : [] }
  })
}

/** `automatic`, or a list of names. */
export function automaticOrNames(
  description: string,
  examples: readonly string[],
): Leaf<'automatic' | readonly string[]> {
  const listed = names(description, examples)
  const schema = {
    anyOf: [
      { const: 'automatic' },
      { type: 'array', items: { type: ['string', 'number'] } },
      { type: 'string' },
    ],
  }
  return leaf<'automatic' | readonly string[]>(
    { ...schema, description, examples: ['automatic', examples] },
    (value) => {
      if (value === 'automatic') return { value: 'automatic' }
      const read = listed.safeParse(value)
      if (read.success) return { value: read.data }
      const says = `Found ${typeName(value)}, expected \`automatic\` or names such as \`[${examples.join(', ')}]\`.`
      return { code: 'E-VALUE', says }
    },
  )
}

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

/** Weekdays, 0 = Monday, ascending. */
export function weekdays(description: string): Leaf<readonly number[]> {
  const schema = { type: 'array', items: { type: 'string', enum: [...DAYS] }, minItems: 1, description }
  return leaf({ ...schema, examples: [['mon', 'tue', 'wed', 'thu', 'fri']] }, (value) => {
    const list: readonly unknown[] = Array.isArray(value) ? value : [value]
    const found = list.map((item) => (DAYS as readonly unknown[]).indexOf(item))
    const bad = found.indexOf(-1)
    if (bad < 0 && found.length > 0) return { value: [...new Set(found)].sort((a, b) => a - b) }
    const item = list[bad]
    const near = typeof item === 'string' ? didYouMean(item.slice(0, 3), DAYS) : ''
    const says = `Found ${typeName(bad < 0 ? value : item)}, expected days such as \`[mon, tue, fri]\`.${near}`
    return { code: 'E-VALUE', says, path: Array.isArray(value) && bad >= 0 ? [bad] : [] }
  })
}

/** Types that take any value as it is. */
const KEPT = new WeakSet<object>()

/** Data that is read elsewhere, entry by entry, from its node. */
export function kept(description: string, schema: Readonly<Record<string, unknown>> = {}): Leaf<unknown> {
  const type = leaf<unknown>({ ...schema, description }, (value) => ({ value }))
  KEPT.add(type)
  return type
}

/** Long lists need not become plain values to be accepted. */
export function isKept(type: Leaf<unknown>): boolean {
  return KEPT.has(type)
}
