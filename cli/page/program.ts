/** What was built for the browser (`npm run build:page`): read from the build, wherever this module runs from. */
import { readFileSync } from 'node:fs'
import type { PageProgram } from '../../output/index.ts'

let known: PageProgram | undefined

export function pageProgram(): PageProgram {
  known ??= read()
  return known
}

/** Beside the built program; from the sources, in the folder of the build. */
function read(): PageProgram {
  for (const place of ['../../page/', '../../dist/page/']) {
    try {
      const text = (name: string): string => readFileSync(new URL(`${place}${name}`, import.meta.url), 'utf8')
      return { script: text('main.js'), style: text('page.css') }
    } catch {
      // The other place, then.
    }
  }
  throw new Error('the page has no program: npm run build')
}
