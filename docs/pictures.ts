/**
 * The pictures of the README: pages of scenarios of the library, as Chromium shows them. `npm run docs:pictures` makes
 * them anew; Chromium draws texts with the fonts of its machine, so they differ a little between machines.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import { startChromium } from '../test/browser/chromium.ts'
import { openPage } from '../test/browser/pages.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const FOLDER = join(ROOT, 'docs/pictures')
/** Of the window; what is drawn wider would be scaled down on the page that shows it. */
const WIDTH = 1000
const MARGIN = 8

const PLAN = ['plan', 'scenarios/library/how-many-gateways.yaml', '--vary', 'gateways:servers.gw.count=1..8']

interface Shot {
  readonly file: string
  readonly command: readonly string[]
  /** The first and the last part of the page that is to be seen. */
  readonly from: string
  readonly to: string
}

const SHOTS: readonly Shot[] = [
  { file: 'curve.png', command: PLAN, from: '#curve', to: '#curve .chart' },
  {
    file: 'night.png',
    command: ['run', 'scenarios/library/two-gateways-one-lost.yaml', '--decisions'],
    from: '#throughput',
    to: '#throughput figure',
  },
  {
    file: 'tasks.png',
    command: ['run', 'scenarios/library/cloud-n-plus-1-drill.yaml'],
    from: '#tasks',
    to: '#tasks .chart',
  },
]

async function take(browser: Browser, { file, command, from, to }: Shot, scratch: string): Promise<void> {
  const result = join(scratch, file)
  execFileSync('node', ['dist/cli/main.js', ...command, '--out', result, '--quiet'], {
    cwd: ROOT,
    stdio: 'inherit',
  })
  const { page, context } = await openPage(browser, result, WIDTH)
  const [top, bottom] = [await page.locator(from).boundingBox(), await page.locator(to).boundingBox()]
  if (top === null || bottom === null) throw new Error(`${file}: the page has no ${from} or no ${to}`)
  await page.screenshot({
    path: join(FOLDER, file),
    fullPage: true,
    clip: { x: 0, y: top.y - MARGIN, width: WIDTH, height: bottom.y + bottom.height - top.y + MARGIN },
  })
  await context.close()
}

const scratch = mkdtempSync(join(tmpdir(), 'gatesim-pictures-'))
const browser = await startChromium()
try {
  mkdirSync(FOLDER, { recursive: true })
  for (const shot of SHOTS) await take(browser, shot, scratch)
} finally {
  await browser.close()
  rmSync(scratch, { recursive: true, force: true })
}
