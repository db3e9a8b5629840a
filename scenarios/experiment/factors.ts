/** Factors and named variants: paths that lead somewhere, values that are there. */
import { assign, parsePath, type Refusal } from '../document/path.ts'
import { child, type MapNode, type Node, type Plain, plain, type Source } from '../document/tree.ts'
import type { Issues } from '../issues.ts'
import { typeName } from '../quantities/quantity.ts'
import { type ExperimentIn, FACTOR, VARIANT } from '../schema/experiment.ts'
import type { Entry } from '../schema/shape.ts'
import { readList } from '../world/scope.ts'

/** A factor with more values than this is a slip of the pen. */
export const MOST_VALUES = 1_000_000

export interface Factor {
  readonly name: string
  readonly steps: readonly string[]
  readonly values: readonly Node[]
  readonly at: Node
  readonly path: string
}

/** A node of the experiment as a value of a patch: marked, so that dropped references are notes. */
function varied(node: Node): Node {
  const source: Source = { ...node.source, kind: 'factor' }
  if (node.kind === 'scalar') return { ...node, source }
  if (node.kind === 'list') return { ...node, source, items: node.items.map(varied) }
  const entries = new Map(
    [...node.entries].map(([key, pair]) => [key, { ...pair, source, value: varied(pair.value) }]),
  )
  return { ...node, source, entries }
}

export function factorsOf(entry: Entry<ExperimentIn>, document: MapNode, issues: Issues): readonly Factor[] {
  const node = entry.node.entries.get('factors')?.value
  if (node === undefined) return []
  const factors = readList(FACTOR, node, 'experiment.factors', issues).flatMap(
    ({ data, node: at, path }): readonly Factor[] => {
      const steps = stepsOf(data.path, at, `${path}.path`, 'path', document, issues)
      const values = valuesOf(at.entries.get('values')?.value, `${path}.values`, issues)
      if (steps === undefined || values.length === 0) return []
      return [{ name: data.name ?? data.path ?? '', steps, values, at, path }]
    },
  )
  const names = factors.map(({ name }) => name)
  const targets = factors.map(({ steps }) => JSON.stringify(steps))
  factors.forEach(({ name, at, path }, i) => {
    if (names.indexOf(name) < i)
      issues.add('E-DUPLICATE-NAME', at, path, `A second factor is named \`${name}\`.`)
    else if (targets.indexOf(targets[i]!) < i)
      issues.add('E-DUPLICATE-NAME', at, path, `The factor \`${name}\` sets what another one sets.`)
  })
  return factors
}

/** A factor would undo what a variant sets: the crossed points would differ in name only. */
export function refuseUndone(named: readonly Named[], factors: readonly Factor[], issues: Issues): void {
  for (const { name, steps, at, path } of factors) {
    const undone = named.find(({ sets }) => sets.some((own) => steps.every((step, i) => own[i] === step)))
    if (undone === undefined) continue
    const message = `The factor \`${name}\` sets what the variant \`${undone.name}\` sets, with which it is crossed; keep one of them.`
    issues.add('E-EXCLUSIVE', at, path, message)
  }
}

/** The steps of a path that leads somewhere; checked with a value that changes nothing. */
function stepsOf(
  text: string | undefined,
  at: MapNode,
  path: string,
  key: string,
  document: MapNode,
  issues: Issues,
): readonly string[] | undefined {
  if (text === undefined) return undefined
  const place = at.entries.get(key)?.value ?? at
  const steps = parsePath(text)
  if ('refusal' in steps) {
    issues.add('E-PATH', place, path, steps.refusal)
    return undefined
  }
  const tried = assign(document, steps, firstOf(child(at, 'values')) ?? place)
  if (!('refusal' in tried)) return steps
  issues.add('E-PATH', place, path, tried.refusal)
  return undefined
}

