/** Names of one kind of entries: what is called how, and where that goes wrong. */
import type { Node } from '../document/tree.ts'
import type { Issues } from '../issues.ts'
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

function counted(value: number | undefined, entry: Entry<Named>): Pick<Group, 'count'> {
  if (value === undefined) return {}
  return { count: { value, varied: entry.node.entries.get('count')?.value.source.kind !== 'file' } }
}

/** Whether a name, or the base name of a counted entry, is of this catalog. */
export function isNamedIn({ known, groups }: Catalog, reference: string): boolean {
  return known.has(reference) || groups.has(reference)
}
