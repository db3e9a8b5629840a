/**
 * A document as a tree whose every node knows the place it was written at, through `extends`, `--set` and the
 * patches of an experiment. Nodes are never changed: a patched tree shares what it did not touch.
 */

/** Where text came from. */
export interface Source {
  readonly file: string
  /** The folder that relative paths written here start from. */
  readonly folder: string
  readonly kind: 'file' | 'set' | 'factor'
  place(offset: number): { readonly line: number; readonly column: number }
}

interface Placed {
  readonly source: Source
  readonly offset: number
}

export type Value = string | number | boolean | null

export interface ScalarNode extends Placed {
  readonly kind: 'scalar'
  readonly value: Value
}

export interface ListNode extends Placed {
  readonly kind: 'list'
  readonly items: readonly Node[]
}

/** One `key: value` of a map; the key has a place of its own. */
export interface Pair extends Placed {
  readonly value: Node
}

export interface MapNode extends Placed {
  readonly kind: 'map'
  readonly entries: ReadonlyMap<string, Pair>
}

export type Node = ScalarNode | ListNode | MapNode

/** A place in a file, as an issue shows it. */
export interface Place {
  readonly file: string
  readonly line: number
  readonly column: number
}

export function placeOf(at: Placed): Place {
  return { file: at.source.file, ...at.source.place(at.offset) }
}

export type Plain = Value | readonly Plain[] | { readonly [key: string]: Plain }

/** The bare value, without places. */
export function plain(node: Node): Plain {
  if (node.kind === 'scalar') return node.value
  if (node.kind === 'list') return node.items.map(plain)
  const result: Record<string, Plain> = Object.create(null)
  for (const [key, pair] of node.entries) result[key] = plain(pair.value)
  return result
}

export function child(node: Node | undefined, key: string): Node | undefined {
  return node?.kind === 'map' ? node.entries.get(key)?.value : undefined
}

export function textAt(node: Node | undefined, key: string): string | undefined {
  const found = child(node, key)
  return found?.kind === 'scalar' && typeof found.value === 'string' ? found.value : undefined
}

/** The name of an entry of a named list; numbers are names too (`name: 7`). */
export function nameOf(node: Node): string | undefined {
  const found = child(node, 'name')
  if (found?.kind !== 'scalar' || found.value === null || typeof found.value === 'boolean') return undefined
  return String(found.value)
}

export function scalar(value: Value, at: Placed): ScalarNode {
  return { kind: 'scalar', value, source: at.source, offset: at.offset }
}

/** The map with one key set; the place of a new key is that of its value. */
export function withKey(node: MapNode, key: string, value: Node): MapNode {
  const entries = new Map(node.entries)
  entries.set(key, { source: value.source, offset: value.offset, value })
  return { ...node, entries }
}

export function withItem(node: ListNode, index: number, value: Node): ListNode {
  return { ...node, items: node.items.map((item, i) => (i === index ? value : item)) }
}

/** How a value is shown in a message: as it would be written, cut to a readable length. */
export function show(value: unknown): string {
  const text =
    value === null || value === undefined
      ? 'nothing'
      : typeof value === 'string'
        ? value
        : JSON.stringify(value)
  const cut = text.length > 60 ? `${text.slice(0, 57)}...` : text
  return `\`${cut.replace(/\s+/g, ' ')}\``
}
