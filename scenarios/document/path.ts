/** Paths of `--set`, factors and variants: `servers.gw.count`, `failures.0.every`, `servers["srv1.corp.local"].nic`. */
import { didYouMean, oneOf } from '../issues.ts'
import { type ListNode, type MapNode, type Node, nameOf, plain, withItem, withKey } from './tree.ts'

/** What is wrong with a path, as a sentence. */
export interface Refusal {
  readonly refusal: string
}

export function parsePath(text: string): readonly string[] | Refusal {
  const steps: string[] = []
  const step =
    /\s*(?:\.?\[\s*(?:"([^"]*)"|'([^']*)'|([^\]"']+?))\s*\]|\.?([^.[\]\s][^.[\]]*?))(?=\s*(?:[.[]|$))/y
  while (step.lastIndex < text.trimEnd().length) {
    const at = step.lastIndex
    const found = step.exec(text)
    if (found === null || (at === 0 && text[0] === '.')) {
      return { refusal: `\`${text}\` is not a path; expected steps with dots such as \`servers.gw.count\`.` }
    }
    steps.push(found[1] ?? found[2] ?? found[3] ?? found[4]!)
  }
  if (steps.length === 0) return { refusal: 'The path is empty; expected one such as `servers.gw.count`.' }
  return steps
}

/** The tree with the value at the path; all but the last step must exist. */
export function assign(tree: MapNode, steps: readonly string[], value: Node): MapNode | Refusal {
  const result = put(tree, steps, 0, value)
  return 'refusal' in result ? result : (result as MapNode)
}

function put(node: Node, steps: readonly string[], depth: number, value: Node): Node | Refusal {
  if (depth === steps.length) return value
  const step = steps[depth]!
  const last = depth === steps.length - 1
  if (node.kind === 'scalar') {
    return { refusal: `\`${spell(steps, depth)}\` is a single value, the path cannot lead through it.` }
  }
  if (node.kind === 'list') {
    if (isRoleList(node, steps, depth)) return put(roleMap(node), steps, depth, value)
    const index = indexOf(node, step)
    if (index === undefined) return { refusal: noEntry(node, steps, depth) }
    const inner = put(node.items[index]!, steps, depth + 1, value)
    return 'refusal' in inner ? inner : withItem(node, index, inner)
  }
  const under = node.entries.get(step)
  if (under === undefined && !last) {
    const hint = didYouMean(step, node.entries.keys()) || wholeMap(steps, depth, value)
    return {
      refusal: `The file has no \`${spell(steps, depth + 1)}\`; all but the last step of a path must exist.${hint}`,
    }
  }
  const inner = under === undefined ? value : put(under.value, steps, depth + 1, value)
  return 'refusal' in inner ? inner : withKey(node, step, inner)
}

/** Sections that are lists of entries, which no assignment of a map can make. */
const LISTS = ['sites', 'links', 'servers', 'datastores', 'repositories', 'throttles', 'jobs', 'failures']

/** How to set what is missing together with the value. */
function wholeMap(steps: readonly string[], depth: number, value: Node): string {
  if (depth === 0 && LISTS.includes(steps[0]!)) return ''
  const map = steps.slice(depth + 1).reduceRight((inner, step) => `{${step}: ${inner}}`, written(value))
  return ` Set the whole map, such as \`--set '${spell(steps, depth + 1)}=${map}'\`.`
}

function written(value: Node): string {
  return typeof plain(value) === 'string' ? String(plain(value)) : JSON.stringify(plain(value))
}

function indexOf(list: ListNode, step: string): number | undefined {
  const byName = list.items.findIndex((item) => nameOf(item) === step)
  if (byName >= 0) return byName
  const index = /^\d+$/.test(step) ? Number(step) : -1
  return index >= 0 && index < list.items.length ? index : undefined
}

function noEntry(list: ListNode, steps: readonly string[], depth: number): string {
  const step = steps[depth]!
  const names = list.items.map(nameOf).filter((name) => name !== undefined)
  const base = names.find((name) => step.startsWith(`${name}-`) && /^\d+$/.test(step.slice(name.length + 1)))
  const where = spell(steps, depth)
  if (base !== undefined) {
    return `\`${where}\` has no entry \`${step}\`: a path names the entry before \`count\`, so write \`${base}\`.`
  }
  const listed = names.length === 0 ? '' : ` There are ${oneOf(names, 'and')}.`
  return `\`${where}\` has no entry named \`${step}\` and no such index.${didYouMean(step, names)}${listed}`
}

/** A list of roles counts as a map with empty settings. */
function isRoleList(list: ListNode, steps: readonly string[], depth: number): boolean {
  return steps[0] === 'servers' && steps[depth - 1] === 'roles' && depth === 3 && list.items.every(isRole)
}

function isRole(item: Node): boolean {
  return item.kind === 'scalar' && typeof item.value === 'string'
}

function roleMap(list: ListNode): MapNode {
  const entries = new Map(
    list.items.map((item) => {
      const { source, offset } = item
      const empty: MapNode = { kind: 'map', entries: new Map(), source, offset }
      return [String(item.kind === 'scalar' ? item.value : ''), { source, offset, value: empty }]
    }),
  )
  return { kind: 'map', entries, source: list.source, offset: list.offset }
}

/** The first `count` steps (default all) as a path is written. */
export function spell(steps: readonly string[], count: number = steps.length): string {
  return steps
    .slice(0, count)
    .reduce((text, step) => text + (/^[^.[\]]+$/.test(step) ? `.${step}` : `["${step}"]`), '')
    .replace(/^\./, '')
}
