/**
 * Maps of the format as tables: a key, its zod type, whether it must stand there. Maps are read key by key, so that
 * one wrong value hides no other, and every issue finds the place its value was written at.
 */
import { z } from 'zod'
import { type MapNode, type Node, type Pair, plain } from '../document/tree.ts'
import { didYouMean, type Issues, oneOf } from '../issues.ts'
import { typeName } from '../quantities/quantity.ts'
import { codeOf, type Leaf } from './leaves.ts'
import { isKept } from './words.ts'

export type Fields<T> = { readonly [K in keyof T]-?: Leaf<Exclude<T[K], undefined>> }

export interface Shape<T> {
  /** As in "a server is a map such as ...". */
  readonly what: string
  readonly example: string
  readonly fields: Fields<T>
  readonly required: readonly (keyof T & string)[]
  /** Keys of the format that this version does not know yet. */
  readonly later?: readonly string[]
  readonly description?: string
  /** What keys that are no keys were probably meant to say. */
  readonly hints?: Readonly<Record<string, string>>
  /** Keys that mean nothing in such a map: they are refused later, whatever their value. */
  foreign?(node: MapNode, key: string): boolean
  /** Keys without a value count as left out: a section whose entries are all commented out. */
  readonly blanks?: boolean
}

/** A map of the document that was read: what is right of it, and where it stands. */
export interface Entry<T> {
  readonly node: MapNode
  readonly path: string
  readonly data: Partial<T>
}

/** What is right of a map; undefined when it is no map at all. */
export function readMap<T>(shape: Shape<T>, node: Node, path: string, issues: Issues): Entry<T> | undefined {
  if (node.kind !== 'map') {
    const message = `Found ${typeName(plain(node))}, but ${shape.what} is a map such as \`${shape.example}\`.`
    issues.add('E-VALUE', node, path, message)
    return undefined
  }
  const data: Record<string, unknown> = {}
  const fields = shape.fields as Readonly<Record<string, Leaf<unknown>>>
  for (const [key, pair] of node.entries) {
    const here = path === '' ? key : `${path}.${key}`
    if (!Object.hasOwn(fields, key)) unknownKey(shape, fields, key, pair, here, issues)
    else if (isBlank(pair.value) && shape.blanks === true) continue
    else if (isBlank(pair.value))
      issues.add('E-VALUE', pair, here, `\`${key}\` has no value; give one or remove the key.`)
    else if (isKept(fields[key]!)) continue
    else {
      const said = shape.foreign?.(node, key) === true ? SILENT : issues
      const value = readField(fields[key]!, pair.value, here, said)
      if (value !== undefined) data[key] = value.value
    }
  }
  for (const key of shape.required) {
    if (node.entries.has(key)) continue
    issues.add('E-MISSING', node, path, missing(shape, key))
  }
  return { node, path, data: data as Partial<T> }
}

const SILENT: Issues = { add: () => undefined, list: [], failed: false }

function isBlank(node: Node): boolean {
  return node.kind === 'scalar' && node.value === null
}

function unknownKey(
  shape: Pick<Shape<unknown>, 'what' | 'later' | 'hints'>,
  fields: object,
  key: string,
  at: Parameters<Issues['add']>[1],
  path: string,
  issues: Issues,
): void {
  if (shape.later?.includes(key) === true) {
    const verb = isPlural(shape.what) ? 'know' : 'knows'
    const message = `\`${key}\` is not in this version yet; ${shape.what} ${verb} ${oneOf(Object.keys(fields), 'and')}.`
    issues.add('E-NOT-YET', at, path, message)
    return
  }
  const [have, know] = isPlural(shape.what) ? ['have', 'They know'] : ['has', 'It knows']
  const meant = shape.hints?.[key]
  const hint =
    meant === undefined
      ? didYouMean(key, Object.keys(fields)) || ` ${know} ${oneOf(Object.keys(fields), 'and')}.`
      : ` ${meant}`
  issues.add('E-UNKNOWN-KEY', at, path, `${upper(shape.what)} ${have} no key \`${key}\`.${hint}`)
}

function missing({ what, example }: Pick<Shape<unknown>, 'what' | 'example'>, key: string): string {
  return `${upper(what)} ${isPlural(what) ? 'need' : 'needs'} \`${key}\`, as in \`${example}\`.`
}

/** `roles` and `the policies`, but `a job` and `the role gateway`. */
function isPlural(what: string): boolean {
  return /^(?!an? )(\w+ )?\w+s$/.test(what)
}

