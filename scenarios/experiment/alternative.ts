/** A document with other values, and the world that it makes. */
import type { World } from '../../sim/model/index.ts'
import { assign, parsePath } from '../document/path.ts'
import { type MapNode, type Source, scalar } from '../document/tree.ts'
import { collectIssues, type Issues } from '../issues.ts'
import type { Assignment, Issue } from '../types.ts'
import type { Made } from '../world/build.ts'

export type Make = (tree: MapNode, issues: Issues) => Made

/** Checked like the file; the first error if that is no valid scenario. */
export function worldWith(document: MapNode, values: readonly Assignment[], make: Make): World | Issue {
  const own = collectIssues()
  const { offset } = document
  // As values of a factor, so that references to what they take away are notes.
  const source: Source = { ...document.source, kind: 'factor' }
  const patched = values.reduce((tree, { path, value }) => {
    const steps = parsePath(path)
    const next = 'refusal' in steps ? steps : assign(tree, steps, scalar(value, { source, offset }))
    if (!('refusal' in next)) return next
    own.add('E-PATH', document, path, next.refusal)
    return tree
  }, document)
  const { world } = make(patched, own)
  return own.list.find(({ severity }) => severity === 'error') ?? world
}

export function isIssue(made: World | Issue): made is Issue {
  return 'severity' in made
}
