import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { pages } from '../../docs/generate.ts'
import {
  DECISIONS,
  FLOWS,
  GATEWAYS,
  LOAD,
  NIGHTS,
  OUTAGES,
  RESOURCES,
  SESSIONS,
  SUMMARY,
  TASKS,
  TENANTS,
} from '../../output/index.ts'

const page = (name: string): string => readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8')

test.each(Object.entries(pages()))('docs/%s is what `npm run docs` makes of the code', (name, text) => {
  expect(page(name)).toBe(text)
})

test.each([SUMMARY, SESSIONS, TASKS, GATEWAYS, RESOURCES, FLOWS, NIGHTS, LOAD, OUTAGES, TENANTS, DECISIONS])(
  'docs/outputs.md explains every column of $file, in order',
  ({ file, columns }) => {
    const section = page('outputs.md').split(`\n## ${file}\n`)[1]!.split('\n## ')[0]!
    const rows = section.split('\n').filter((line) => line.startsWith('| `'))
    const named = rows.flatMap((row) =>
      [...row.split(' | ')[0]!.matchAll(/`(\w+)`/g)].map((match) => match[1]),
    )
    expect(named).toEqual(columns.map((column) => column.name))
  },
)

test('every picture of the README is there, has words for it, and together they are small', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
  const shown = [...readme.matchAll(/!\[([^\]]*)\]\((docs\/pictures\/[^)]+)\)/g)]
  expect(shown.length).toBeGreaterThan(2)
  const bytes = shown.map(([, words, file]) => {
    expect(words!.length, file).toBeGreaterThan(40)
    return readFileSync(new URL(`../../${file}`, import.meta.url)).length
  })
  expect(bytes.reduce((sum, it) => sum + it)).toBeLessThan(300_000)
})
