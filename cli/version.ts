/** The version of the package, from its package.json: one place, read once. */
import { readFileSync } from 'node:fs'

let known: string | undefined

export function version(): string {
  known ??= read()
  return known
}

/** One folder up from the sources, two from the build. */
function read(): string {
  for (const place of ['../package.json', '../../package.json']) {
    try {
      const { name, version } = JSON.parse(readFileSync(new URL(place, import.meta.url), 'utf8')) as Record<
        string,
        string
      >
      if (name === 'gatesim' && version !== undefined) return version
    } catch {
      // The other place, then.
    }
  }
  return 'unknown'
}
