/** What a reference means: a name, the base name of a counted entry, or a glob; and what to say when it names nothing. */
import type { Node } from '../document/tree.ts'
import { didYouMean, type Issues } from '../issues.ts'
import { type Catalog, type Group, isNamedIn } from './catalog.ts'
import { globOf } from './glob.ts'

/** All that a list of references names, in the order of naming, each once. */
export function resolveAll(
  catalog: Catalog,
  wanted: readonly string[],
  node: Node,
  path: string,
  issues: Issues,
): readonly string[] {
  const found = new Set<string>()
  wanted.forEach((reference, i) => {
    const at = node.kind === 'list' ? (node.items[i] ?? node) : node
    const here = node.kind === 'list' ? `${path}[${i}]` : path
    for (const name of resolve(catalog, reference, at, here, issues)) found.add(name)
  })
  return [...found]
}

/** The one entry that a reference names. */
export function resolveOne(
  catalog: Catalog,
  reference: string,
  node: Node,
  path: string,
  issues: Issues,
): string | undefined {
  const before = issues.list.length
  const found = resolve(catalog, reference, node, path, issues)
  if (found.length === 1 || isBroken(catalog, reference)) return found[0]
  const missed = issues.list.slice(before).some((issue) => issue.severity === 'error')
  if (missed) return undefined
  const message =
    found.length === 0
      ? `\`${reference}\` names no ${catalog.what}: its \`count\` leaves none.`
      : `\`${reference}\` names ${found.length} entries, but one ${catalog.what} is expected, such as \`${found[0]}\`.`
  issues.add(found.length === 0 ? 'E-REFERENCE' : 'E-REFERENCE-MANY', node, path, message)
  return undefined
}

function resolve(
  catalog: Catalog,
  reference: string,
  at: Node,
  path: string,
  issues: Issues,
): readonly string[] {
  if (catalog.known.has(reference)) return [reference]
  if (isBroken(catalog, reference)) return []
  const group = catalog.groups.get(reference)
  if (group !== undefined) return group.names
  if (/[*?]/.test(reference)) return resolveGlob(catalog, reference, at, path, issues)
  const short = shortIn(catalog, reference)
  if (short !== undefined) {
    tooFew(catalog, reference, short, at, path, issues)
    return []
  }
  if (catalog.outer !== undefined && isOf(catalog.outer, reference))
    return resolve(catalog.outer, reference, at, path, issues)
  notFound(catalog, reference, at, path, issues)
  return []
}

function tooFew(
  { what }: Catalog,
  reference: string,
  { base, count: { value, varied } }: Shortage,
  at: Node,
  path: string,
  issues: Issues,
): void {
  const has = `\`${base}\` has \`count: ${value}\``
  if (varied) issues.add('W-REFERENCE-DROPPED', at, path, `\`${reference}\` is left out here: ${has}.`)
  else issues.add('E-REFERENCE', at, path, `No ${what} is named \`${reference}\`: ${has}.`)
}

function resolveGlob(
  catalog: Catalog,
  reference: string,
  at: Node,
  path: string,
  issues: Issues,
): readonly string[] {
  const pattern = globOf(reference)
  const found = catalog.names.filter((name) => pattern.test(name))
  if (found.length === 0 && catalog.outer !== undefined)
    return resolve(catalog.outer, reference, at, path, issues)
  // A counted entry of which none is left is still what the glob was written for.
  const emptied = [...catalog.groups].some(
    ([base, group]) => group.count?.value === 0 && pattern.test(`${base}-1`),
  )
  if (found.length === 0 && !emptied) {
    issues.add(
      'E-REFERENCE',
      at,
      path,
      `No ${catalog.what} matches \`${reference}\`.${didYouMean(reference.replace(/[*?]/g, ''), catalog.groups.keys())}`,
    )
  }
  return found
}

function notFound(catalog: Catalog, reference: string, at: Node, path: string, issues: Issues): void {
  const kind = catalog.kinds?.find((other) => other.what !== catalog.what && isNamedIn(other, reference))
  if (kind !== undefined) {
    const [first] = catalog.groups.keys()
    const such = first === undefined ? '' : `, such as \`${first}\``
    const message = `\`${reference}\` is a ${kind.what}; a ${catalog.what} is expected here${such}.`
    issues.add('E-REFERENCE', at, path, message)
    return
  }
  const candidates = [...catalog.groups.keys(), ...catalog.names]
  const listed = [...catalog.groups.keys()]
    .slice(0, 8)
    .map((name) => `\`${name}\``)
    .join(', ')
  const hint = didYouMean(reference, candidates) || (listed === '' ? '' : ` There are ${listed}.`)
  const none = `No ${catalog.what} is`
  const where =
    listed === '' ? `${none} defined, but \`${reference}\` is named here.` : `${none} named \`${reference}\`.`
  issues.add('E-REFERENCE', at, path, `${where}${hint}`)
}

function isBroken({ broken, owners }: Catalog, reference: string): boolean {
  if (broken.has(reference) || broken.has(/^(.*)-\d+$/.exec(reference)?.[1] ?? '')) return true
  return owners !== undefined && reference.includes('/') && isBroken(owners, ownerIn(reference))
}

/** Likelier of this catalog than a slip of the pen in a narrower one. */
function isOf(catalog: Catalog, reference: string): boolean {
  return isNamedIn(catalog, reference) || isBroken(catalog, reference) || reference.includes('/')
}

function ownerIn(reference: string): string {
  return reference.slice(0, reference.indexOf('/'))
}

/** The counted entry that a reference takes for longer than it is: itself, or its owner. */
function shortIn(catalog: Catalog, reference: string): Shortage | undefined {
  const numbered = /^(.*)-(\d+)$/.exec(reference)
  const base = numbered === null ? undefined : catalog.groups.get(numbered[1]!)
  if (numbered !== null && base?.count !== undefined && Number(numbered[2]) >= 1)
    return { base: numbered[1]!, count: base.count }
  const { owners } = catalog
  return owners !== undefined && reference.includes('/') ? shortIn(owners, ownerIn(reference)) : undefined
}

interface Shortage {
  readonly base: string
  readonly count: NonNullable<Group['count']>
}
