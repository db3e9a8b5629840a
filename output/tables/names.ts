/** Names within a cell: one that is not plain stands in quotes as in JSON, so that none can be taken for punctuation. */

/** Letters, digits and harmless marks, no space at the ends. */
const PLAIN = /^[\p{L}\p{N}_](?:[\p{L}\p{M}\p{N}_ .:/#@+-]*[\p{L}\p{M}\p{N}_.:/#@+-])?$/u

/** What `word` makes, as part of a pattern. */
export const WORD = '"(?:[^"\\\\]|\\\\.)*"|[^"(),;]+?'

export function word(text: string): string {
  return PLAIN.test(text) ? text : JSON.stringify(text)
}

export function unquoted(text: string): string {
  return text.startsWith('"') ? (JSON.parse(text) as string) : text
}

/** `cgw-1; cgw-2`. */
export function namesText(names: readonly string[]): string {
  return names.map(word).join('; ')
}

const ONE = new RegExp(`(${WORD})(?:; |$)`, 'y')

/** What namesText made; undefined when the text is something else. */
export function readNames(text: string): readonly string[] | undefined {
  const names: string[] = []
  ONE.lastIndex = 0
  while (ONE.lastIndex < text.length) {
    const match = ONE.exec(text)
    if (match === null) return undefined
    names.push(unquoted(match[1]!))
  }
  return names
}
