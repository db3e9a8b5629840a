import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sourcesOf } from '../architecture/sources.ts'

const ROOT = join(import.meta.dirname, '..', '..')
const REGISTER = join('docs', 'assumptions.md')
const NUMBER = /\bA-\d{2}\b/g

const rows = readFileSync(join(ROOT, REGISTER), 'utf8')
  .split('\n')
  .filter((line) => /^\| A-\d{2} \|/.test(line))
const numberOf = (row: string): string => row.slice(2, 6)
const registered = rows.map(numberOf)

/** Everything but the register that may name an assumption. */
const texts = [
  ...['sim', 'scenarios', 'output', 'cli'].flatMap(sourcesOf).map(({ text }) => text),
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.md') && entry.name !== 'assumptions.md')
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8')),
  readFileSync(join(ROOT, 'README.md'), 'utf8'),
]
const used = new Set(texts.flatMap((text) => text.match(NUMBER) ?? []))

test('every assumption that code or pages name is in the register', () => {
  expect([...used].filter((number) => !registered.includes(number)).sort()).toEqual([])
})

test('every assumption of the register is named where it acts, or marked as a specification', () => {
  const idle = rows.filter((row) => !used.has(numberOf(row)) && !row.includes('specification'))
  expect(idle.map(numberOf)).toEqual([])
})

test('the register is sorted and names nothing twice', () => {
  expect(registered).toEqual([...new Set(registered)].sort())
})

test('every row says what, why, how much and which key', () => {
  for (const row of rows) {
    const cells = row.split(' | ')
    expect(cells, row).toHaveLength(5)
    expect(cells.every((cell) => cell.trim() !== '')).toBe(true)
  }
})
