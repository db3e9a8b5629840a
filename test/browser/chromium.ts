/** A real browser for tests: Chromium out of an npm package, so that one command installs it, without a network after. */
import { existsSync } from 'node:fs'
import chromium from '@sparticuz/chromium'
import { type Browser, type BrowserContextOptions, chromium as driver } from 'playwright-core'

/** Drawing by the processor; the package's own arguments switch off web security, which is to be tested. */
const ARGUMENTS = [
  '--no-sandbox',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--hide-scrollbars',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]

/** `CHROME` names another one, as /usr/bin/chromium. */
export async function startChromium(): Promise<Browser> {
  const given = process.env['CHROME']
  const executablePath = given !== undefined && existsSync(given) ? given : await chromium.executablePath()
  try {
    return await driver.launch({ executablePath, args: ARGUMENTS, headless: true })
  } catch (cause) {
    throw new Error(
      `${executablePath} does not start. It needs the system's libnss3 and libnspr4 (bash .ci/system.sh installs them); CHROME=/usr/bin/chromium takes another one.`,
      { cause },
    )
  }
}

/** A reader with a known screen, language and zone. */
export function reader(width: number, more: BrowserContextOptions = {}): BrowserContextOptions {
  return {
    viewport: { width, height: 900 },
    locale: 'en-GB',
    timezoneId: 'UTC',
    acceptDownloads: true,
    ...more,
  }
}
