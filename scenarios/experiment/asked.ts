/**
 * Factors and constraints of the command line. They are written into the document as if they stood in the file, so
 * that they are checked, and are part of the scenario's hash, like those of the file.
 */
import { parseTree, sourceAt } from '../document/parse.ts'
import { parsePath } from '../document/path.ts'
import { dirname } from '../document/paths.ts'
import {
  child,
  type ListNode,
  type MapNode,
  type Node,
  type Pair,
  type Place,
  type Source,
  scalar,
  textAt,
  withKey,
} from '../document/tree.ts'
import type { Issues } from '../issues.ts'
import { MOST_VALUES } from './factors.ts'

const EXAMPLE = '`servers.gw.count=1..8`, `servers.gw.count=1,2,4` or `gateways:servers.gw.count=1..8`'
/** An optional short name, the path, the values. */
const FACTOR = /^(?:\s*([A-Za-z_][\w-]*)\s*:)?([^=]+)=(.*)$/s
const RANGE = /^\s*(-?\d+(?:\.\d+)?)\s*\.\.\s*(-?\d+(?:\.\d+)?)(?:\s*\.\.\s*(\d+(?:\.\d+)?))?\s*$/

/** `option` is the word of the command line, such as `--factor`; the line of an issue is the number of the text. */
export function withFactors(
  document: MapNode,
  texts: readonly string[],
  option: string,
  file: string,
  issues: Issues,
): MapNode {
  const origin = { file: option, folder: dirname(file), kind: 'factor' } as const
  const asked = texts.flatMap((text, i) => factorNode(text, i + 1, origin, issues))
  const [first] = asked
  if (first === undefined) return document
  return inExperiment(document, 'factors', first, (written) => asked.reduce(put, written))
}

export function withConstraints(document: MapNode, texts: readonly string[], file: string): MapNode {
  const origin = { file: '--constraint', folder: dirname(file), kind: 'set' } as const
  const asked = texts.map((text, i) => scalar(text, { source: sourceAt(origin, i + 1, 0), offset: 0 }))
  const [first] = asked
  if (first === undefined) return document
  return inExperiment(document, 'constraints', first, (written) => [...written, ...asked])
}

/** The document with a list of its experiment changed; what is no map or list is left for those who will refuse it. */
function inExperiment(
  document: MapNode,
  key: string,
  at: Node,
  change: (written: readonly Node[]) => readonly Node[],
): MapNode {
  const blank = (node: Node | undefined): boolean =>
    node === undefined || (node.kind === 'scalar' && node.value === null)
  const written = child(document, 'experiment')
  const experiment: Node = blank(written) ? mapOf([], at) : written!
  if (experiment.kind !== 'map') return document
  const under = child(experiment, key)
  // One constraint need not be written as a list.
  const items = under?.kind === 'list' ? under.items : blank(under) ? [] : [under!]
  const list: ListNode = { kind: 'list', items: change(items), source: at.source, offset: at.offset }
  return withKey(document, 'experiment', withKey(experiment, key, list))
}

/** In the place of the file's factor of the same path, whose name it keeps; else behind all others. */
function put(items: readonly Node[], asked: MapNode): readonly Node[] {
  const place = items.findIndex(
    (item) => item.source.file !== asked.source.file && samePath(textAt(item, 'path'), textAt(asked, 'path')),
  )
  const name = child(items[place], 'name')
  if (place < 0) return [...items, asked]
  const named = asked.entries.has('name') || name === undefined ? asked : withKey(asked, 'name', name)
  return items.map((item, i) => (i === place ? named : item))
}

/** `a.b` and `a["b"]` are the same path. */
function samePath(one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined) return false
  return JSON.stringify(parsePath(one)) === JSON.stringify(parsePath(other))
}

function factorNode(
  text: string,
  line: number,
  origin: Pick<Source, 'file' | 'folder' | 'kind'>,
  issues: Issues,
): readonly MapNode[] {
  const read = FACTOR.exec(text)
  const start: Place = { file: origin.file, line, column: 1 }
  if (read === null) {
    issues.add('E-FACTOR', start, '', `\`${text}\` is no factor, expected a path and its values: ${EXAMPLE}.`)
    return []
  }
  const [, name, path, values] = read as unknown as [string, string | undefined, string, string]
  const equals = text.length - values.length - 1
  const source = sourceAt(origin, line, equals)
  // In brackets the values are one list of YAML, whatever stands between the commas.
  const list = values.trim() === '' ? undefined : parseTree(`[${values}]`, origin, issues, source)
  if (list?.kind !== 'list') {
    if (values.trim() === '')
      issues.add('E-FACTOR', start, '', `\`${text}\` gives no values, expected some as in ${EXAMPLE}.`)
    return []
  }
  const items = list.items.flatMap((item) => ranged(item, issues))
  if (items === undefined || items.length === 0) return []
  const at = { source: sourceAt(origin, line, 0), offset: 0 }
  const entries: [string, Node][] = [
    ['path', scalar(path.trim(), at)],
    ['values', { ...list, items }],
  ]
  return [mapOf(name === undefined ? entries : [['name', scalar(name, at)], ...entries], at)]
}

function mapOf(
  entries: readonly (readonly [string, Node])[],
  { source, offset }: Omit<Pair, 'value'>,
): MapNode {
  const pairs = entries.map(([key, value]) => [key, { source, offset, value }] as const)
  return { kind: 'map', entries: new Map(pairs), source, offset }
}

/** `1..8` and `1..8..2` are the numbers that they run through; all else is itself. */
function ranged(item: Node, issues: Issues): readonly Node[] {
  const read = item.kind === 'scalar' && typeof item.value === 'string' ? RANGE.exec(item.value) : null
  if (read === null) return [item]
  const [from, to] = [Number(read[1]), Number(read[2])]
  const step = Number(read[3] ?? 1)
  if (from > to || step === 0) {
    const wanted = 'expected the smaller number first and a step above 0, such as `1..8` or `2..16..2`'
    issues.add('E-FACTOR', item, '', `\`${read[0].trim()}\` runs nowhere, ${wanted}.`)
    return []
  }
  // A hair more, lest 0.5..0.8..0.1 end at 0.7.
  const count = Math.floor((to - from) / step + 1e-9) + 1
  if (count > MOST_VALUES) {
    issues.add(
      'E-GRID-SIZE',
      item,
      '',
      `\`${read[0].trim()}\` has ${count} values, the limit is ${MOST_VALUES}.`,
    )
    return []
  }
  const decimals = Math.max(...read.slice(1).map((text) => text?.split('.')[1]?.length ?? 0))
  return Array.from({ length: count }, (_, i) => scalar(Number((from + i * step).toFixed(decimals)), item))
}
