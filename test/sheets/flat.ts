/** Cells of a flat OpenDocument spreadsheet, with the types that Calc gave them. */

export interface FlatCell {
  /** OpenDocument's word: `float`, `percentage`, `date`, `time`, `boolean`, `currency`, `string`. */
  readonly type: string
  /** Of a number or date as it is stored; of a text, the text. */
  readonly value: string
  readonly formula: string | undefined
}

export interface FlatSheet {
  readonly name: string
  /** Empty cells are undefined; a row ends with its last full cell. */
  readonly rows: readonly (readonly (FlatCell | undefined)[])[]
  /** Ranges of conditional formats, as `I2:I3`, with what is drawn there. */
  readonly shades: ReadonlyMap<string, 'data-bar' | 'color-scale'>
  /** The range that has the buttons of a filter. */
  readonly filtered: string | undefined
}

const TAG = /<(\/?)([\w:-]+)((?:\s[^<>]*?)?)(\/?)>|([^<]+)/g

export function readFlat(xml: string): readonly FlatSheet[] {
  const filters = new Map(
    [
      ...xml.matchAll(
        /<table:database-range [^>]*target-range-address="([^"]+)"[^>]*display-filter-buttons="true"/g,
      ),
    ].map(([, range]) => [sheetOf(range!), cellsOf(range!)]),
  )
  return [...xml.matchAll(/<table:table table:name="([^"]*)".*?<\/table:table>/gs)].map(([text, name]) => ({
    name: plain(name!),
    rows: rowsOf(text),
    shades: new Map(
      [...text.matchAll(/target-range-address="([^"]+)">\s*<calcext:(data-bar|color-scale)/g)].map(
        ([, range, kind]) => [cellsOf(range!), kind as 'data-bar' | 'color-scale'],
      ),
    ),
    filtered: filters.get(plain(name!)),
  }))
}

function rowsOf(xml: string): (FlatCell | undefined)[][] {
  const rows: (FlatCell | undefined)[][] = []
  let row: (FlatCell | undefined)[] = []
  let cell: { attributes: string; text: string; paragraphs: number } | undefined
  let empty = 0
  const end = (): void => {
    const { attributes, text } = cell!
    const times = Number(attribute(attributes, 'table:number-columns-repeated') ?? 1)
    const type = attribute(attributes, 'office:value-type')
    if (type === undefined) empty += times
    else {
      const value =
        attribute(attributes, 'office:date-value') ?? attribute(attributes, 'office:value') ?? text
      for (; empty > 0; empty--) row.push(undefined)
      for (let i = 0; i < times; i++)
        row.push({ type, value, formula: attribute(attributes, 'table:formula') })
    }
    cell = undefined
  }
  for (const [, closing, name, attributes, single, text] of xml.matchAll(TAG)) {
    if (text !== undefined) {
      if (cell !== undefined && cell.paragraphs > 0) cell.text += plain(text).replace(/\n\s*/g, '')
    } else if (name === 'table:table-row' && closing === '/') {
      if (row.length > 0) rows.push(row)
      row = []
      empty = 0
    } else if (name === 'table:table-cell') {
      if (closing === '/') end()
      else {
        cell = { attributes: attributes!, text: '', paragraphs: 0 }
        if (single === '/') end()
      }
    } else if (cell !== undefined && closing !== '/') {
      if (name === 'text:p') cell.text += cell.paragraphs++ === 0 ? '' : '\n'
      else if (name === 'text:s') cell.text += ' '.repeat(Number(attribute(attributes!, 'text:c') ?? 1))
      else if (name === 'text:tab') cell.text += '\t'
    }
  }
  return rows
}

function attribute(attributes: string, name: string): string | undefined {
  const value = new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(attributes)?.[1]
  return value === undefined ? undefined : plain(value)
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function plain(text: string): string {
  return text.replace(/&(#x?)?(\w+);/g, (_, code: string | undefined, name: string) =>
    code === undefined
      ? ENTITIES[name]!
      : String.fromCodePoint(Number.parseInt(name, code === '#x' ? 16 : 10)),
  )
}

/** `overview.I2:overview.I3` or `'tasks (2)'.A1:'tasks (2)'.B7`. */
function sheetOf(range: string): string {
  return plain(range)
    .replace(/\.[A-Z]+\d+(?::.*)?$/, '')
    .replace(/^'(.*)'$/, '$1')
}

function cellsOf(range: string): string {
  return [...plain(range).matchAll(/\.([A-Z]+\d+)(?=:|$)/g)].map(([, cell]) => cell).join(':')
}
