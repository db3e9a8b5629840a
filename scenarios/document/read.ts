/** Files as text, refused before parsing when they cannot be what they should be. */
import type { Issues } from '../issues.ts'
import { FileError, type FileProblem, type Files } from '../types.ts'
import type { Node, Place } from './tree.ts'

/** 10 MB: some hundred thousand lines; a larger file is not a scenario or inventory, but a mistake. */
export const MAX_CHARACTERS = 10_000_000

const PROBLEMS: Readonly<Record<FileProblem, { readonly code: string; readonly says: string }>> = {
  missing: { code: 'E-FILE-MISSING', says: 'does not exist' },
  unreadable: { code: 'E-FILE-UNREADABLE', says: 'cannot be read' },
  directory: { code: 'E-FILE-DIRECTORY', says: 'is a folder, but a file is expected' },
  'too-large': {
    code: 'E-FILE-TOO-LARGE',
    says: 'is larger than 10 MB, the limit for scenarios and the files they name',
  },
  'not-text': { code: 'E-FILE-NOT-TEXT', says: 'is not a text file (UTF-8)' },
}

export interface Library {
  /** The text, or undefined after an issue at the place that names the file. */
  read(path: string, at: Node | Place, where: string): string | undefined
  /** Names and texts of all files read so far, in the order of reading. */
  readonly opened: ReadonlyMap<string, string>
}

export function openLibrary(files: Files, issues: Issues): Library {
  const opened = new Map<string, string>()
  return {
    opened,
    read(path, at, where) {
      const known = opened.get(path)
      if (known !== undefined) return known
      try {
        const text = checked(path, files.read(path))
        opened.set(path, text)
        return text
      } catch (error) {
        if (!(error instanceof FileError)) throw error
        const problem = PROBLEMS[error.reason]
        issues.add(problem.code, at, where, `The file \`${path}\` ${problem.says}.`)
        return undefined
      }
    },
  }
}

function checked(path: string, text: string): string {
  if (text.length > MAX_CHARACTERS) throw new FileError('too-large', path)
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0
  // U+FFFD stands where bytes were no UTF-8; NUL occurs in no text.
  if (/[\0\ufffd]/.test(text)) throw new FileError('not-text', path)
  return start === 0 ? text : text.slice(start)
}
