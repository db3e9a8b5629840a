/** From a file name to a scenario, or to everything that is wrong with it. */

import { withEmpirical } from './document/empirical.ts'
import { canonical, fingerprint } from './document/hash.ts'
import { readDocument } from './document/merge.ts'
import { parseTree, sourceAt } from './document/parse.ts'
import { assign, parsePath } from './document/path.ts'
import { basename, dirname } from './document/paths.ts'
import { type Library, openLibrary } from './document/read.ts'
import { type MapNode, type Plain, plain } from './document/tree.ts'
import { type Make, worldWith } from './experiment/alternative.ts'
import { withConstraints, withFactors } from './experiment/asked.ts'
import { readExpect } from './experiment/expect.ts'
import type { Point } from './experiment/grid.ts'
import { improvementsOf } from './experiment/improvements.ts'
import { type Experiment, readExperiment } from './experiment/read.ts'
import { readUncertain } from './experiment/uncertain.ts'
import { collectIssues, type Issues, inReadingOrder } from './issues.ts'
import type { LoadOptions, LoadResult, Scenario, ScenarioSource, Variant } from './types.ts'
import { buildWorld, type Made } from './world/build.ts'
import type { Cache } from './world/scope.ts'

export function loadScenario(file: string, options: LoadOptions): LoadResult {
  const issues = collectIssues()
  const library = openLibrary(options.files, issues)
  const written = readDocument(file, library, issues)
  const document = written === undefined ? undefined : asked(written, file, options, issues)
  const scenario = document === undefined ? undefined : scenarioOf(file, document, library, options, issues)
  const ordered = inReadingOrder(issues.list, [...library.opened.keys()])
  // Warnings are about a world; with an error there is none yet, only what would stand in for its wrong values.
  const errors = ordered.filter(({ severity }) => severity === 'error')
  if (errors.length > 0 || scenario === undefined) return { ok: false, issues: errors }
  return { ok: true, scenario: { ...scenario, warnings: ordered } }
}

/** The document with everything that the options ask for. */
function asked(written: MapNode, file: string, options: LoadOptions, issues: Issues): MapNode {
  const { set = [], factors = [], factorOption = '--factor', constraints = [] } = options
  const assigned = withAssignments(written, file, set, issues)
  return withConstraints(withFactors(assigned, factors, factorOption, file, issues), constraints, file)
}

/** `--set`: later assignments win; the line of an issue is the number of the assignment. */
function withAssignments(
  document: MapNode,
  file: string,
  assignments: readonly string[],
  issues: Issues,
): MapNode {
  return assignments.reduce((tree, assignment, i) => {
    const equals = assignment.indexOf('=')
    const path = equals < 0 ? assignment : assignment.slice(0, equals)
    const at = { file: '--set', line: i + 1, column: 1 }
    if (equals < 0) {
      issues.add(
        'E-SET',
        at,
        '',
        `\`${assignment}\` is no assignment, expected \`path=value\` such as \`servers.gw.count=4\`.`,
      )
      return tree
    }
    if (path === 'extends') {
      issues.add(
        'E-SET',
        at,
        path,
        'The base of a file is read before values are set: `extends` stands in the file.',
      )
      return tree
    }
    const steps = parsePath(path)
    const origin = { file: '--set', folder: dirname(file), kind: 'set' } as const
    const value = parseTree(assignment.slice(equals + 1), origin, issues, sourceAt(origin, i + 1, equals + 1))
    const next = 'refusal' in steps || value === undefined ? steps : assign(tree, steps, value)
    if ('refusal' in next) {
      issues.add('E-PATH', at, path, next.refusal)
      return tree
    }
    return 'kind' in next ? next : tree
  }, document)
}

function scenarioOf(
  file: string,
  document: MapNode,
  library: Library,
  options: LoadOptions,
  issues: Issues,
): Scenario | undefined {
  // What is read from here on is data: inventories, traces, columns.
  const documents = new Set(library.opened.keys())
  const cache: Cache = { inventories: new Map(), expanded: new WeakMap() }
  const make: Make = (tree, own) =>
    buildWorld(withEmpirical(tree, '', library, own, cache.expanded) as MapNode, {
      file,
      issues: own,
      library,
      cache,
    })
  const experiment = readExperiment(document, issues, options.mostPoints)
  const variants = experiment.isGrid
    ? gridOf(experiment, make, issues, options)
    : allOf(experiment, make, issues)
  const { top } = variants.top ?? make(document, issues)
  const base = variants.document ?? document
  const uncertain = readUncertain(document, issues.failed ? undefined : base, make, issues)
  // Of a sample not all variants are known by name, and the command line may ask for others than the file has.
  const others = [...(options.factors ?? []), ...(options.constraints ?? [])].length > 0
  const names = options.sample === true || others ? undefined : variants.list.map(({ name }) => name)
  const expect = readExpect(document, names, issues)
  const seed = options.seed === undefined ? (top.seed ?? 1) : seedOf(options.seed)
  const replications = options.replications ?? experiment.replications
  return {
    name: top.name ?? basename(file).replace(/\.(ya?ml|json)$/i, ''),
    description: top.description ?? '',
    file,
    source: sourceOf(file, options),
    hash: hashOf(
      document,
      seed,
      [...library.opened].filter(([name]) => !documents.has(name)),
    ),
    seed,
    replications: replications ?? 1,
    replicationsGiven: replications !== undefined,
    // A number on the command line is meant as it is.
    ...(experiment.stopping === undefined || options.replications !== undefined
      ? {}
      : { stopping: experiment.stopping }),
    confidence: experiment.confidence,
    points: experiment.size,
    variants: variants.list,
    warnings: [],
    expect,
    uncertain,
    worldWith: (values) => worldWith(base, values, make),
    improvements: () => improvementsOf(base, variants.list[0]!.world, make),
  }
}

