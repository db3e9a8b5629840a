/** Where an entry of the file has a key: what is said about the key points there. */
import type { Node } from '../document/tree.ts'
import type { Entry } from '../schema/shape.ts'

/** The node of a key, or the entry itself when the value is a default. */
export function nodeAt(entry: Entry<unknown>, key: string): Node {
  return entry.node.entries.get(key)?.value ?? entry.node
}

export function pathAt(entry: Entry<unknown>, key: string): string {
  if (!entry.node.entries.has(key)) return entry.path
  return entry.path === '' ? key : `${entry.path}.${key}`
}
