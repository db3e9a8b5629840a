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
