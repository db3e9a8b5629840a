/**
 * RVTools vInfo: one machine per powered-on row that is no template. Its MB are 2^20 bytes under every title. Rows
 * that are odd are reported by line: errors where a figure is missing, warnings where something had to be assumed.
 */
import { columnKey, type Row, readNumber, readTable } from './csv.ts'

export interface InventoryMachine {
  readonly name: string
  readonly disks: number
  readonly size: number
  readonly used: number
}

export interface RowProblem {
  readonly code: string
  readonly line: number
  readonly column: string
  readonly message: string
}

export interface Inventory {
  readonly machines: readonly InventoryMachine[]
  readonly problems: readonly RowProblem[]
}

const MIB = 2 ** 20

interface Column {
  readonly titles: readonly string[]
  readonly shown: string
  /** What is taken where the column is missing; none: it is an error. */
  readonly assumed?: string
}

const COLUMNS = {
  name: { titles: ['vm', 'vm_id', 'vm_name', 'name'], shown: 'VM' },
  power: {
    titles: ['powerstate', 'power_state'],
    shown: 'Powerstate',
    assumed: 'all rows count as powered on',
  },
  template: { titles: ['template'], shown: 'Template', assumed: 'no row counts as a template' },
  disks: { titles: ['disks'], shown: 'Disks', assumed: 'every machine gets one disk' },
  size: { titles: ['provisioned_mib', 'provisioned_mb'], shown: 'Provisioned MiB' },
  used: { titles: ['in_use_mib', 'in_use_mb'], shown: 'In Use MiB' },
} as const satisfies Record<string, Column>

type ColumnName = keyof typeof COLUMNS

export function readInventory(text: string): Inventory {
  const table = readTable(text)
  if (table === undefined) {
    return {
      machines: [],
      problems: [problem('E-INVENTORY-COLUMN', 1, '', 'The inventory is empty; expected a header and rows.')],
    }
  }
  const problems: RowProblem[] = []
  const places = locate(table.header, problems)
  const reader = new RowReader(places, table.header.cells.length, problems)
  if (problems.some(({ code }) => code.startsWith('E'))) return { machines: [], problems }
  const machines = table.rows.map((row) => reader.machine(row)).filter((machine) => machine !== undefined)
  if (reader.off + reader.templates > 0) {
    const why = `${reader.off} not powered on, ${reader.templates} templates`
    problems.push(
      problem(
        'W-INVENTORY-LEFT-OUT',
        1,
        '',
        `${reader.off + reader.templates} of ${table.rows.length} rows are left out: ${why}.`,
      ),
    )
  }
  return { machines, problems }
}

function problem(code: string, line: number, column: string, message: string): RowProblem {
  return { code, line, column, message }
}

function locate(header: Row, problems: RowProblem[]): ReadonlyMap<ColumnName, number> {
  const keys = header.cells.map(columnKey)
  const places = new Map<ColumnName, number>()
  for (const [name, column] of Object.entries(COLUMNS) as [ColumnName, Column][]) {
    const at = column.titles.map((title) => keys.indexOf(title)).find((i) => i >= 0)
    if (at !== undefined) places.set(name, at)
    else if (column.assumed === undefined) {
      problems.push(
        problem(
          'E-INVENTORY-COLUMN',
          1,
          column.shown,
          `The column \`${column.shown}\` (or \`${column.titles.at(-1)}\`) is missing.`,
        ),
      )
    } else {
      problems.push(
        problem(
          'W-INVENTORY-COLUMN',
          1,
          column.shown,
          `The column \`${column.shown}\` is missing: ${column.assumed}.`,
        ),
      )
    }
  }
  return places
}

class RowReader {
  off = 0
  templates = 0
  readonly #names = new Map<string, number>()
  readonly #places: ReadonlyMap<ColumnName, number>
  readonly #width: number
  readonly #problems: RowProblem[]

  constructor(places: ReadonlyMap<ColumnName, number>, width: number, problems: RowProblem[]) {
    this.#places = places
    this.#width = width
    this.#problems = problems
  }

  machine(row: Row): InventoryMachine | undefined {
    if (row.cells.length !== this.#width) {
      this.#report('E', row, '', `The row has ${row.cells.length} cells, the header ${this.#width}.`)
      return undefined
    }
    const power = this.#cell(row, 'power')?.toLowerCase() ?? 'poweredon'
    const template = this.#cell(row, 'template')?.toLowerCase() ?? 'false'
    if (!['poweredon', 'poweredoff', 'suspended'].includes(power)) {
      this.#report(
        'E',
        row,
        'Powerstate',
        `Found \`${power}\`, expected \`poweredOn\`, \`poweredOff\` or \`suspended\`.`,
      )
      return undefined
    }
    if (!['true', 'false', '0', '1'].includes(template)) {
      this.#report('E', row, 'Template', `Found \`${template}\`, expected \`True\` or \`False\`.`)
      return undefined
    }
    const isTemplate = template === 'true' || template === '1'
    if (isTemplate) this.templates++
    else if (power !== 'poweredon') this.off++
    return isTemplate || power !== 'poweredon' ? undefined : this.#poweredOn(row)
  }

  #poweredOn(row: Row): InventoryMachine | undefined {
    const size = this.#number(row, 'size')
    const used = this.#number(row, 'used')
    const disks = this.#places.has('disks') ? this.#number(row, 'disks') : 1
    const name = this.#name(row)
    if (size === undefined || used === undefined || disks === undefined || name === undefined)
      return undefined
    if (size === 0 && used === 0) {
      this.#report('W', row, 'Provisioned MiB', `\`${name}\` has no data and is left out.`)
      return undefined
    }
    if (size === 0)
      this.#report(
        'W',
        row,
        'Provisioned MiB',
        `\`${name}\` has 0 provisioned but ${used} in use; its size is taken as ${used}.`,
      )
    if (disks === 0) this.#report('W', row, 'Disks', `\`${name}\` has 0 disks but data; one disk is assumed.`)
    if (!Number.isInteger(disks)) {
      this.#report('E', row, 'Disks', `Found \`${disks}\`, expected a whole number.`)
      return undefined
    }
    return { name, disks: Math.max(1, disks), size: (size === 0 ? used : size) * MIB, used: used * MIB }
  }

  #cell(row: Row, name: ColumnName): string | undefined {
    const at = this.#places.get(name)
    return at === undefined ? undefined : row.cells[at]
  }

  #number(row: Row, name: ColumnName): number | undefined {
    const cell = this.#cell(row, name) ?? ''
    const value = readNumber(cell)
    const found = cell === '' ? 'an empty cell' : `\`${cell}\``
    if (value === undefined)
      this.#report('E', row, COLUMNS[name].shown, `Found ${found}, expected a number such as \`1024\`.`)
    return value
  }

  /** Exports of several centres name machines twice; both are machines. */
  #name(row: Row): string | undefined {
    const name = this.#cell(row, 'name') ?? ''
    if (name === '') {
      this.#report('E', row, 'VM', 'Found an empty cell, expected the name of the machine.')
      return undefined
    }
    const seen = (this.#names.get(name) ?? 0) + 1
    this.#names.set(name, seen)
    if (seen === 1) return name
    this.#report(
      'W',
      row,
      'VM',
      `The name \`${name}\` occurs again; this machine is called \`${name} (${seen})\`.`,
    )
    return `${name} (${seen})`
  }

  #report(kind: 'E' | 'W', row: Row, column: string, message: string): void {
    this.#problems.push(problem(`${kind}-INVENTORY-ROW`, row.line, column, message))
  }
}
