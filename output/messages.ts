/** The reference of everything that is said with a code. */
import type { MessageTable } from '../sim/messages.ts'

export interface MessageSection {
  readonly title: string
  readonly table: MessageTable
}

/** docs/messages.md. */
export function messagesPage(sections: readonly MessageSection[]): string {
  const parts = sections.map(({ title, table }) => {
    const codes = Object.keys(table).sort((a, b) => (a < b ? -1 : 1))
    return `## ${title}\n\n${codes.map((code) => entry(code, table)).join('\n')}`
  })
  return `${HEAD}\n${parts.join('\n')}`
}

function entry(code: string, table: MessageTable): string {
  const { when, remedy, rule } = table[code]!
  const lines = [`### ${code}`, '', when, '', `Remedy: ${remedy}`, '']
  return [...lines, ...(rule === undefined ? [] : [`Rule: ${rule}`, ''])].join('\n')
}

const HEAD = `# Messages

Generated from the code by \`npm run docs\`; do not edit.

Everything that gatesim says about a file, a run or a result carries a code: \`E-...\` is an error and stops the command,
\`W-...\` is a warning and does not, \`I-...\` is for information. A warning is given once per subject.
`
