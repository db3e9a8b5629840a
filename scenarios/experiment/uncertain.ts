/** Ranges of inputs that nobody knows exactly: ends that are valid scenarios, values in between. */
import { assign, parsePath } from '../document/path.ts'
import { type MapNode, type Node, plain, type ScalarNode } from '../document/tree.ts'
import type { Issues } from '../issues.ts'
import {
  DURATION,
  FREQUENCY,
  isRefused,
  PURE,
  type Quantity,
  RATE,
  readQuantity,
  SHARE,
  SIZE,
  typeName,
} from '../quantities/quantity.ts'
import type { Entry } from '../schema/shape.ts'
import { UNCERTAIN, type UncertainIn } from '../schema/uncertain.ts'
import type { UncertainInput } from '../types.ts'
import { readEntries } from '../world/scope.ts'
import { isIssue, type Make, worldWith } from './alternative.ts'

/** Bare numbers first: a share may be written as one. */
const QUANTITIES: readonly Quantity[] = [PURE, SHARE, DURATION, SIZE, RATE, FREQUENCY]
/** Sections that say nothing about the world. */
const OUTSIDE = ['name', 'description', 'seed', 'uncertain', 'experiment', 'expect']
const EXAMPLE = '`[2 %, 8 %]` or `[500 Mbit/s, 2 Gbit/s]`'

/** `base` is the document of the first variant; undefined where it is wrong already, and ends cannot be tried. */
export function readUncertain(
  document: MapNode,
  base: MapNode | undefined,
  make: Make,
  issues: Issues,
): readonly UncertainInput[] {
  const entries = readEntries(UNCERTAIN, document, 'uncertain', issues)
  refuseTwins(entries, issues)
  return entries.flatMap((entry) => {
    const input = leads(entry, base ?? document, issues) ? inputOf(entry, base, make, issues) : undefined
    return input === undefined ? [] : [input]
  })
}

/** The same key twice: `a.b` and `a["b"]` are one. */
function refuseTwins(entries: readonly Entry<UncertainIn>[], issues: Issues): void {
  const targets = entries.map(({ data }) => JSON.stringify(parsePath(data.path ?? '')))
  entries.forEach(({ node, path, data }, i) => {
    if (data.path === undefined || targets.indexOf(targets[i]!) === i) return
    issues.add('E-DUPLICATE-NAME', node, path, `A second range is given for \`${data.path}\`.`)
  })
}

/** Does the path lead to something that can be set? */
function leads({ node, path, data }: Entry<UncertainIn>, document: MapNode, issues: Issues): boolean {
  if (data.path === undefined) return false
  const at = node.entries.get('path')!.value
  const steps = parsePath(data.path)
  const tried = 'refusal' in steps ? steps : assign(document, steps, at)
  const refusal =
    'refusal' in tried
      ? tried.refusal
      : OUTSIDE.includes((steps as readonly string[])[0]!)
        ? `\`${data.path}\` is no part of the world that is simulated: a range there would change nothing.`
        : undefined
  if (refusal !== undefined) issues.add('E-PATH', at, `${path}.path`, refusal)
  return refusal === undefined
}

interface Range {
  readonly ends: Ends
  readonly quantity: Quantity
  /** In SI units, ascending. */
  readonly low: number
  readonly high: number
}

function inputOf(
  entry: Entry<UncertainIn>,
  base: MapNode | undefined,
  make: Make,
  issues: Issues,
): UncertainInput | undefined {
  const path = entry.data.path!
  const valid: Valid = (value) => {
    if (base === undefined) return undefined
    const made = worldWith(base, [{ path, value }], make)
    return isIssue(made) ? `${made.path}: ${made.message} [${made.code}]` : undefined
  }
  const range = rangeOf(entry, valid, issues)
  if (range === undefined) return undefined
  const { ends, low, high } = range
  const [from, to] = [ends[0].value, ends[1].value]
  const isWhole = Number.isInteger(from) && Number.isInteger(to) && valid(low + 0.5) !== undefined
  const shareAt = (share: number): number =>
    isWhole ? (Math.round(low + share * (high - low)) - low) / (high - low) : share
  return {
    path,
    low: String(from),
    high: String(to),
    shareAt,
    valueAt: (share) => (share === 0 ? from : share === 1 ? to : written(range, shareAt(share))),
  }
}

