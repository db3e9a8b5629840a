/** Pages in a browser: what every test of them needs to open one and to look at it. */

import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { reader } from './chromium.ts'

export interface OpenPage {
  readonly page: Page
  readonly context: BrowserContext
  /** What the console said, errors of the page, and requests for anything but the page itself. */
  readonly trouble: readonly string[]
}

/** Opened from the disk, with the program run and everything drawn that is in sight. */
export async function openPage(
  browser: Browser,
  folder: string,
  width = 1280,
  options: BrowserContextOptions = {},
): Promise<OpenPage> {
  const context = await browser.newContext(reader(width, { reducedMotion: 'reduce', ...options }))
  const page = await context.newPage()
  const trouble: string[] = []
  page.on('console', (message) => trouble.push(`${message.type()}: ${message.text()}`))
  page.on('pageerror', (error) => trouble.push(error.message))
  page.on('dialog', (dialog) => trouble.push(`dialog: ${dialog.message()}`))
  const address = pathToFileURL(join(folder, 'report.html')).href
  page.on('request', (request) => {
    if (request.url() !== address && !/^(blob|data):/.test(request.url())) trouble.push(request.url())
  })
  await page.goto(address)
  await page.waitForSelector('html[data-drawn=yes]')
  await page.waitForFunction(() =>
    [...document.querySelectorAll('.chart')].every((it) => it.querySelector('canvas')),
  )
  return { page, context, trouble }
}

/** Of every chart, in how many different colours its pixels are; a blank one has a single colour. */
export async function coloursOfCharts(page: Page): Promise<Readonly<Record<string, number>>> {
  return page.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll('main section .chart')].map((chart) => {
        const colours = new Set<number>()
        for (const canvas of chart.querySelectorAll('canvas')) {
          const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height)
          const pixels = new Uint32Array(data.buffer)
          for (let i = 0; i < pixels.length; i += 3) colours.add(pixels[i]!)
        }
        return [chart.closest('section')!.id, colours.size]
      }),
    ),
  )
}
