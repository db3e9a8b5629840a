/** `empirical: { file, column, unit }` becomes the list of the column's values before anything else is read. */

import { readColumn } from '../importers/columns.ts'
import { readNumber } from '../importers/csv.ts'
import { didYouMean, type Issues } from '../issues.ts'
import { join } from './paths.ts'
import type { Library } from './read.ts'
import { child, type MapNode, type Node, plain, scalar, show, textAt } from './tree.ts'

const KEYS = ['file', 'column', 'unit']

/** The tree with all such maps replaced; parts without any are shared. `done` remembers parts seen before. */
export function withEmpirical(
  node: Node,
  path: string,
  library: Library,
  issues: Issues,
  done: WeakMap<Node, Node>,
): Node {
  const known = done.get(node)
  if (known !== undefined) return known
  const result = replaced(node, path, library, issues, done)
  done.set(node, result)
  return result
}

function replaced(
  node: Node,
  path: string,
  library: Library,
  issues: Issues,
  done: WeakMap<Node, Node>,
): Node {
  if (node.kind === 'scalar') return node
  if (node.kind === 'list') {
    const items = node.items.map((item, i) => withEmpirical(item, `${path}[${i}]`, library, issues, done))
    return items.some((item, i) => item !== node.items[i]) ? { ...node, items } : node
  }
  let entries: Map<string, { source: Node['source']; offset: number; value: Node }> | undefined
  for (const [key, pair] of node.entries) {
    const here = path === '' ? key : `${path}.${key}`
    const inside = pair.value
    const value =
      key === 'empirical' && inside.kind === 'map'
        ? columnAsList(inside, here, library, issues)
        : withEmpirical(inside, here, library, issues, done)
    if (value !== inside) {
      entries ??= new Map(node.entries)
      entries.set(key, { ...pair, value })
    }
  }
  return entries === undefined ? node : { ...node, entries }
}

function columnAsList(node: MapNode, path: string, library: Library, issues: Issues): Node {
  // One value that fits every quantity and bound stands in after an issue.
  const none: Node = { kind: 'list', items: [], source: node.source, offset: node.offset }
  const strange = [...node.entries.keys()].find((key) => !KEYS.includes(key))
  const file = textAt(node, 'file')
  const column = textAt(node, 'column')
  if (strange !== undefined || file === undefined || column === undefined) {
    const hint = strange === undefined ? '' : ` There is no key \`${strange}\`.${didYouMean(strange, KEYS)}`
    issues.add(
      'E-DISTRIBUTION',
      node,
      path,
      `Expected the values, or \`{ file: sizes.csv, column: in_use_mb, unit: MiB }\`; found ${show(plain(node))}.${hint}`,
    )
    return none
  }
  const name = join(node.source.folder, file)
  const text = library.read(name, child(node, 'file') ?? node, `${path}.file`)
  if (text === undefined) return none
  const cells = readColumn(text, column)
  if ('message' in cells) {
    issues.add('E-EMPIRICAL', { file: name, line: cells.line, column: 1 }, column, cells.message)
    return none
  }
  const unit = textAt(node, 'unit')
  const items: Node[] = []
  for (const { line, text: cell } of cells) {
    const value = readNumber(cell)
    if (value === undefined)
      issues.add(
        'E-EMPIRICAL',
        { file: name, line, column: 1 },
        column,
        `Found \`${cell}\`, expected a number such as \`1024\`.`,
      )
    else items.push(scalar(unit === undefined ? value : `${value} ${unit}`, node))
  }
  return { ...none, items }
}
