/** `gatesim compare FILE`: which variant is better, and by how much? */
import type { Arguments, Command, Option } from '../command.ts'
import { EXIT, type Exit, UserError } from '../failure.ts'
import { CSV_OPTIONS } from '../form.ts'
import { FACTOR_OPTIONS, SCENARIO_OPTIONS } from '../options.ts'
import { readStudyRequest, STUDY_OPTIONS } from '../study/request.ts'
import type { Terminal } from '../terminal.ts'

const OPTIONS: Readonly<Record<string, Option>> = {
  ...SCENARIO_OPTIONS,
  ...FACTOR_OPTIONS,
  baseline: {
    type: 'text',
    value: 'NAME',
    about: 'the variant that the others are compared with; default the first',
  },
  ...STUDY_OPTIONS,
  ...CSV_OPTIONS,
}

export const compare: Command = {
  usage: 'compare FILE',
  about: 'which variant is better, by how much, on the same nights',
  options: OPTIONS,
  examples: [
    ['gatesim compare layouts.yaml', 'all variants against the first, 30 nights each'],
    ['gatesim compare night.yaml --factor servers.gw.count=2,3', 'is the third gateway worth it?'],
    ['gatesim compare layouts.yaml --baseline layout=many-to-many', 'against another one'],
  ],
  act,
}

async function act(args: Arguments, terminal: Terminal): Promise<Exit> {
  const request = readStudyRequest(args, 'compare', OPTIONS)
  const { load, printIssues } = await import('../scenario.ts')
  const loaded = load(request.file, args)
  if (!loaded.ok) {
    printIssues(loaded.issues, terminal)
    return EXIT.inputWrong
  }
  const { scenario } = loaded
  if (scenario.variants.length < 2) throw oneVariant(scenario.variants[0]!.name)
  const { baselineOf, comparing } = await import('../study/comparison.ts')
  const baseline = baselineOf(scenario, args.text('baseline'))
  const { perform } = await import('../study/study.ts')
  return perform(request, scenario, terminal, comparing(scenario, baseline))
}

function oneVariant(name: string): UserError {
  return new UserError(
    'E-ONE-VARIANT',
    `there is one variant only, ${name}, and nothing to compare it with`,
    'Write experiment.variants or experiment.factors into the file, or give --factor servers.gw.count=2,3',
  )
}
