import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ResultDocument } from '../../output/index.ts'
import { pageData, quantity } from '../../output/index.ts'
import { answerOf } from '../../output/page/answer.ts'
import { startChromium } from './chromium.ts'
import { coloursOfCharts, type OpenPage, openPage } from './pages.ts'
import { LARGE, makeResult, RESULTS } from './results.ts'

const NAMES = Object.keys(RESULTS)
const folder = mkdtempSync(join(tmpdir(), 'gatesim-pages-'))
const folders: Record<string, string> = {}
let browser: Browser

beforeAll(async () => {
  browser = await startChromium()
  for (const name of NAMES) folders[name] = await makeResult(name, folder)
}, 600_000)

afterAll(async () => {
  await browser?.close()
  rmSync(folder, { recursive: true, force: true })
})

async function looking<T>(
  name: string,
  look: (open: OpenPage) => Promise<T>,
  ...rest: [width?: number, options?: Parameters<typeof openPage>[3]]
): Promise<T> {
  const open = await openPage(browser, folders[name]!, ...rest)
  try {
    return await look(open)
  } finally {
    await open.context.close()
  }
}

function documentOf(name: string): ResultDocument {
  return JSON.parse(readFileSync(join(folders[name]!, 'result.json'), 'utf8')) as ResultDocument
}

/** Texts without the spaces that do not break. */
function plain(text: string): string {
  return text.replaceAll('\u00a0', ' ').replace(/\s+/g, ' ').trim()
}

describe.each(NAMES)('the page of %s', (name) => {
  test('draws every chart, says nothing to the console and asks nobody for anything', async () => {
    await looking(name, async ({ page, trouble }) => {
      const colours = await coloursOfCharts(page)
      expect(Object.keys(colours).length).toBeGreaterThan(0)
      for (const [chart, found] of Object.entries(colours)) expect(found, chart).toBeGreaterThan(8)
      expect(trouble).toEqual([])
    })
  })

  test('answers first, in the sentences that follow from result.json', async () => {
    const sentences = answerOf(pageData(documentOf(name), [], []).document)
    await looking(name, async ({ page }) => {
      expect(await page.locator('main > :first-child').getAttribute('id')).toBe('answer')
      const said = await page.locator('#answer > p').allInnerTexts()
      expect(said.map(plain)).toEqual(sentences.map((it) => plain(it).replaceAll('`', '')))
    })
  })

  test('has the figures of result.json in its first table', async () => {
    const { summary, variants } = documentOf(name)
    const rows = await looking(name, ({ page }) =>
      page
        .locator('#answer table tbody tr')
        .evaluateAll((all) =>
          all.map((row) => [...row.querySelectorAll('th, td')].map((cell) => cell.textContent)),
        ),
    )
    const metric = variants.length === 1 ? 'throughput' : 'backupWindow'
    for (const [place, { name: variant }] of variants.slice(0, 40).entries()) {
      const { mean, unit } = summary.find((row) => row.variant === variant && row.metric === metric)!
      const cells = variants.length === 1 ? rows.find(([label]) => label === metric)! : rows[place]!
      expect(cells.join(' ')).toContain(quantity(mean ?? undefined, unit))
    }
  })

  test.each([
    ['light', 1280],
    ['dark', 390],
  ] as const)('has no serious fault of accessibility, %s at %i px', async (colorScheme, width) => {
    await looking(
      name,
      async ({ page }) => {
        // All tables are made by one program: one of them open is enough to look at.
        const tables = page.locator('details.under > summary')
        if ((await tables.count()) > 0) await tables.first().click()
        const { violations } = await new AxeBuilder({ page }).analyze()
        const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
        expect(serious.map(({ id, nodes }) => `${id}: ${nodes[0]!.html.slice(0, 200)}`)).toEqual([])
      },
      width,
      { colorScheme },
    )
  })

  test('fits a narrow screen: only tables and charts scroll, the page does not', async () => {
    const wide = await looking(
      name,
      ({ page }) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
      390,
    )
    expect(wide).toBeLessThanOrEqual(0)
  })
})

describe('what a reader does', () => {
  test('another variant is chosen, and its own night is drawn', async () => {
    await looking('variants', async ({ page, trouble }) => {
      const lead = page.locator('#throughput .lead')
      const before = await lead.innerText()
      await page.selectOption('#variant', { label: 'gateways=4' })
      expect(await page.locator('#nights > .lead').innerText()).toContain('of gateways=4')
      expect(await lead.innerText()).not.toBe(before)
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('variant')
      expect(trouble).toEqual([])
    })
  })

  test('dark and light are chosen, and the charts follow', async () => {
    await looking('night', async ({ page }) => {
      const shot = () => page.locator('#throughput canvas').first().screenshot()
      const light = await shot()
      await page.click('#theme')
      expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(
        'rgb(20, 24, 29)',
      )
      expect((await shot()).equals(light)).toBe(false)
      await page.click('#theme')
      expect((await shot()).equals(light)).toBe(true)
    })
  })

  test('the contents lead to every picture', async () => {
    await looking('night', async ({ page }) => {
      const targets = await page
        .locator('#contents a')
        .evaluateAll((all) => all.map((it) => it.getAttribute('href')!))
      expect(targets).toContain('#throughput')
      for (const target of targets) expect(await page.locator(target).count(), target).toBe(1)
      const sections = await page
        .locator('main section[id]')
        .evaluateAll((all) => all.map((it) => `#${it.id}`))
      expect(targets).toEqual(expect.arrayContaining(sections))
    })
  })

  test('without JavaScript the answer and its figures are there', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto(`file://${join(folders['night']!, 'report.html')}`)
    const words = plain(await page.locator('main').innerText())
    expect(words).toContain('The pictures need JavaScript')
    expect(words).toMatch(/throughput 145 MiB\/s/)
    await context.close()
  })

  test('printed, it is ink on paper with its pictures', async () => {
    await looking(
      'night',
      async ({ page }) => {
        await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
        const colours = await coloursOfCharts(page)
        expect(Math.min(...Object.values(colours))).toBeGreaterThan(8)
        const pdf = await page.pdf({ format: 'A4' })
        expect(pdf.subarray(0, 5).toString('latin1')).toBe('%PDF-')
        await page.emulateMedia({ media: 'print' })
        expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(
          'rgb(255, 255, 255)',
        )
        expect(await page.locator('nav').isVisible()).toBe(false)
      },
      1280,
      { colorScheme: 'dark' },
    )
  })

  test('a week of 800 machines is drawn whole, in a file of less than 5 MB', async () => {
    folders['large'] = await makeResult('large', folder, LARGE)
    expect(statSync(join(folders['large'], 'report.html')).size).toBeLessThan(5e6)
    await looking('large', async ({ page, trouble }) => {
      const colours = await coloursOfCharts(page)
      expect(Object.keys(colours)).toContain('tasks')
      expect(Math.min(...Object.values(colours))).toBeGreaterThan(8)
      expect(await page.locator('#tasks .lead').innerText()).toMatch(/^10,\d{3} tasks,/)
      expect(trouble).toEqual([])
    })
  })

  test('names that are markup are shown as they are written', async () => {
    await looking('hostile', async ({ page, trouble }) => {
      expect(await page.locator('h1').innerText()).toBe('<b>Nacht</b> "über" 日本 & Söhne</script>')
      const text = await page.locator('body').innerText()
      expect(text).toContain('<img src=x onerror=alert(1)>')
      expect(await page.locator('main img').count()).toBe(0)
      expect(trouble).toEqual([])
    })
  })
})
