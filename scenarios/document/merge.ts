/** `extends`: a scenario laid over a base scenario. */
import type { Issues } from '../issues.ts'
import { parseTree } from './parse.ts'
import { dirname, join } from './paths.ts'
import type { Library } from './read.ts'
import { type ListNode, type MapNode, type Node, nameOf, type Place, plain, show } from './tree.ts'

/** The whole document of `file`, its bases merged in; undefined when nothing can be made of it (issues given). */
export function readDocument(file: string, library: Library, issues: Issues): MapNode | undefined {
  return readOver(file, [], { file, line: 1, column: 1 }, '', library, issues)
}

function readOver(
  file: string,
  chain: readonly string[],
  at: Node | Place,
  where: string,
  library: Library,
  issues: Issues,
): MapNode | undefined {
  if (chain.includes(file)) {
    const circle = [...chain.slice(chain.indexOf(file)), file].map((name) => `\`${name}\``).join(' -> ')
    issues.add('E-EXTENDS-CYCLE', at, where, `Scenarios extend each other in a circle: ${circle}.`)
    return undefined
  }
  const text = library.read(file, at, where)
  if (text === undefined) return undefined
  const tree = parseTree(text, { file, folder: dirname(file), kind: 'file' }, issues)
  if (tree === undefined) return undefined
  if (tree.kind !== 'map') {
    const found = tree.kind === 'list' ? 'a list' : show(plain(tree))
    const message = `A scenario is a map of keys such as \`servers:\` and \`jobs:\`, but ${found} was found.`
    issues.add('E-NOT-A-MAP', { file, line: 1, column: 1 }, '', message)
    return undefined
  }
  return withBase(tree, [...chain, file], library, issues)
}

function withBase(
  tree: MapNode,
  chain: readonly string[],
  library: Library,
  issues: Issues,
): MapNode | undefined {
  const link = tree.entries.get('extends')
  if (link === undefined) return tree
  const rest = new Map(tree.entries)
  rest.delete('extends')
  const own: MapNode = { ...tree, entries: rest }
  const named = link.value
  if (named.kind !== 'scalar' || typeof named.value !== 'string' || named.value === '') {
    const found = show(plain(named))
    issues.add(
      'E-VALUE',
      named,
      'extends',
      `Found ${found}, expected the name of one file such as \`base.yaml\`.`,
    )
    return own
  }
  const base = readOver(join(tree.source.folder, named.value), chain, named, 'extends', library, issues)
  return base === undefined ? undefined : (merge(base, own) as MapNode)
}

/** Maps merge, lists of named entries merge by name, other values replace. */
export function merge(base: Node, over: Node): Node {
  if (base.kind === 'map' && over.kind === 'map') {
    const entries = new Map(base.entries)
    for (const [key, pair] of over.entries) {
      const under = entries.get(key)
      entries.set(key, under === undefined ? pair : { ...pair, value: merge(under.value, pair.value) })
    }
    return { ...over, entries }
  }
  if (isNamed(base) && isNamed(over)) return mergeLists(base, over)
  return over
}

function isNamed(node: Node): node is ListNode {
  return (
    node.kind === 'list' && node.items.length > 0 && node.items.every((item) => nameOf(item) !== undefined)
  )
}

function mergeLists(base: ListNode, over: ListNode): ListNode {
  const items = [...base.items]
  const places = new Map(items.map((item, i) => [nameOf(item), i]))
  for (const item of over.items) {
    const i = places.get(nameOf(item))
    if (i === undefined) items.push(item)
    else items[i] = merge(items[i]!, item)
  }
  return { ...over, items }
}
