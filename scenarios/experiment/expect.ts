/** `expect` of a file: conditions, each with its place. */
import type { Condition } from '../../sim/experiment/index.ts'
import { type MapNode, type Node, plain } from '../document/tree.ts'
import { didYouMean, type Issues } from '../issues.ts'
import { globOf } from '../names/catalog.ts'
import { typeName } from '../quantities/quantity.ts'
import { EXPECT } from '../schema/experiment.ts'
import { readMap } from '../schema/shape.ts'
import { conditionOf, contradiction, EXAMPLES, parseCondition } from './conditions.ts'

/** `variants`: their names if they are known; an expectation that is about none of them would never be tested. */
export function readExpect(
  document: MapNode,
  variants: readonly string[] | undefined,
  issues: Issues,
): readonly Condition[] {
  const node = document.entries.get('expect')?.value
  if (node === undefined || (node.kind === 'scalar' && node.value === null)) return []
  if (node.kind !== 'list') {
    const says = '`expect` is a list of expectations such as `- failureRate <= 1 %`.'
    issues.add('E-VALUE', node, 'expect', says)
    return []
  }
  const conditions = node.items.flatMap((item, i) => readOne(item, `expect[${i}]`, variants, issues))
  refuseContradiction(conditions, node, issues)
  return conditions
}

function readOne(
  item: Node,
  path: string,
  variants: readonly string[] | undefined,
  issues: Issues,
): readonly Condition[] {
  if (item.kind === 'map') return readMapForm(item, path, variants, issues)
  if (item.kind !== 'scalar' || typeof item.value !== 'string') {
    const says = `Found ${typeName(plain(item))}, expected a comparison such as ${EXAMPLES}, or \`${EXPECT.example}\`.`
    issues.add('E-EXPECT', item, path, says)
    return []
  }
  const stated = parseCondition(item.value)
  if (!('refusal' in stated)) return [stated]
  issues.add('E-EXPECT', item, path, stated.refusal)
  return []
}

function readMapForm(
  item: MapNode,
  path: string,
  variants: readonly string[] | undefined,
  issues: Issues,
): readonly Condition[] {
  const { metric, op, variant, confidence } = readMap(EXPECT, item, path, issues)?.data ?? {}
  const written = item.entries.get('value')?.value
  if (metric === undefined || op === undefined || written === undefined) return []
  const value = plain(written)
  if (variant !== undefined && variants !== undefined && !variants.some((name) => isMeant(variant, name))) {
    const says = `There is no variant \`${variant}\`.${didYouMean(variant, variants)}`
    issues.add('E-REFERENCE', item.entries.get('variant')?.value ?? item, `${path}.variant`, says)
    return []
  }
  const text = `${metric} ${op} ${String(value)}`
  const stated = conditionOf(metric, op, value, text)
  if ('refusal' in stated) {
    issues.add('E-EXPECT', item, path, stated.refusal)
    return []
  }
  return [
    {
      ...stated,
      ...(variant === undefined ? {} : { variant }),
      ...(confidence === undefined ? {} : { confidence }),
    },
  ]
}

function refuseContradiction(conditions: readonly Condition[], at: Node, issues: Issues): void {
  const pair = contradiction(conditions)
  if (pair === undefined) return
  issues.add('E-EXPECT', at, 'expect', `\`${pair[0].text}\` and \`${pair[1].text}\` cannot both hold.`)
}

function isMeant(variant: string, name: string): boolean {
  return name === variant || globOf(variant).test(name)
}