/** What a factor sets first, as an example. */
function firstOf(values: Node | undefined): Node | undefined {
  return values?.kind === 'list' ? values.items[0] : child(values, 'from')
}

/** Two points of one name could not be told apart. */
function refuseTwins(items: readonly Node[], path: string, issues: Issues): void {
  const texts = items.map((item) => JSON.stringify(plain(item)))
  items.forEach((item, i) => {
    if (texts.indexOf(texts[i]!) === i) return
    issues.add(
      'E-DUPLICATE-NAME',
      item,
      `${path}[${i}]`,
      `The value ${typeName(plain(item))} is given twice.`,
    )
  })
}

function valuesOf(node: Node | undefined, path: string, issues: Issues): readonly Node[] {
  if (node === undefined) return []
  if (node.kind === 'list' && node.items.length > 0) {
    refuseTwins(node.items, path, issues)
    return node.items.map(varied)
  }
  const value = plain(node) as { readonly from?: Plain; readonly to?: Plain } | null
  const { from, to } = node.kind === 'map' ? (value ?? {}) : {}
  const keys = node.kind === 'map' ? [...node.entries.keys()].sort().join() : ''
  if (
    keys === 'from,to' &&
    Number.isInteger(from) &&
    Number.isInteger(to) &&
    (from as number) <= (to as number) &&
    (to as number) - (from as number) < MOST_VALUES
  ) {
    const { source, offset } = varied(node)
    return Array.from({ length: (to as number) - (from as number) + 1 }, (_, i) => ({
      kind: 'scalar',
      value: (from as number) + i,
      source,
      offset,
    }))
  }
  issues.add(
    'E-VALUE',
    node,
    path,
    `Found ${typeName(plain(node))}, expected values such as \`[1, 2, 4]\`, or whole numbers such as \`{ from: 1, to: 8 }\`.`,
  )
  return []
}

export interface Named {
  readonly name: string
  readonly document: MapNode
  /** The paths that it sets, as steps. */
  readonly sets: readonly (readonly string[])[]
  readonly at: Node
  readonly path: string
}

export function variantsOf(entry: Entry<ExperimentIn>, document: MapNode, issues: Issues): readonly Named[] {
  const node = entry.node.entries.get('variants')?.value
  if (node === undefined) return []
  const names = new Set<string>()
  return readList(VARIANT, node, 'experiment.variants', issues).flatMap(
    ({ data, node: at, path }): readonly Named[] => {
      if (data.name === undefined) return []
      if (names.has(data.name))
        issues.add('E-DUPLICATE-NAME', at, path, `A second variant is named \`${data.name}\`.`)
      names.add(data.name)
      const set = at.entries.get('set')?.value
      const patched = patch(document, set, `${path}.set`, issues)
      return patched === undefined
        ? []
        : [{ name: data.name, document: patched, sets: setsOf(set), at, path }]
    },
  )
}

function setsOf(set: Node | undefined): readonly (readonly string[])[] {
  if (set?.kind !== 'map') return []
  return [...set.entries.keys()].flatMap((text) => {
    const steps = parsePath(text)
    return 'refusal' in steps ? [] : [steps]
  })
}

function patch(document: MapNode, set: Node | undefined, path: string, issues: Issues): MapNode | undefined {
  if (set === undefined) return document
  if (set.kind !== 'map') {
    issues.add(
      'E-VALUE',
      set,
      path,
      'Found no map, expected paths and values such as `{ "servers.gw.count": 4 }`.',
    )
    return undefined
  }
  let result: MapNode | undefined = document
  for (const [key, pair] of set.entries) {
    const steps = parsePath(key)
    const next: MapNode | Refusal =
      'refusal' in steps ? steps : assign(result ?? document, steps, varied(pair.value))
    if ('refusal' in next) {
      issues.add('E-PATH', pair, `${path}["${key}"]`, next.refusal)
      result = undefined
    } else if (result !== undefined) result = next
  }
  return result
}
