/** An explanation as lines of a terminal. */
import { cut } from '../terminal/text.ts'
import type { Page } from '../terminal/view.ts'
import type { Explanation, RunFacts } from './facts.ts'
import { gatewayBlocks } from './gateway.ts'
import { momentBlocks } from './moment.ts'
import { overviewBlocks } from './overview.ts'
import type { Block } from './phrases.ts'
import { sessionBlocks } from './session.ts'
import { tasksBlocks } from './tasks.ts'

export function explanationLines(explanation: Explanation, page: Page): readonly string[] {
  const blocks = blocksOf(explanation, page).filter((block) => block.length > 0)
  return [titleOf(explanation.run, page), ...blocks.flatMap((block) => ['', ...block])]
}

export function titleOf(
  { scenario, variant, variants, replication, replications }: RunFacts,
  page: Page,
): string {
  const which = [
    variants.length > 1 ? [`variant ${variant}`] : [],
    replications > 1 ? [`replication ${replication} of ${replications}`] : [],
  ].flat()
  return page.style('dim', cut([scenario, ...which].join(', '), page.width))
}

function blocksOf(explanation: Explanation, page: Page): readonly Block[] {
  switch (explanation.about) {
    case 'result':
      return overviewBlocks(explanation, page)
    case 'session':
      return sessionBlocks(explanation, page)
    case 'tasks':
      return tasksBlocks(explanation, page)
    case 'gateway':
      return gatewayBlocks(explanation, page)
    case 'moment':
      return momentBlocks(explanation.moment, undefined, page)
  }
}
