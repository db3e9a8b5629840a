import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { loadScenario } from '../../index.ts'

const ROOT = join(import.meta.dirname, '..', '..')
const inDocs = readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...inDocs.filter((name) => name.endsWith('.md')).map((name) => join('docs', name)),
]
const textOf = (page: string): string => readFileSync(join(ROOT, page), 'utf8')

test.each(pages)('%s links only to files that exist', (page) => {
  const targets = [...textOf(page).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, target]) => target!)
  const local = targets.filter((target) => !/^[a-z]+:/.test(target))
  const missing = local
    .map((target) => join(dirname(page), target))
    .filter((path) => !existsSync(join(ROOT, path)))
  expect(missing).toEqual([])
})

test('the index of decisions names every record, and no number twice', () => {
  const records = readdirSync(join(ROOT, 'docs', 'decisions')).filter((name) => /^\d{4}-/.test(name))
  const indexed = [...textOf('docs/decisions/README.md').matchAll(/\]\((\d{4}-[^)]+)\)/g)].map(
    ([, name]) => name,
  )
  expect(indexed).toEqual(records.sort())
  expect(new Set(records.map((name) => name.slice(0, 4))).size).toBe(records.length)
})

test('the example of the README is a valid scenario', () => {
  const yaml = /```yaml\n([\s\S]*?)```/.exec(textOf('README.md'))![1]!
  const folder = mkdtempSync(join(tmpdir(), 'gatesim-readme-'))
  try {
    const file = join(folder, 'example.yaml')
    writeFileSync(file, yaml)
    const loaded = loadScenario(file)
    expect(loaded.ok ? [] : loaded.issues).toEqual([])
  } finally {
    rmSync(folder, { recursive: true })
  }
})
