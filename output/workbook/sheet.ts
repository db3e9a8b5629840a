/** One sheet as XML, piece by piece: a frozen row of titles with a filter, typed cells, shading at the end. */
import { FORMATS, type Format, type SheetValue } from './cells.ts'
import { columnLetters, MAIN_NAMESPACE, XML_HEAD, xmlText } from './xml.ts'

/** `bar`: a share between 0 and 1 as a bar; `low`, `high`: which end is good, and blue; the other end is orange. */
export type Shade = 'bar' | 'low' | 'high'

export interface SheetColumn {
  readonly title: string
  readonly format: Format
  readonly shade?: Shade
}

/** What a cell can hold (ECMA-376 leaves it open; Excel's limit). */
export const CELL_CHARACTERS = 32_767

/** Told apart also by who does not see red and green. */
const GOOD = 'FF9ECAE1'
const MIDDLE = 'FFF7F7F7'
const BAD = 'FFFDBE85'
const BAR = 'FF5B9BD5'

export class SheetXml {
  readonly #columns: readonly SheetColumn[]
  readonly #letters: readonly string[]
  /** Written so far, the titles among them. */
  rows = 0

  constructor(columns: readonly SheetColumn[]) {
    this.#columns = columns
    this.#letters = columns.map((_, place) => columnLetters(place))
  }

  /** Everything before the first row of values; `widths` in characters. */
  head(widths: readonly number[]): string {
    const cols = widths.map(
      (width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`,
    )
    const view =
      '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>'
    const titles = this.row(
      this.#columns.map((it) => it.title),
      'title',
    )
    return `${XML_HEAD}<worksheet xmlns="${MAIN_NAMESPACE}">${view}<cols>${cols.join('')}</cols><sheetData>${titles}`
  }

  row(values: readonly SheetValue[], format?: Format): string {
    const row = ++this.rows
    let xml = `<row r="${row}">`
    for (let i = 0; i < values.length; i++) {
      const value = values[i]
      if (value === undefined) continue
      const style = FORMATS[format ?? this.#columns[i]!.format]
      xml += `<c r="${this.#letters[i]}${row}"${style === 0 ? '' : ` s="${style}"`}${content(value)}</c>`
    }
    return `${xml}</row>`
  }

  /** Everything behind the last row. */
  tail(): string {
    const filter = `<autoFilter ref="${this.filtered.replaceAll('$', '')}"/>`
    return `</sheetData>${filter}${this.rows < 2 ? '' : this.#shades()}</worksheet>`
  }

  /** The range under the filter: everything. */
  get filtered(): string {
    return `$A$1:$${this.#letters.at(-1)}$${this.rows}`
  }

  #shades(): string {
    return this.#columns
      .flatMap(({ shade }, i) => {
        if (shade === undefined) return []
        const range = `${this.#letters[i]}2:${this.#letters[i]}${this.rows}`
        return `<conditionalFormatting sqref="${range}">${rule(shade, i + 1)}</conditionalFormatting>`
      })
      .join('')
  }
}

/** Texts stand in the cell itself: a table of shared ones would have to be held in memory. */
function content(value: string | number): string {
  if (typeof value === 'number') return `><v>${value}</v>`
  return ` t="inlineStr"><is><t xml:space="preserve">${xmlText(value)}</t></is>`
}

function rule(shade: Shade, priority: number): string {
  if (shade === 'bar') {
    // Without the lengths 0 % has a bar of a tenth of the cell.
    return `<cfRule type="dataBar" priority="${priority}"><dataBar minLength="0" maxLength="100"><cfvo type="num" val="0"/><cfvo type="num" val="1"/><color rgb="${BAR}"/></dataBar></cfRule>`
  }
  const [low, high] = shade === 'low' ? [GOOD, BAD] : [BAD, GOOD]
  const stops = '<cfvo type="min"/><cfvo type="percent" val="50"/><cfvo type="max"/>'
  const colours = [low, MIDDLE, high].map((rgb) => `<color rgb="${rgb}"/>`).join('')
  return `<cfRule type="colorScale" priority="${priority}"><colorScale>${stops}${colours}</colorScale></cfRule>`
}
