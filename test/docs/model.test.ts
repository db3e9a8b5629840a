import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { sectionedPages } from '../../docs/sections.ts'
import { ROWS } from '../../sim/model/selection/index.ts'

const page = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
const pages = await sectionedPages()

test.each(Object.keys(pages))(
  'the generated sections of %s are what `npm run docs` makes of them',
  (path) => {
    expect(page(path)).toBe(pages[path])
  },
)

test('the page of the model shows every row of the selection table, in the order of the code', () => {
  const shown = [...page('docs/model.md').matchAll(/^\| ([A-K]\d) \|/gm)].map(([, row]) => row)
  expect(shown).toEqual(ROWS.map(({ id }) => id))
})

test('no command shown in the pages ends with an internal error', () => {
  for (const text of Object.values(pages)) expect(text).not.toContain('E-INTERNAL')
})
