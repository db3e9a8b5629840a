/** `gatesim schema`: the JSON Schema of scenarios, for editors. */
import type { Command } from '../command.ts'
import { EXIT } from '../failure.ts'

export const schema: Command = {
  usage: 'schema',
  about: 'print the JSON Schema of scenario files, for editors',
  options: {},
  examples: [
    [
      'gatesim schema > scenario.schema.json',
      'then begin a scenario with "# yaml-language-server: $schema=scenario.schema.json"',
    ],
  ],
  act: async (_args, terminal) => {
    const { scenarioSchema } = await import('../../scenarios/index.ts')
    terminal.out(`${JSON.stringify(scenarioSchema(), undefined, 2)}\n`)
    return EXIT.done
  },
}
