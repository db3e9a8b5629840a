/** `expect`: kept as data; only its shape is checked here, the metrics are known to those who evaluate it. */
import { type MapNode, plain } from '../document/tree.ts'
import type { Issues } from '../issues.ts'
import { typeName } from '../quantities/quantity.ts'
import { EXPECT } from '../schema/experiment.ts'
import { readMap } from '../schema/shape.ts'

const COMPARISON = /^[^<>=!]+(\([^()]*\))?\s*(<=|>=|==|!=|<|>)\s*[^<>=!]+$/
const EXAMPLE = 'failureRate <= 1 %'

export function checkExpect(document: MapNode, issues: Issues): void {
  const node = document.entries.get('expect')?.value
  if (node === undefined || (node.kind === 'scalar' && node.value === null)) return
  if (node.kind !== 'list') {
    issues.add('E-VALUE', node, 'expect', `\`expect\` is a list of expectations such as \`- ${EXAMPLE}\`.`)
    return
  }
  node.items.forEach((item, i) => {
    const path = `expect[${i}]`
    if (item.kind === 'map') readMap(EXPECT, item, path, issues)
    else if (item.kind !== 'scalar' || typeof item.value !== 'string' || !isComparison(item.value)) {
      issues.add(
        'E-EXPECT',
        item,
        path,
        `Found ${typeName(plain(item))}, expected a comparison such as \`${EXAMPLE}\`, or \`${EXPECT.example}\`.`,
      )
    }
  })
}

/** `p95(x) <= 8 h`; `share(x > 8 h) <= 5 %` compares inside its brackets too. */
function isComparison(text: string): boolean {
  return COMPARISON.test(text.replace(/^(\s*share)\([^()]*\)/, '$1(x)'))
}
