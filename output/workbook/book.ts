/**
 * A workbook as an archive of XML (ECMA-376), written front to back: what is in memory is the row at hand, some hundred
 * rows at the head of a sheet, and a piece of the archive. docs/decisions/0014 says why no package does it.
 */
import { Zip, ZipDeflate } from 'fflate'
import type { SheetColumn } from './sheet.ts'
import { stylesXml } from './styles.ts'
import { type BegunSheet, type Part, SheetWriter } from './writer.ts'
import { MAIN_NAMESPACE, XML_HEAD, xmlText } from './xml.ts'

/** Rows of a sheet in Excel and LibreOffice Calc, the row of titles among them. */
export const SHEET_ROWS = 1_048_576
/** A part of an archive has 32 bits for its length; a little is left for the end of the sheet. */
const SHEET_BYTES = 2 ** 32 - 2 ** 20
/** 6, the usual one, takes half as long again for a file a fifth smaller (docs/decisions/0014). */
const LEVEL = 4
/** The earliest date of an archive: equal results are equal to the byte. Archives hold local time. */
const UNDATED = new Date(1980, 0, 1)

/** Where the bytes of the archive go, in order. */
export type ByteSink = (bytes: Uint8Array) => void

export class WorkbookWriter {
  readonly #zip: Zip
  readonly #maxRows: number
  readonly #sheets: Sheet[] = []
  readonly #encoder = new TextEncoder()

  constructor(sink: ByteSink, maxRows: number = SHEET_ROWS) {
    this.#maxRows = maxRows
    this.#zip = new Zip((error, bytes) => {
      if (error) throw error
      sink(bytes)
    })
  }

  /** A sheet behind the others; it must be ended before the next one begins. `name` has at most 31 characters. */
  sheet(name: string, columns: readonly SheetColumn[]): SheetWriter {
    const limit = { rows: this.#maxRows, bytes: SHEET_BYTES }
    return new SheetWriter(columns, limit, (nth) => this.#begin(nth === 1 ? name : `${name} (${nth})`))
  }

  /** The parts that name the sheets; nothing may follow. */
  end(): void {
    const paths = this.#sheets.map((_, i) => `worksheets/sheet${i + 1}.xml`)
    this.#part('xl/styles.xml', stylesXml())
    this.#part('xl/workbook.xml', workbookXml(this.#sheets))
    this.#part(
      'xl/_rels/workbook.xml.rels',
      relations([...paths.map((it) => ['worksheet', it] as const), ['styles', 'styles.xml']]),
    )
    this.#part('_rels/.rels', relations([['officeDocument', 'xl/workbook.xml']]))
    this.#part('[Content_Types].xml', contentTypes(paths))
    this.#zip.end()
  }

  #begin(name: string): BegunSheet {
    const sheet: Sheet = { name, filtered: '' }
    this.#sheets.push(sheet)
    const part = this.#open(`xl/worksheets/sheet${this.#sheets.length}.xml`)
    return {
      part,
      end: (filtered) => {
        sheet.filtered = filtered
        part.end()
      },
    }
  }

  #open(path: string): Part {
    const file = new ZipDeflate(path, { level: LEVEL })
    file.mtime = UNDATED
    this.#zip.add(file)
    const part = {
      bytes: 0,
      write: (text: string): void => {
        const bytes = this.#encoder.encode(text)
        part.bytes += bytes.length
        file.push(bytes)
      },
      end: () => file.push(new Uint8Array(0), true),
    }
    return part
  }

  #part(path: string, text: string): void {
    const part = this.#open(path)
    part.write(text)
    part.end()
  }
}

/** A sheet as the workbook lists it. */
interface Sheet {
  readonly name: string
  /** The range under the filter, `$A$1:$F$20`. */
  filtered: string
}

/** The hidden names are what Excel writes for a filter; LibreOffice finds it by them. */
function workbookXml(sheets: readonly Sheet[]): string {
  const list = sheets.map(
    ({ name }, i) => `<sheet name="${xmlText(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`,
  )
  const filters = sheets.map(
    ({ name, filtered }, i) =>
      `<definedName name="_xlnm._FilterDatabase" localSheetId="${i}" hidden="1">'${xmlText(name)}'!${filtered}</definedName>`,
  )
  return `${XML_HEAD}<workbook xmlns="${MAIN_NAMESPACE}" xmlns:r="${OFFICE}/relationships"><bookViews><workbookView activeTab="0"/></bookViews><sheets>${list.join('')}</sheets><definedNames>${filters.join('')}</definedNames></workbook>`
}

function relations(of: readonly (readonly [type: string, target: string])[]): string {
  const all = of.map(
    ([type, target], i) =>
      `<Relationship Id="rId${i + 1}" Type="${OFFICE}/relationships/${type}" Target="${target}"/>`,
  )
  return `${XML_HEAD}<Relationships xmlns="${PACKAGE}/relationships">${all.join('')}</Relationships>`
}

function contentTypes(sheets: readonly string[]): string {
  const kinds = [
    ['workbook.xml', 'sheet.main'],
    ['styles.xml', 'styles'],
    ...sheets.map((path) => [path, 'worksheet'] as const),
  ] as const
  const parts = kinds.map(
    ([path, kind]) => `<Override PartName="/xl/${path}" ContentType="${SPREADSHEET}.${kind}+xml"/>`,
  )
  return `${XML_HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${parts.join('')}</Types>`
}

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const SPREADSHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
