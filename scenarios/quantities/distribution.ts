/** `(dist)` values: a constant or a law, units inside each parameter. */
import type { Distribution } from '../../sim/kernel/index.ts'
import { didYouMean, oneOf } from '../issues.ts'
import { FORMS, type Form } from './laws.ts'
import { isRefused, PURE, type Quantity, type Refused, readQuantity, typeName } from './quantity.ts'

export interface RefusedAt extends Refused {
  /** Keys from the value to the place that is wrong. */
  readonly path: readonly (string | number)[]
}

type Map = Readonly<Record<string, unknown>>

export const LAWS: readonly string[] = [
  ...Object.keys(FORMS),
  ...['uniform', 'triangular', 'deterministic', 'choice', 'empirical', 'mixture'],
]

/** Reads a constant or a law; throws nothing, the first thing wrong is handed back. */
export function readDistribution(quantity: Quantity, value: unknown): Distribution | RefusedAt {
  try {
    return read(quantity, value, [])
  } catch (error) {
    if (error instanceof Wrong) return error.at
    throw error
  }
}

class Wrong extends Error {
  readonly at: RefusedAt
  constructor(at: RefusedAt) {
    super(at.says)
    this.at = at
  }
}

type Path = readonly (string | number)[]

function wrong(path: Path, says: string, code = 'E-DISTRIBUTION'): never {
  throw new Wrong({ code, says, path })
}

function constant(quantity: Quantity, value: unknown, path: Path): number {
  const read = readQuantity(quantity, value)
  return isRefused(read) ? wrong(path, read.says, read.code) : read
}

function read(quantity: Quantity, value: unknown, path: Path): Distribution {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return constant(quantity, value, path)
  const keys = Object.keys(value)
  const [law] = keys
  if (law === undefined || keys.length > 1) {
    wrong(
      path,
      `A distribution has exactly one law as in ${FORMS['exponential']![0]!.example}; found ${keys.length} keys.`,
    )
  }
  const inside = (value as Map)[law]
  const here = [...path, law]
  const forms = Object.hasOwn(FORMS, law) ? FORMS[law] : undefined
  if (forms !== undefined) return readForm(quantity, forms, law, inside, here)
  const list = Object.hasOwn(LISTS, law) ? LISTS[law] : undefined
  if (list !== undefined) return list(quantity, inside, here)
  if (law === 'deterministic') return constant(quantity, inside, here)
  return wrong(here, `\`${law}\` is no distribution; expected one of ${oneOf(LAWS)}.${didYouMean(law, LAWS)}`)
}

function readForm(
  quantity: Quantity,
  forms: readonly Form[],
  law: string,
  inside: unknown,
  path: Path,
): Distribution {
  const examples = forms.map((form) => `\`${form.example}\``).join(' or ')
  if (typeof inside !== 'object' || inside === null || Array.isArray(inside)) {
    wrong(path, `Found ${typeName(inside)}, expected the parameters of the law as in ${examples}.`)
  }
  const given = Object.keys(inside)
  const form = forms.find((candidate) => fits(candidate, given))
  if (form === undefined) {
    wrong(path, `Found the parameters ${oneOf(given, 'and') || 'none'} for ${law}, expected ${examples}.`)
  }
  const values: Record<string, number> = {}
  for (const key of given) {
    const unit = form.parameters[key] === 'n' ? PURE : quantity
    values[key] =
      key === 'mu'
        ? logarithm((inside as Map)[key], [...path, key])
        : constant(unit, (inside as Map)[key], [...path, key])
  }
  if (!form.holds(values))
    wrong(path, `The parameters of ${law} must obey ${form.rule}, as in \`${form.example}\`.`)
  return form.make(values)
}

/** mu is a logarithm of seconds, bytes, bytes per second or a share, and may be negative. */
function logarithm(value: unknown, path: Path): number {
  return typeof value === 'number' && Number.isFinite(value)
    ? value
    : wrong(path, `Found ${typeName(value)}, expected a number such as \`4.1\`.`)
}

function fits(form: Form, given: readonly string[]): boolean {
  const all = Object.entries(form.parameters)
  return (
    given.every((key) => Object.hasOwn(form.parameters, key)) &&
    all.every(([key, kind]) => kind === 'q?' || given.includes(key))
  )
}

type Reader = (quantity: Quantity, inside: unknown, path: Path) => Distribution

const LISTS: Readonly<Record<string, Reader>> = {
  uniform: (quantity, inside, path) => {
    const [low, high] = numbers(quantity, inside, path, 2, '{ uniform: [10 GiB, 50 GiB] }')
    if (low! > high!) wrong(path, 'A uniform law goes from low to high; the first bound is above the second.')
    return { kind: 'uniform', low: low!, high: high! }
  },
  triangular: (quantity, inside, path) => {
    const [min, mode, max] = numbers(quantity, inside, path, 3, '{ triangular: [1 %, 3 %, 10 %] }')
    if (!(min! <= mode! && mode! <= max!))
      wrong(path, 'A triangular law is [min, mode, max] in ascending order.')
    return { kind: 'triangular', min: min!, mode: mode!, max: max! }
  },
  empirical: (quantity, inside, path) => {
    const values = numbers(quantity, inside, path, undefined, '{ empirical: [20 GiB, 35 GiB, 80 GiB] }')
    // Ascending, so that a larger uniform means a larger value (common random numbers).
    return { kind: 'empirical', values: values.sort((a, b) => a - b) }
  },
  choice: (quantity, inside, path) => {
    const rows = weighted(
      inside,
      path,
      'value',
      '{ choice: [{ value: 1 TB, weight: 1 }, { value: 2 TB, weight: 3 }] }',
    )
    const values = rows.map((row, i) => constant(quantity, row.content, [...path, i, 'value']))
    return { kind: 'choice', values, weights: rows.map((row) => row.weight) }
  },
  mixture: (quantity, inside, path) => {
    const rows = weighted(
      inside,
      path,
      'of',
      '{ mixture: [{ weight: 0.8, of: 5 min }, { weight: 0.2, of: { exponential: { mean: 1 h } } }] }',
    )
    return {
      kind: 'mixture',
      weights: rows.map((row) => row.weight),
      of: rows.map((row, i) => read(quantity, row.content, [...path, i, 'of'])),
    }
  },
}

function numbers(
  quantity: Quantity,
  inside: unknown,
  path: Path,
  count: number | undefined,
  example: string,
): number[] {
  if (!Array.isArray(inside) || inside.length === 0 || (count !== undefined && inside.length !== count)) {
    wrong(path, `Found ${typeName(inside)}, expected ${count ?? 'one or more'} values as in \`${example}\`.`)
  }
  return inside.map((item, i) => constant(quantity, item, [...path, i]))
}

function weighted(
  inside: unknown,
  path: Path,
  key: string,
  example: string,
): { weight: number; content: unknown }[] {
  if (!Array.isArray(inside) || inside.length === 0)
    wrong(path, `Found ${typeName(inside)}, expected \`${example}\`.`)
  const rows = inside.map((row: unknown, i) => {
    const keys = typeof row === 'object' && row !== null ? Object.keys(row).sort().join() : ''
    if (keys !== [key, 'weight'].sort().join())
      wrong([...path, i], `Each row has \`${key}\` and \`weight\`, as in \`${example}\`.`)
    return {
      weight: constant(PURE, (row as Map)['weight'], [...path, i, 'weight']),
      content: (row as Map)[key],
    }
  })
  if (!(rows.reduce((sum, row) => sum + row.weight, 0) > 0))
    wrong(path, 'At least one weight must be above 0.')
  return rows
}
