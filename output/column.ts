/** What a table is made of: columns with a name, a kind of cell and where the value comes from. */
import type { Seconds } from '../sim/units.ts'

/** Which variant and replication a record belongs to; the model itself knows neither. */
export interface Origin {
  readonly variant: string
  readonly replication: number
}

export type Cell = string | number | boolean | undefined

/**
 * How a cell is printed: `time` is an instant in virtual seconds, `day` a night in days since 1970-01-01,
 * `flag` 1 or 0, `value` a number or a text.
 */
export type Kind = 'text' | 'number' | 'flag' | 'time' | 'day' | 'value'

export interface Column<R> {
  readonly name: string
  readonly kind: Kind
  value(record: R, at: Origin): Cell
}

/** One CSV file: one row per record. */
export interface Table<R> {
  readonly file: string
  readonly columns: readonly Column<R>[]
}

/** Fields of R that hold a T; columns named like their field need no accessor. */
export type FieldOf<R, T> = {
  [K in keyof R]-?: R[K] extends T | undefined ? K : never
}[keyof R] &
  string

type Reader<R, T> = (record: R, at: Origin) => T | undefined

/** Makes columns of one record type; without an accessor the column reads the field of its own name. */
export interface ColumnMaker<R> {
  text(name: FieldOf<R, string>): Column<R>
  text(name: string, read: Reader<R, string>): Column<R>
  number(name: FieldOf<R, number>): Column<R>
  number(name: string, read: Reader<R, number>): Column<R>
  flag(name: FieldOf<R, boolean>): Column<R>
  time(name: FieldOf<R, Seconds>): Column<R>
  day(name: FieldOf<R, number>): Column<R>
  value(name: string, read: Reader<R, string | number>): Column<R>
  /** Part of the contract, filled by a later release. */
  empty(name: string): Column<R>
  /** `variant,replication`, which open every table of a run. */
  origin(): readonly Column<R>[]
}

export function columnsOf<R>(): ColumnMaker<R> {
  const make = (kind: Kind) => (name: string, read?: Reader<R, string | number>) => ({
    name,
    kind,
    value: read ?? ((record: R) => (record as Record<string, Cell>)[name]),
  })
  const text = make('text')
  return {
    text,
    number: make('number'),
    flag: make('flag'),
    time: make('time'),
    day: make('day'),
    value: make('value'),
    empty: (name) => text(name, () => undefined),
    origin: () => [
      text('variant', (_, at) => at.variant),
      make('number')('replication', (_, at) => at.replication),
    ],
  }
}