export function readField<T>(
  type: Leaf<T>,
  node: Node,
  path: string,
  issues: Issues,
): { value: T } | undefined {
  const result = type.safeParse(plain(node))
  if (result.success) return { value: result.data }
  for (const issue of result.error.issues) report(issue, node, path, issues)
  return undefined
}

type ZodIssue = z.core.$ZodIssue

/** A zod issue at its place: the deepest node of its path that was written; a wrong key at the key. */
function report(issue: ZodIssue, root: Node, path: string, issues: Issues): void {
  let at: Node | Pair = root
  let node = root
  let here = path
  const code = codeOf(issue)
  for (const step of issue.path) {
    const pair = node.kind === 'map' ? node.entries.get(String(step)) : undefined
    const next = node.kind === 'list' ? node.items[Number(step)] : pair?.value
    if (next === undefined) break
    here += node.kind === 'list' ? `[${String(step)}]` : `.${String(step)}`
    node = next
    at = pair !== undefined && KEY_CODES.has(code) ? pair : next
  }
  issues.add(code, at, here, issue.message)
}

/** Issues about a key rather than its value. */
const KEY_CODES: ReadonlySet<string> = new Set(['E-UNKNOWN-KEY', 'E-NOT-YET'])

/** A nested map as a value of a field. The issues of its keys keep their places. */
export function nested<T>(shape: Shape<T>): Leaf<Partial<T>> {
  const fields = shape.fields as Readonly<Record<string, Leaf<unknown>>>
  return z
    .unknown()
    .transform((value, context): Partial<T> => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        const message = `Found ${typeName(value)}, expected ${shape.what} such as \`${shape.example}\`.`
        context.addIssue({ code: 'custom', message, params: { code: 'E-VALUE' } })
        return z.NEVER
      }
      const data: Record<string, unknown> = {}
      for (const [key, item] of Object.entries(value)) readInner(shape, fields, key, item, data, context)
      for (const key of shape.required) {
        if (Object.hasOwn(value, key)) continue
        context.addIssue({ code: 'custom', message: missing(shape, key), params: { code: 'E-MISSING' } })
      }
      return data as Partial<T>
    })
    .meta(mapSchema(shape))
}

function readInner(
  shape: Pick<Shape<unknown>, 'what' | 'later' | 'hints'>,
  fields: Readonly<Record<string, Leaf<unknown>>>,
  key: string,
  item: unknown,
  data: Record<string, unknown>,
  context: z.RefinementCtx,
): void {
  const complain = (code: string, message: string, path: PropertyKey[] = [key]): void =>
    context.addIssue({ code: 'custom', message, path, params: { code } })
  if (!Object.hasOwn(fields, key)) {
    unknownKey(shape, fields, key, { file: '', line: 0, column: 0 }, '', {
      add: (code, _at, _path, message) => complain(code, message),
      list: [],
      failed: false,
    })
    return
  }
  const result = fields[key]!.safeParse(item)
  if (result.success) data[key] = result.data
  else for (const issue of result.error.issues) complain(codeOf(issue), issue.message, [key, ...issue.path])
}

/** The map as JSON Schema, for editors. */
export function mapSchema<T>(shape: Shape<T>): Record<string, unknown> {
  const properties = Object.entries(shape.fields as Readonly<Record<string, Leaf<unknown>>>).map(
    ([key, type]) => [key, jsonSchema(type)],
  )
  return {
    type: 'object',
    description: shape.description ?? `${upper(shape.what)}, such as ${shape.example}`,
    properties: Object.fromEntries(properties),
    ...(shape.required.length > 0 ? { required: [...shape.required] } : {}),
    additionalProperties: false,
  }
}

export function jsonSchema(type: Leaf<unknown>): Record<string, unknown> {
  const { $schema: _, ...schema } = z.toJSONSchema(type, { io: 'input', target: 'draft-7' }) as Record<
    string,
    unknown
  >
  return schema
}

/** By the kind of value: text and numbers go one way, maps another. */
export function either<A, B>(single: Leaf<A>, map: Leaf<B>, description: string): Leaf<A | B> {
  return z
    .unknown()
    .transform((value, context): A | B => {
      const isMap = typeof value === 'object' && value !== null && !Array.isArray(value)
      const result = (isMap ? map : single).safeParse(value)
      if (result.success) return result.data as A | B
      for (const issue of result.error.issues) {
        context.addIssue({
          code: 'custom',
          message: issue.message,
          path: issue.path,
          params: { code: codeOf(issue) },
        })
      }
      return z.NEVER
    })
    .meta({ anyOf: [jsonSchema(single), jsonSchema(map)], description })
}

function upper(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
