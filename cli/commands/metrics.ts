/** `gatesim metrics`: the dictionary of metrics. */
import type { Command } from '../command.ts'
import { EXIT } from '../failure.ts'

export const metrics: Command = {
  usage: 'metrics',
  about: 'list all metrics with unit, observation and meaning',
  options: {
    json: { type: 'flag', about: 'as JSON' },
    markdown: { type: 'flag', about: 'as Markdown' },
  },
  examples: [
    ['gatesim metrics', 'read the list'],
    ['gatesim metrics --json', 'the same for a program'],
  ],
  act: async (args, terminal) => {
    // Only what is asked for is loaded: help and completion answer at once.
    const { METRICS } = await import('../../sim/experiment/index.ts')
    const { metricsPage, metricsTable } = await import('../../output/index.ts')
    if (args.flag('json')) terminal.out(`${JSON.stringify(METRICS, undefined, 2)}\n`)
    else if (args.flag('markdown')) terminal.out(metricsPage(METRICS))
    else
      terminal.out(
        `${metricsTable(METRICS, Math.min(100, terminal.columns), terminal.style.out).join('\n')}\n`,
      )
    return EXIT.done
  },
}
