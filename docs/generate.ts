/** `npm run docs`: writes the pages, and the sections of pages, that are made from the code. */
import { writeFileSync } from 'node:fs'
import { CLI_MESSAGES } from '../cli/messages.ts'
import { messagesPage, metricsPage } from '../output/index.ts'
import { MESSAGES } from '../scenarios/index.ts'
import { METRICS } from '../sim/experiment/index.ts'
import { WORLD_MESSAGES } from '../sim/model/index.ts'
import { sectionedPages } from './sections.ts'

/** Page by file name. */
export function pages(): Readonly<Record<string, string>> {
  return {
    'messages.md': messagesPage([
      { title: 'Scenario files', table: MESSAGES },
      { title: 'The simulated world', table: WORLD_MESSAGES },
      { title: 'The command line', table: CLI_MESSAGES },
    ]),
    'metrics.md': metricsPage(METRICS),
  }
}

if (process.argv[1]?.endsWith('generate.ts') === true) {
  for (const [name, text] of Object.entries(pages())) writeFileSync(new URL(name, import.meta.url), text)
  for (const [path, text] of Object.entries(await sectionedPages()))
    writeFileSync(new URL(`../${path}`, import.meta.url), text)
}
