/** Everything that is wrong, gathered; nothing stops at the first. */
import { type Node, type Pair, type Place, placeOf } from './document/tree.ts'
import type { Issue } from './types.ts'

export interface Issues {
  add(code: string, at: Node | Pair | Place, path: string, message: string): void
  readonly list: readonly Issue[]
  readonly failed: boolean
}

/** `E-...` codes are errors, `W-...` warnings; the same issue is kept once. */
export function collectIssues(): Issues {
  const list: Issue[] = []
  const seen = new Set<string>()
  return {
    list,
    add(code, at, path, message) {
      const place = 'source' in at ? placeOf(at) : at
      const issue: Issue = {
        code,
        severity: code.startsWith('W') ? 'warning' : 'error',
        ...place,
        path,
        message,
      }
      const key = formatIssue(issue)
      if (seen.has(key)) return
      seen.add(key)
      list.push(issue)
    },
    get failed() {
      return list.some((issue) => issue.severity === 'error')
    },
  }
}

/** `file:line:column path: message [E-CODE]` */
export function formatIssue(issue: Issue): string {
  const path = issue.path === '' ? '' : ` ${issue.path}`
  return `${issue.file}:${issue.line}:${issue.column}${path}: ${issue.message} [${issue.code}]`
}

/** Errors first; then file by file as they were opened, from top to bottom. */
export function inReadingOrder(issues: readonly Issue[], files: readonly string[]): Issue[] {
  const rank = (issue: Issue): number => (issue.severity === 'error' ? 0 : 1)
  const place = (issue: Issue): number => (files.indexOf(issue.file) + files.length) % files.length
  return [...issues].sort(
    (a, b) => rank(a) - rank(b) || place(a) - place(b) || a.line - b.line || a.column - b.column,
  )
}

/** The candidate nearest to a misspelt word, if it is near enough to be meant; else one that the word is a part of. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const all = [...candidates]
  return misspelt(word, all) ?? lengthened(word, all)
}

function misspelt(word: string, candidates: readonly string[]): string | undefined {
  const wanted = word.toLowerCase()
  let best: string | undefined
  let least = Math.max(2, Math.floor(word.length / 3)) + 1
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) >= least || isSibling(word, candidate)) continue
    const steps = distance(wanted, candidate.toLowerCase())
    if (steps < least) {
      least = steps
      best = candidate
    }
  }
  return least < Math.max(1, word.length) ? best : undefined
}

/** Of several that begin alike nobody knows which is meant, unless they all go on from the shortest. */
function lengthened(word: string, candidates: readonly string[]): string | undefined {
  const found = candidates.filter((candidate) => shortens(word.toLowerCase(), candidate.toLowerCase()))
  const [shortest] = [...found].sort((a, b) => a.length - b.length)
  return found.every((candidate) => candidate.startsWith(shortest!)) ? shortest : undefined
}

/** Another number of the same series: `vm-99` is no slip of the pen for `vm-1`. */
function isSibling(word: string, candidate: string): boolean {
  const [, base] = /^(.*?)\d+$/.exec(word) ?? []
  return base !== undefined && base === /^(.*?)\d+$/.exec(candidate)?.[1]
}

/** `replica` of `replication`, `tape` of `tape-server`, `file-copy` of `file-backup-copy`. */
function shortens(word: string, candidate: string): boolean {
  if (word.length < 3) return false
  if (candidate.startsWith(word)) return true
  const parts = candidate.split('-')
  const own = word.split('-')
  return own.length > 1 && own.every((part) => part !== '' && parts.includes(part))
}

/** ` Did you mean \`x\`?`, or nothing. */
export function didYouMean(word: string, candidates: Iterable<string>): string {
  const near = nearest(word, candidates)
  return near === undefined ? '' : ` Did you mean \`${near}\`?`
}

/** More words than this are cut: as many as a server has keys, and there are types of jobs. */
const MANY = 14

/** `a, b or c`, cut when there are many. */
export function oneOf(words: Iterable<string>, last: 'or' | 'and' = 'or'): string {
  const all = [...words].map((word) => `\`${word}\``)
  if (all.length > MANY) return `${all.slice(0, MANY - 2).join(', ')} ... (${all.length} in all)`
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} ${last} ${all.at(-1)}`
}

/** Levenshtein's distance, with one row. */
function distance(a: string, b: string): number {
  const row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    let diagonal = row[0]!
    row[0] = i
    for (let j = 1; j <= b.length; j++) {
      const above = row[j]!
      row[j] = Math.min(above + 1, row[j - 1]! + 1, diagonal + (a[i - 1] === b[j - 1] ? 0 : 1))
      diagonal = above
    }
  }
  return row[b.length]!
}
