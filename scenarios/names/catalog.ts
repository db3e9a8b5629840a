/** Names of one kind of entries, and what a reference means: a name, the base name of a counted entry, or a glob. */
import type { Node } from '../document/tree.ts'
import { didYouMean, type Issues } from '../issues.ts'
import type { Entry } from '../schema/shape.ts'

export interface Group {
  readonly names: readonly string[]
  /** Present when the entry is counted. */
  readonly count?: { readonly value: number; readonly varied: boolean }
}

export interface Catalog {
  /** As in "no server is named ...". */
  readonly what: string
  /** All names, counted entries expanded, in file order. */
  readonly names: readonly string[]
  readonly groups: ReadonlyMap<string, Group>
  readonly known: ReadonlySet<string>
  /** Names of entries that are wrong themselves: who refers to them makes no second mistake. */
  readonly broken: ReadonlySet<string>
  /** Whose entries these are: of `tenant-3/offsite` the part before the `/` is a name of this catalog. */
  readonly owners?: Catalog
  /** Names of all kinds: one of another kind is no slip of the pen. */
  readonly kinds?: readonly Catalog[]
  /** What a reference means that names nothing here. */
  readonly outer?: Catalog
}

interface Named {
  readonly name?: string
  readonly count?: number
  readonly type?: string
}

/** `name`, or `name-1` ... `name-N`. */
export function expand(entry: Entry<Named>): readonly string[] {
  const { name, count } = entry.data
  if (name === undefined) return []
  return count === undefined ? [name] : Array.from({ length: count }, (_, i) => `${name}-${i + 1}`)
}

/** `list` is where the entries were read from: what could not be read there may still be meant. */
export function catalogOf(
  what: string,
  entries: readonly Entry<Named>[],
  list: Node | undefined,
  issues: Issues,
): Catalog {
  const groups = new Map<string, Group>()
  const known = new Set<string>()
  const names: string[] = []
  for (const entry of entries) {
    const { name, count } = entry.data
    if (name === undefined) continue
    const at = entry.node.entries.get('name')?.value ?? entry.node
    if (/[*?]/.test(name)) {
      const message = `The name \`${name}\` contains \`*\` or \`?\`, which stand for any text in references.`
      issues.add('E-NAME', at, `${entry.path}.name`, message)
    }
    const own = expand(entry)
    const twice = groups.has(name) ? name : own.find((one) => known.has(one))
    if (twice !== undefined) {
      const message = `A second ${what} is named \`${twice}\`; give each a name of its own.`
      issues.add('E-DUPLICATE-NAME', at, `${entry.path}.name`, message)
      continue
    }
    groups.set(name, { names: own, ...counted(count, entry) })
    for (const one of own) {
      known.add(one)
      names.push(one)
    }
  }
  return { what, names, groups, known, broken: brokenNames(list, entries) }
}

function brokenNames(list: Node | undefined, entries: readonly Entry<Named>[]): ReadonlySet<string> {
  const items = list?.kind === 'list' ? list.items : []
  const bare = items.flatMap((item) =>
    item.kind === 'scalar' && item.value !== null ? [String(item.value)] : [],
  )
  const uncounted = entries.filter(({ node, data }) => node.entries.has('count') && data.count === undefined)
  const untyped = entries.filter(({ node, data }) => node.entries.has('type') && data.type === undefined)
  return new Set([...bare, ...[...uncounted, ...untyped].map(({ data }) => data.name ?? '')])
}

/** Whether a name, or the base name of a counted entry, is of this catalog. */
export function isNamedIn({ known, groups }: Catalog, reference: string): boolean {
  return known.has(reference) || groups.has(reference)
}

function isBroken({ broken, owners }: Catalog, reference: string): boolean {
  if (broken.has(reference) || broken.has(/^(.*)-\d+$/.exec(reference)?.[1] ?? '')) return true
  return owners !== undefined && reference.includes('/') && isBroken(owners, ownerIn(reference))
}

/** Likelier of this catalog than a slip of the pen in a narrower one. */
function isOf(catalog: Catalog, reference: string): boolean {
  return isNamedIn(catalog, reference) || isBroken(catalog, reference) || reference.includes('/')
}

function ownerIn(reference: string): string {
  return reference.slice(0, reference.indexOf('/'))
}

/** The counted entry that a reference takes for longer than it is: itself, or its owner. */
function shortIn(catalog: Catalog, reference: string): Shortage | undefined {
  const numbered = /^(.*)-(\d+)$/.exec(reference)
  const base = numbered === null ? undefined : catalog.groups.get(numbered[1]!)
  if (numbered !== null && base?.count !== undefined && Number(numbered[2]) >= 1)
    return { base: numbered[1]!, count: base.count }
  const { owners } = catalog
  return owners !== undefined && reference.includes('/') ? shortIn(owners, ownerIn(reference)) : undefined
}

interface Shortage {
  readonly base: string
  readonly count: NonNullable<Group['count']>
}

function counted(value: number | undefined, entry: Entry<Named>): Pick<Group, 'count'> {
  if (value === undefined) return {}
  return { count: { value, varied: entry.node.entries.get('count')?.value.source.kind !== 'file' } }
}

