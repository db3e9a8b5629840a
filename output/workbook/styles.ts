/** Looks of cells: the part `xl/styles.xml`. */
import { FORMATS, type Format } from './cells.ts'
import { MAIN_NAMESPACE, XML_HEAD } from './xml.ts'

/** Codes of number formats; numbers from 164 are ours. */
const CODES: Readonly<Partial<Record<Format, readonly [id: number, code: string]>>> = {
  time: [164, 'yyyy\\-mm\\-dd hh:mm:ss'],
  day: [165, 'yyyy\\-mm\\-dd'],
  share: [166, '0.0%'],
  tenths: [167, '#,##0.0'],
  hundredths: [168, '0.00'],
}

export function stylesXml(): string {
  const formats = Object.values(CODES).map(([id, code]) => `<numFmt numFmtId="${id}" formatCode="${code}"/>`)
  const looks = (Object.keys(FORMATS) as Format[]).map(look)
  return `${XML_HEAD}<styleSheet xmlns="${MAIN_NAMESPACE}"><numFmts count="${formats.length}">${formats.join('')}</numFmts>${FONTS}${FILLS}<borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${looks.length}">${looks.join('')}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`
}

function look(format: Format): string {
  if (format === 'title')
    return '<xf numFmtId="0" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>'
  const id = CODES[format]?.[0] ?? 0
  return `<xf numFmtId="${id}" fontId="0" fillId="0" borderId="0" xfId="0"${id === 0 ? '' : ' applyNumberFormat="1"'}/>`
}

const FONTS =
  '<fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font><font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>'
/** The first two are fixed by the format. */
const FILLS =
  '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE7ECF2"/><bgColor indexed="64"/></patternFill></fill></fills>'
