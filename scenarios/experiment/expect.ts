/** `expect` of a file: conditions, each with its place. */
import type { Condition } from '../../sim/experiment/index.ts'
import { type MapNode, type Node, plain } from '../document/tree.ts'
import { didYouMean, type Issues } from '../issues.ts'
import { typeName } from '../quantities/quantity.ts'
import { EXPECT } from '../schema/experiment.ts'
import { readMap } from '../schema/shape.ts'
import { appliesTo, conditionOf, contradiction, EXAMPLES, parseCondition } from './conditions.ts'

interface Place {
  readonly item: Node
  readonly path: string
}

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
  const places = new Map<Condition, Place>()
  node.items.forEach((item, i) => {
    const path = `expect[${i}]`
    for (const condition of readOne(item, path, variants, issues)) places.set(condition, { item, path })
  })
  refuseContradiction(places, issues)
  return [...places.keys()]
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
  if (isForNone(variant, variants)) {
    const says = `There is no variant \`${variant}\`.${didYouMean(variant!, variants!)}`
    issues.add('E-REFERENCE', item.entries.get('variant')!.value, `${path}.variant`, says)
    return []
  }
  if (confidence !== undefined && (op === '==' || op === '!=')) {
    const says = `A bound is on one side: \`confidence\` goes with \`<=\`, \`<\`, \`>=\` or \`>\`, not with \`${op}\`.`
    issues.add('E-EXCLUSIVE', item.entries.get('confidence')!.value, `${path}.confidence`, says)
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

function refuseContradiction(places: ReadonlyMap<Condition, Place>, issues: Issues): void {
  const pair = contradiction([...places.keys()])
  if (pair === undefined) return
  const { item, path } = places.get(pair[1])!
  issues.add('E-EXPECT', item, path, `\`${pair[0].text}\` and \`${pair[1].text}\` cannot both hold.`)
}

/** No variant at all: the experiment itself is wrong, and that has been said. */
function isForNone(variant: string | undefined, variants: readonly string[] = []): boolean {
  return (
    variants.length > 0 && !variants.some((name) => appliesTo(variant === undefined ? {} : { variant }, name))
  )
}
