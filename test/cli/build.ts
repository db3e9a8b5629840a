/** Builds the program before the first of the test files that start it: those run beside each other, and none may build for the others. */
import { execFileSync } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** Path of the built program. */
    readonly program: string
  }
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const FOLDERS = ['cli', 'output', 'scenarios', 'sim']

export function setup(project: TestProject): void {
  if (isStale()) execFileSync('npm', ['run', 'build'], { cwd: ROOT, stdio: 'pipe' })
  project.provide('program', join(ROOT, 'dist/cli/main.js'))
}

/** A source without a file in `dist` that is as young: edited since, or left out by a build that was broken off. */
function isStale(): boolean {
  const sources = FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  ).filter((name) => /\.(ts|css)$/.test(name) && !name.endsWith('.d.ts'))
  return ['index.ts', ...sources].some((source) => {
    const made = statSync(join(ROOT, 'dist', builtFrom(source)), { throwIfNoEntry: false })
    return made === undefined || made.mtimeMs < statSync(join(ROOT, source)).mtimeMs
  })
}

/** The program of the page is one file, and its style another. */
function builtFrom(source: string): string {
  if (!source.startsWith(join('output', 'page', 'browser'))) return source.replace(/\.ts$/, '.js')
  return source.endsWith('.css') ? 'page/page.css' : 'page/main.js'
}
