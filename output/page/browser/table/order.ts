/** Names in the order in which people count them. */

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

/** Below 0 if `a` comes first: `vm-2` before `vm-10`. */
export function inOrder(a: string, b: string): number {
  return collator.compare(a, b)
}
