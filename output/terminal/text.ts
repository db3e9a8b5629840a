/** Text on a terminal: widths, wrapping, cutting, columns. Nothing here is ever wider than asked for. */

/** Colours and weights, handed in by whoever knows the terminal; the plain style returns its text. */
export type Style = (tone: Tone, text: string) => string
export type Tone = 'good' | 'bad' | 'warn' | 'dim' | 'strong' | 'heading'
export const PLAIN: Style = (_tone, text) => text

/** Columns a text takes: wide East Asian characters and emoji take two, combining marks none. */
export function widthOf(text: string): number {
  let width = 0
  for (const character of text) width += characterWidth(character.codePointAt(0) ?? 0)
  return width
}

function characterWidth(code: number): number {
  if (code < 0x300) return 1
  if (
    (code >= 0x300 && code <= 0x36f) ||
    code === 0x200b ||
    code === 0x200d ||
    (code >= 0xfe00 && code <= 0xfe0f)
  )
    return 0
  const wide =
    (code >= 0x1100 && code <= 0x115f) ||
    (code >= 0x2e80 && code <= 0xa4cf) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe30 && code <= 0xfe6f) ||
    (code >= 0xff00 && code <= 0xff60) ||
    (code >= 0x1f300 && code <= 0x1faff) ||
    code >= 0x20000
  return wide ? 2 : 1
}

/** Control characters of a hostile name must not reach the terminal. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Bidi_Control}]/gu, '\u{fffd}')
}

/** At most `width` columns; what is cut is shown by an ellipsis. */
export function cut(text: string, width: number): string {
  const clean = printable(text)
  if (widthOf(clean) <= width) return clean
  let kept = ''
  let used = 0
  for (const character of clean) {
    const wide = widthOf(character)
    if (used + wide > width - 1) break
    kept += character
    used += wide
  }
  return width <= 0 ? '' : `${kept}…`
}

export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)))
}

export function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - widthOf(text))) + text
}

/** What must not be torn apart at the end of a line: a number and its unit. */
export function firm(text: string): string {
  return text.replaceAll(' ', '\u00a0')
}

/** The same for each number of a sentence that was made without this in mind. */
export function firmNumbers(text: string): string {
  return text.replace(/(\d) (?=[%A-Za-z])/g, '$1\u00a0')
}

/** Paragraph text in lines of at most `width`, later lines indented by `indent`. */
export function wrap(text: string, width: number, indent = ''): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of printable(text).split(' ')) {
    const start = lines.length === 0 && line === '' ? '' : indent
    if (line !== '' && widthOf(line) + 1 + widthOf(word) > width) {
      lines.push(line)
      line = indent
    }
    const joined = line === '' || line === indent ? `${line === '' ? start : line}${word}` : `${line} ${word}`
    line = joined
    while (widthOf(line) > width) {
      const head = hardCut(line, width)
      lines.push(head)
      line = indent + line.slice(head.length)
    }
  }
  if (line.trim() !== '') lines.push(line)
  return lines.map((it) => it.replaceAll('\u00a0', ' '))
}

function hardCut(text: string, width: number): string {
  let kept = ''
  for (const character of text) {
    if (kept !== '' && widthOf(kept) + widthOf(character) > width) break
    kept += character
  }
  return kept
}

/** A bar of `width` columns, filled to a share of 0 to 1; something is always seen when it is not nothing. */
export function bar(share: number, width: number): string {
  const eighths = Math.round(Math.min(1, Math.max(0, share)) * width * 8)
  const drawn = share > 0 ? Math.max(1, eighths) : 0
  const full = Math.floor(drawn / 8)
  const rest = ' ▏▎▍▌▋▊▉'[drawn % 8] ?? ''
  return padEnd('█'.repeat(full) + (drawn % 8 === 0 ? '' : rest), width)
}

/** One column of a line of blocks, as high as a share of 0 to 1; blank only when it is nothing. */
export function spark(share: number): string {
  return share > 0 ? '▁▂▃▄▅▆▇█'[Math.min(8, Math.ceil(share * 8)) - 1]! : ' '
}
