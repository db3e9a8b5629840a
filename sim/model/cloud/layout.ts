/**
 * The layout that the graph of tenants and cloud gateways really is (docs/model.md 4a): per connected part one-to-one,
 * many-to-one, one-to-many or many-to-many.
 */
import type { Cloud } from '../input/index.ts'

export interface Layout {
  /** Of the whole: `many-to-many`, `4 x many-to-one`, or `mixed`. */
  readonly name: string
  /** Of the part that each tenant belongs to, by its name. */
  readonly ofTenant: ReadonlyMap<string, string>
  /** Gateways that some tenant may use. */
  readonly gateways: number
  readonly tenants: number
}

interface Size {
  tenants: number
  gateways: number
}

export function layoutOf({ tenants }: Pick<Cloud, 'tenants'>): Layout {
  const parts = new Parts()
  for (const { name, gateways } of tenants) {
    for (const gateway of gateways) parts.join(`tenant ${name}`, `gateway ${gateway}`)
  }
  const sizes = new Map<string, Size>()
  const sizeOf = (node: string): Size => {
    const root = parts.rootOf(node)
    const size = sizes.get(root) ?? { tenants: 0, gateways: 0 }
    sizes.set(root, size)
    return size
  }
  const gateways = new Set(tenants.flatMap((tenant) => tenant.gateways))
  for (const { name } of tenants) sizeOf(`tenant ${name}`).tenants++
  for (const gateway of gateways) sizeOf(`gateway ${gateway}`).gateways++
  return {
    name: wholeOf([...sizes.values()].map(shapeOf)),
    ofTenant: new Map(tenants.map(({ name }) => [name, shapeOf(sizeOf(`tenant ${name}`))])),
    gateways: gateways.size,
    tenants: tenants.length,
  }
}

/** The document's words; "one-to-one" is ours. */
function shapeOf({ tenants, gateways }: Size): string {
  if (gateways <= 1) return tenants === 1 ? 'one-to-one' : 'many-to-one'
  return tenants === 1 ? 'one-to-many' : 'many-to-many'
}

function wholeOf(shapes: readonly string[]): string {
  const [first] = shapes
  if (first === undefined) return 'none'
  if (shapes.some((shape) => shape !== first)) return 'mixed'
  return shapes.length === 1 ? first : `${shapes.length} x ${first}`
}

/** Disjoint sets with path halving. */
class Parts {
  private readonly parent = new Map<string, string>()

  rootOf(node: string): string {
    let here = node
    for (;;) {
      const above = this.parent.get(here)
      if (above === undefined) return here
      const next = this.parent.get(above)
      if (next === undefined) return above
      this.parent.set(here, next)
      here = next
    }
  }

  join(a: string, b: string): void {
    const [x, y] = [this.rootOf(a), this.rootOf(b)]
    if (x !== y) this.parent.set(x, y)
  }
}
