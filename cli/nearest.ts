/** The name that a mistyped word was probably meant to be, if one is near enough. */
export function nearest(word: string, names: readonly string[]): string | undefined {
  const limit = Math.max(2, Math.floor(word.length / 3))
  let best: string | undefined
  let least = Number.POSITIVE_INFINITY
  for (const name of names) {
    const steps = name.startsWith(word) ? 1 : distance(word.toLowerCase(), name.toLowerCase())
    if (steps <= limit && steps < least) {
      least = steps
      best = name
    }
  }
  return least < word.length ? best : undefined
}

/** A letter is forgotten more often than mistaken for another. */
const FORGOTTEN = 0.9

/** Insertions, deletions and changes of a letter (Levenshtein), with one row. */
function distance(a: string, b: string): number {
  const row = Array.from({ length: b.length + 1 }, (_, i) => i * FORGOTTEN)
  for (let i = 1; i <= a.length; i++) {
    let diagonal = row[0]!
    row[0] = i
    for (let j = 1; j <= b.length; j++) {
      const above = row[j]!
      row[j] = Math.min(above + 1, row[j - 1]! + FORGOTTEN, diagonal + (a[i - 1] === b[j - 1] ? 0 : 1))
      diagonal = above
    }
  }
  return row[b.length]!
}