type Valid = (value: string | number) => string | undefined

/** Two ends that are valid and in order; everything else is said. */
function rangeOf(entry: Entry<UncertainIn>, valid: Valid, issues: Issues): Range | undefined {
  const list = entry.node.entries.get('range')?.value
  if (list === undefined) return undefined
  const at = `${entry.path}.range`
  const ends = endsOf(list)
  if (ends === undefined) {
    const message = `Found ${typeName(plain(list))}, expected the smallest and the largest value, such as ${EXAMPLE}.`
    issues.add('E-VALUE', list, at, message)
    return undefined
  }
  const quantity = QUANTITIES.find((it) => ends.every(({ value }) => !isRefused(readQuantity(it, value))))
  const [low, high] = quantity === undefined ? [NaN, NaN] : amountsOf(quantity, ends)
  if (low >= high) {
    issues.add('E-RANGE', list, at, disorder(ends, low === high))
    return undefined
  }
  if (!areValid(ends, entry, valid, issues)) return undefined
  if (quantity !== undefined) return { ends, quantity, low, high }
  const shown = ends.map(({ value }) => `\`${value}\``).join(' and ')
  issues.add('E-VALUE', list, at, `${shown} are no range, expected two of a kind such as ${EXAMPLE}.`)
  return undefined
}

/** With each end the whole scenario is checked, as if it stood in the file. */
function areValid(ends: Ends, { path, data }: Entry<UncertainIn>, valid: Valid, issues: Issues): boolean {
  const why = ends.map(({ value }) => valid(value))
  ends.forEach((end, i) => {
    if (why[i] === undefined) return
    const message = `With \`${data.path}\` at \`${end.value}\` this is no valid scenario: ${why[i]}`
    issues.add('E-UNCERTAIN', end, `${path}.range[${i}]`, message)
  })
  return why.every((it) => it === undefined)
}

type End = ScalarNode & { readonly value: string | number }

type Ends = readonly [End, End]

function endsOf(list: Node): Ends | undefined {
  const items = list.kind === 'list' ? list.items : []
  return items.length === 2 && items.every(isEnd) ? (items as unknown as Ends) : undefined
}

function isEnd(node: Node): node is End {
  return node.kind === 'scalar' && (typeof node.value === 'string' || typeof node.value === 'number')
}

function amountsOf(quantity: Quantity, [from, to]: Ends): readonly [number, number] {
  return [readQuantity(quantity, from.value) as number, readQuantity(quantity, to.value) as number]
}

function disorder([from, to]: Ends, equal: boolean): string {
  if (equal)
    return `Both ends are \`${from.value}\`: nothing is uncertain. Widen the range or remove the entry.`
  return `The range falls from \`${from.value}\` to \`${to.value}\`; write the smaller end first: \`[${to.value}, ${from.value}]\`.`
}

/** Six digits are plenty for a guess, and can be read in the name of a variant. */
const DIGITS = 6

/** The value as it would be written. */
function written({ ends, quantity, low, high }: Range, share: number): string | number {
  const amount = low + share * (high - low)
  const unit = ends.map(({ value }) => unitOf(quantity, value)).find((it) => it !== undefined)
  const number = Number((amount / (unit === undefined ? 1 : quantity.units[unit]!)).toPrecision(DIGITS))
  return unit === undefined ? number : `${number} ${unit}`
}

/** Of `1 h 30 min` the last one; a bare number has none. */
function unitOf({ units }: Quantity, value: unknown): string | undefined {
  const unit = /([^\d\s.]+)\s*$/.exec(String(value))?.[1]
  return unit !== undefined && Object.hasOwn(units, unit) ? unit : undefined
}
