/** The tasks' picture and the tables under hands: pointer, keys, clipboard, files. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startChromium } from './chromium.ts'
import { type OpenPage, openPage } from './pages.ts'
import { makeResult } from './results.ts'

const folder = mkdtempSync(join(tmpdir(), 'gatesim-tasks-'))
const folders: Record<string, string> = {}
let browser: Browser

beforeAll(async () => {
  browser = await startChromium()
  for (const name of ['night', 'hostile']) folders[name] = await makeResult(name, folder)
}, 600_000)

afterAll(async () => {
  await browser?.close()
  rmSync(folder, { recursive: true, force: true })
})

async function looking(name: string, look: (open: OpenPage) => Promise<void>): Promise<void> {
  const open = await openPage(browser, folders[name]!)
  try {
    await look(open)
    expect(open.trouble).toEqual([])
  } finally {
    await open.context.close()
  }
}

const picture = (page: Page): Locator => page.locator('#tasks .chart')
const said = (page: Page): Locator => page.locator('#tasks p.status')
const panel = (page: Page): Locator => page.locator('dialog.panel')

/** The keys go to the first task; the middle of its bar is where a pointer would be. */
async function firstTask(page: Page): Promise<{ readonly x: number; readonly y: number }> {
  await picture(page).evaluate((it) => it.scrollIntoView({ block: 'center', behavior: 'instant' }))
  await picture(page).focus()
  await page.keyboard.press('ArrowRight')
  const box = (await page.locator('.gantt-chosen').boundingBox())!
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

test('the pointer over a task shows what it is, a click explains it, and Escape goes back to the picture', async () => {
  await looking('night', async ({ page }) => {
    const { x, y } = await firstTask(page)
    await page.mouse.move(x, y)
    const tip = page.locator('.gantt-tip')
    expect(await tip.innerText()).toMatch(/gateway\s+gw-1\s.*result\s+Failed/s)
    await page.mouse.click(x, y)
    expect(await panel(page).innerText()).toContain('Why gw-1: least load of the listed servers.')
    await page.keyboard.press('Escape')
    await expect.poll(() => panel(page).count()).toBe(0)
    expect(await picture(page).evaluate((it) => it === document.activeElement)).toBe(true)
  })
})

test('keys go from task to task, each is spoken, and Enter explains it', async () => {
  await looking('night', async ({ page }) => {
    await firstTask(page)
    expect(await said(page).innerText()).toMatch(/of nightly#1, at gw-1, 22:00:00 to 22:49:00: Failed/)
    for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowDown')
    expect(await said(page).innerText()).toContain('at gw-2')
    await page.keyboard.press('Enter')
    expect(await panel(page).getByRole('heading').innerText()).toMatch(/^nightly#1\/.+\/1@1$/)
    const { violations } = await new AxeBuilder({ page }).include('dialog').analyze()
    expect(violations.map(({ id }) => id)).toEqual([])
    await panel(page).getByRole('button', { name: 'Close' }).click()
    await expect.poll(() => panel(page).count()).toBe(0)
  })
})

test('plus, minus and 0 show less of the time, more of it, and everything', async () => {
  await looking('night', async ({ page }) => {
    await firstTask(page)
    const width = async (): Promise<number> => (await page.locator('.gantt-chosen').boundingBox())!.width
    const first = await width()
    await page.keyboard.press('+')
    expect(await width()).toBeGreaterThan(first * 1.2)
    await page.keyboard.press('0')
    expect(await width()).toBeCloseTo(first, 0)
    await page.keyboard.press('-')
    expect(await width()).toBeLessThan(first * 0.8)
  })
})

test('dragging moves the night along, and is no click', async () => {
  await looking('night', async ({ page }) => {
    const { x, y } = await firstTask(page)
    for (let i = 0; i < 2; i++) await page.keyboard.press('+')
    const left = async (): Promise<number> => (await page.locator('.gantt-chosen').boundingBox())!.x
    const before = await left()
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x - 80, y, { steps: 8 })
    await page.mouse.up()
    await expect.poll(async () => Math.abs(before - 80 - (await left()))).toBeLessThan(3)
    expect(await panel(page).count()).toBe(0)
  })
})

test('a search says how many tasks there are, and the keys keep to them', async () => {
  await looking('night', async ({ page }) => {
    await page.locator('#tasks .bar input').fill('result:Failed')
    await expect.poll(() => said(page).innerText()).toBe('3 of 9 tasks found')
    await page.keyboard.press('Enter')
    expect(await said(page).innerText()).toContain(': Failed')
    await firstTask(page)
    for (let i = 0; i < 9; i++) await page.keyboard.press('ArrowDown')
    expect(await said(page).innerText()).toContain('at gw-1')
  })
})

test('a row of the table has its task explained, and the focus comes back to it', async () => {
  await looking('night', async ({ page }) => {
    await page.locator('#tasks summary').click()
    const ask = page.locator('#tasks tbody button').nth(1)
    await ask.press('Enter')
    expect(await panel(page).innerText()).toContain('nightly#1 / ')
    await page.keyboard.press('Escape')
    await expect.poll(() => panel(page).count()).toBe(0)
    expect(await ask.evaluate((it) => it === document.activeElement)).toBe(true)
  })
})

test('the table is sorted by its heads and filtered by what is typed', async () => {
  await looking('night', async ({ page }) => {
    await page.locator('#tasks summary').click()
    const head = page.locator('#tasks th', { hasText: /^readBytes$/ })
    await expect.poll(() => page.locator('#tasks tbody tr').count()).toBe(9)
    const column = await head.evaluate((it) => (it as HTMLTableCellElement).cellIndex)
    const sizes = () =>
      page
        .locator('#tasks tbody tr')
        .evaluateAll((rows, at) => rows.map((row) => Number((row.children[at] as HTMLElement).title)), column)
    const asInFile = await sizes()
    const rising = [...asInFile].sort((a, b) => a - b)
    expect(rising[0]).toBeLessThan(rising[8]!)
    for (const [order, expected] of [
      ['ascending', rising],
      ['descending', [...rising].reverse()],
      [null, asInFile],
    ] as const) {
      await head.getByRole('button').press('Enter')
      expect(await head.getAttribute('aria-sort')).toBe(order)
      expect(await sizes()).toEqual(expected)
    }
    await page.locator('#tasks .sheet-tools input').fill('gateway:gw-1 result:Failed')
    await expect.poll(() => page.locator('#tasks .sheet-tools .status').innerText()).toBe('3 of 9 rows')
    expect(await page.locator('#tasks tbody tr').count()).toBe(3)
    await page.locator('#tasks .sheet-tools input').fill('nobody')
    await expect.poll(() => page.locator('#tasks tbody').innerText()).toBe('No row has nobody.')
  })
})

test('what is found is saved as a file in the form of the others, and copied for a spreadsheet', async () => {
  await looking('hostile', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.locator('#tasks summary').click()
    await page.locator('#tasks .sheet-tools input').fill('disk=1')
    await expect
      .poll(() => page.locator('#tasks .sheet-tools .status').innerText())
      .toMatch(/^(\d+) of \1 rows$/)
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save CSV' }).click(),
    ])
    expect(download.suggestedFilename()).toBe('tasks.csv')
    const text = readFileSync((await download.path())!, 'utf8')
    const [names, first] = text.split('\r\n')
    expect(names).toMatch(/^\uFEFFsession,job,/)
    expect(first).toContain(`"""><script>alert(2)</script>#1",`)
    expect(first).toContain(",'@ärger-")
    expect(first).toContain(",'=1+1,")
    expect(text.endsWith('\r\n')).toBe(true)
    await page.getByRole('button', { name: 'Copy' }).click()
    await expect
      .poll(() => page.locator('#tasks .sheet-tools .status').innerText())
      .toMatch(/^Copied \d+ rows$/)
    const pasted = await page.evaluate(() => navigator.clipboard.readText())
    // The file has an empty line behind its last.
    expect(pasted.split('\n')).toHaveLength(text.split('\r\n').length - 1)
    expect(pasted).toContain("\t'@ärger-")
  })
})

test('where the browser gives no clipboard, the selection is copied', async () => {
  await looking('night', async ({ page }) => {
    await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }))
    await page.locator('#tasks summary').click()
    await page.getByRole('button', { name: 'Copy' }).click()
    await expect.poll(() => page.locator('#tasks .sheet-tools .status').innerText()).toBe('Copied 9 rows')
  })
})

test('names that are markup stay text beside the pointer and in the panel', async () => {
  await looking('hostile', async ({ page }) => {
    const { x, y } = await firstTask(page)
    await page.mouse.move(x, y)
    expect(await page.locator('.gantt-tip').innerText()).toContain('"><script>alert(2)</script>#1')
    await page.mouse.click(x, y)
    expect(await panel(page).innerText()).toContain('<img src=x onerror=alert(1)>')
  })
})