function sourceOf(file: string, { set, factors, constraints, seed }: LoadOptions): ScenarioSource {
  return {
    file,
    ...(set?.length ? { set } : {}),
    ...(factors?.length ? { factors } : {}),
    ...(constraints?.length ? { constraints } : {}),
    ...(seed === undefined ? {} : { seed }),
  }
}

/** `--seed 7` and `seed: 7` are the same seed. */
function seedOf(text: string): number | string {
  return /^-?\d{1,15}$/.test(text) ? Number(text) : text
}

interface Variants {
  readonly list: readonly Variant[]
  /** Of the first one. */
  readonly top?: Made
  readonly document?: MapNode
}

function allOf({ points }: Experiment, make: Make, issues: Issues): Variants {
  const made = Array.from(points, (point) => ({ point, made: make(point.document, issues) }))
  const list = made.map(({ point, made: it }) => variantOf(point, it))
  const [first] = made
  return first === undefined ? { list } : { list, top: first.made, document: first.point.document }
}

function variantOf({ name, factors }: Point, { world, cost }: Made): Variant {
  return { name, world, factors, ...(cost === undefined ? {} : { cost }) }
}

/**
 * A point that is no valid scenario is reported and left out; only when none is left its errors are errors.
 * `most`: no more worlds than that are built.
 */
function gridOf(
  { points, size }: Experiment,
  make: Make,
  issues: Issues,
  { sample, built }: Pick<LoadOptions, 'sample' | 'built'>,
): Variants {
  const most = sample === true ? 1 : Infinity
  const list: Variant[] = []
  const failed: { readonly point: Point; readonly own: Issues }[] = []
  let first: { readonly top: Made; readonly document: MapNode } | undefined
  for (const point of points) {
    if (list.length === most) break
    const own = collectIssues()
    const made = make(point.document, own)
    if (own.failed) {
      failed.push({ point, own })
      continue
    }
    built?.(list.length + failed.length + 1, size)
    first ??= { top: made, document: point.document }
    list.push(variantOf(point, made))
    for (const issue of own.list) issues.add(issue.code, issue, issue.path, issue.message)
  }
  for (const { point, own } of failed) {
    if (list.length === 0)
      for (const issue of own.list) issues.add(issue.code, issue, issue.path, issue.message)
    else leaveOut(point, own, issues)
  }
  return { list, ...first }
}

function leaveOut({ name, at, path }: Point, own: Issues, issues: Issues): void {
  const errors = own.list.filter(({ severity }) => severity === 'error')
  const first = errors[0]!
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : ''
  const message = `The point \`${name}\` is no valid scenario and is left out: ${first.path}: ${first.message} [${first.code}]${more}`
  issues.add('W-POINT-LEFT-OUT', at, path, message)
}

/**
 * What the results of replications depend on: the document after extends, --set and --factor, the seed, and the texts
 * of the other files read. How many replications there are, what is made or expected of them, and what else might be true
 * is left out: more of them can be added to those of a finished study.
 */
function hashOf(
  document: MapNode,
  seed: number | string,
  others: readonly (readonly [string, string])[],
): string {
  const texts = others.map(([name, text]) => [basename(name), fingerprint(text)])
  return fingerprint(canonical({ document: { ...withoutCounts(plain(document)), seed }, texts }))
}

function withoutCounts(document: Plain): Readonly<Record<string, Plain>> {
  const {
    experiment,
    expect: _expect,
    uncertain: _uncertain,
    ...rest
  } = document as Readonly<Record<string, Plain>>
  if (experiment === undefined) return rest
  if (experiment === null || typeof experiment !== 'object' || Array.isArray(experiment))
    return { ...rest, experiment }
  const {
    replications: _replications,
    confidence: _confidence,
    ...grid
  } = experiment as Readonly<Record<string, Plain>>
  return Object.keys(grid).length === 0 ? rest : { ...rest, experiment: grid }
}