/** All that a list of references names, in the order of naming, each once. */
export function resolveAll(
  catalog: Catalog,
  wanted: readonly string[],
  node: Node,
  path: string,
  issues: Issues,
): readonly string[] {
  const found = new Set<string>()
  wanted.forEach((reference, i) => {
    const at = node.kind === 'list' ? (node.items[i] ?? node) : node
    const here = node.kind === 'list' ? `${path}[${i}]` : path
    for (const name of resolve(catalog, reference, at, here, issues)) found.add(name)
  })
  return [...found]
}

/** The one entry that a reference names. */
export function resolveOne(
  catalog: Catalog,
  reference: string,
  node: Node,
  path: string,
  issues: Issues,
): string | undefined {
  const before = issues.list.length
  const found = resolve(catalog, reference, node, path, issues)
  if (found.length === 1 || isBroken(catalog, reference)) return found[0]
  const missed = issues.list.slice(before).some((issue) => issue.severity === 'error')
  if (missed) return undefined
  const message =
    found.length === 0
      ? `\`${reference}\` names no ${catalog.what}: its \`count\` leaves none.`
      : `\`${reference}\` names ${found.length} entries, but one ${catalog.what} is expected, such as \`${found[0]}\`.`
  issues.add(found.length === 0 ? 'E-REFERENCE' : 'E-REFERENCE-MANY', node, path, message)
  return undefined
}

function resolve(
  catalog: Catalog,
  reference: string,
  at: Node,
  path: string,
  issues: Issues,
): readonly string[] {
  if (catalog.known.has(reference)) return [reference]
  if (isBroken(catalog, reference)) return []
  const group = catalog.groups.get(reference)
  if (group !== undefined) return group.names
  if (/[*?]/.test(reference)) return resolveGlob(catalog, reference, at, path, issues)
  const short = shortIn(catalog, reference)
  if (short !== undefined) {
    tooFew(catalog, reference, short, at, path, issues)
    return []
  }
  if (catalog.outer !== undefined && isOf(catalog.outer, reference))
    return resolve(catalog.outer, reference, at, path, issues)
  notFound(catalog, reference, at, path, issues)
  return []
}

function tooFew(
  { what }: Catalog,
  reference: string,
  { base, count: { value, varied } }: Shortage,
  at: Node,
  path: string,
  issues: Issues,
): void {
  const has = `\`${base}\` has \`count: ${value}\``
  if (varied) issues.add('W-REFERENCE-DROPPED', at, path, `\`${reference}\` is left out here: ${has}.`)
  else issues.add('E-REFERENCE', at, path, `No ${what} is named \`${reference}\`: ${has}.`)
}

function resolveGlob(
  catalog: Catalog,
  reference: string,
  at: Node,
  path: string,
  issues: Issues,
): readonly string[] {
  const pattern = globOf(reference)
  const found = catalog.names.filter((name) => pattern.test(name))
  if (found.length === 0 && catalog.outer !== undefined)
    return resolve(catalog.outer, reference, at, path, issues)
  // A counted entry of which none is left is still what the glob was written for.
  const emptied = [...catalog.groups].some(
    ([base, group]) => group.count?.value === 0 && pattern.test(`${base}-1`),
  )
  if (found.length === 0 && !emptied) {
    issues.add(
      'E-REFERENCE',
      at,
      path,
      `No ${catalog.what} matches \`${reference}\`.${didYouMean(reference.replace(/[*?]/g, ''), catalog.groups.keys())}`,
    )
  }
  return found
}

function notFound(catalog: Catalog, reference: string, at: Node, path: string, issues: Issues): void {
  const kind = catalog.kinds?.find((other) => other.what !== catalog.what && isNamedIn(other, reference))
  if (kind !== undefined) {
    const [first] = catalog.groups.keys()
    const such = first === undefined ? '' : `, such as \`${first}\``
    const message = `\`${reference}\` is a ${kind.what}; a ${catalog.what} is expected here${such}.`
    issues.add('E-REFERENCE', at, path, message)
    return
  }
  const candidates = [...catalog.groups.keys(), ...catalog.names]
  const listed = [...catalog.groups.keys()]
    .slice(0, 8)
    .map((name) => `\`${name}\``)
    .join(', ')
  const hint = didYouMean(reference, candidates) || (listed === '' ? '' : ` There are ${listed}.`)
  const none = `No ${catalog.what} is`
  const where =
    listed === '' ? `${none} defined, but \`${reference}\` is named here.` : `${none} named \`${reference}\`.`
  issues.add('E-REFERENCE', at, path, `${where}${hint}`)
}

/** `*` any text, `?` one character. */
export function globOf(text: string): RegExp {
  const escaped = text
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.')
  return new RegExp(`^${escaped}$`)
}

/** The node of a key, or the entry itself when the value is a default. */
export function nodeAt(entry: Entry<unknown>, key: string): Node {
  return entry.node.entries.get(key)?.value ?? entry.node
}

export function pathAt(entry: Entry<unknown>, key: string): string {
  if (!entry.node.entries.has(key)) return entry.path
  return entry.path === '' ? key : `${entry.path}.${key}`
}
