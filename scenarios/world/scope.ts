/** What building a world needs to know besides the entry at hand. */
import type { WallClock } from '../../sim/calendar.ts'
import type { Library } from '../document/read.ts'
import type { MapNode, Node } from '../document/tree.ts'
import type { Inventory } from '../importers/inventory.ts'
import type { Issues } from '../issues.ts'
import type { Catalog } from '../names/catalog.ts'
import { nodeAt, pathAt } from '../names/places.ts'
import { resolveAll, resolveOne } from '../names/references.ts'
import { type Entry, readMap, type Shape } from '../schema/shape.ts'

/** Kept over all variants of one load: what was read once is not read again. */
export interface Cache {
  readonly inventories: Map<string, Inventory>
  readonly expanded: WeakMap<Node, Node>
}

export interface Catalogs {
  readonly sites: Catalog
  readonly links: Catalog
  readonly servers: Catalog
  readonly datastores: Catalog
  readonly repositories: Catalog
  /** Those of tenants too, as `tenant/job`; within a tenant its own first, by their bare names. */
  readonly jobs: Catalog
  readonly tenants: Catalog
  readonly pools: Catalog
}

export interface Scope {
  readonly issues: Issues
  readonly library: Library
  readonly cache: Cache
  readonly names: Catalogs
  readonly clock: WallClock
  readonly horizon: number
  readonly drain: boolean
  readonly version: number
  readonly objectStores: ReadonlySet<string>
  /** Servers that exist but may be named nowhere (`managed: false`). */
  readonly unmanaged: ReadonlySet<string>
  /** false: some roles could not be read, so that nobody can say which are missing. */
  readonly rolesRead: boolean
  /** Whose jobs are read; absent: the provider's own. */
  readonly tenant?: string
}

/** A thing of the world beside the entry it was made from, for what is checked later. */
export interface Built<T, In> {
  readonly value: T
  readonly entry: Entry<In>
}

/** Servers that a key names; unmanaged ones are refused. */
export function serversAt(
  scope: Scope,
  entry: Entry<unknown>,
  key: string,
  wanted: readonly string[],
): readonly string[] {
  const node = nodeAt(entry, key)
  const found = resolveAll(scope.names.servers, wanted, node, pathAt(entry, key), scope.issues)
  for (const name of found)
    if (scope.unmanaged.has(name)) refuseUnmanaged(scope, name, nodeAt(entry, key), pathAt(entry, key))
  return found
}

export function serverAt(
  scope: Scope,
  entry: Entry<unknown>,
  key: string,
  wanted: string | undefined,
): string | undefined {
  return wanted === undefined ? undefined : serverNamed(scope, wanted, nodeAt(entry, key), pathAt(entry, key))
}

export function serverNamed(scope: Scope, wanted: string, at: Node, path: string): string | undefined {
  const found = resolveOne(scope.names.servers, wanted, at, path, scope.issues)
  if (found !== undefined && scope.unmanaged.has(found)) refuseUnmanaged(scope, found, at, path)
  return found
}

function refuseUnmanaged(scope: Scope, name: string, at: Node, path: string): void {
  const message = `The server \`${name}\` is not managed and can serve nowhere; remove it here, or its \`managed: false\`.`
  scope.issues.add('E-UNMANAGED', at, path, message)
}

/** The site that a key names, or the fallback. */
export function siteAt(
  scope: Scope,
  entry: Entry<unknown>,
  wanted: string | undefined,
  fallback: string,
): string {
  if (wanted === undefined) return fallback
  return (
    resolveOne(scope.names.sites, wanted, nodeAt(entry, 'site'), pathAt(entry, 'site'), scope.issues) ??
    fallback
  )
}

/** The object without its undefined values: absent keys stay absent. */
export function present<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as never
}

/** The entries of a top-level list; what is no list or no map is reported. */
export function readEntries<T>(
  shape: Shape<T>,
  document: MapNode,
  key: string,
  issues: Issues,
): readonly Entry<T>[] {
  const node = document.entries.get(key)?.value
  return node === undefined ? [] : readList(shape, node, key, issues)
}

export function readList<T>(shape: Shape<T>, node: Node, path: string, issues: Issues): readonly Entry<T>[] {
  // A section whose entries are all commented out is an empty one.
  if (node.kind === 'scalar' && node.value === null) return []
  if (node.kind !== 'list') {
    issues.add(
      'E-VALUE',
      node,
      path,
      `\`${path}\` is a list of entries such as \`- ${shape.example}\`; found ${node.kind === 'map' ? 'a map' : 'a single value'}.`,
    )
    return []
  }
  return node.items
    .map((item, i) => readMap(shape, item, `${path}[${i}]`, issues))
    .filter((entry) => entry !== undefined)
}

/** Relative paths start from the folder of the file they are written in. */
export function folderOf(node: Node): string {
  return node.source.folder
}
