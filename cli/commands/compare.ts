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
  best: {
    type: 'text',
    value: 'METRIC',
    about: 'choose the best by this metric; variants that fall behind get no more nights',
  },
  indifference: {
    type: 'text',
    value: 'QUANTITY',
    about: 'with --best: the smallest difference that matters, as "10 min"',
  },
  confidence: { type: 'text', value: 'SHARE', about: 'of intervals and of the choice; default 95 %' },
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
    [
      'gatesim compare layouts.yaml --best backupWindow --indifference "10 min"',
      'the best one, where ten minutes do not matter',
    ],
  ],
  act,
}

async function act(args: Arguments, terminal: Terminal): Promise<Exit> {
  const request = readStudyRequest(args, 'compare', OPTIONS)
  const { load, printIssues } = await import('../scenario.ts')
  const loaded = load(request.file, args, {}, terminal)
  if (!loaded.ok) {
    printIssues(loaded.issues, terminal)
    return EXIT.inputWrong
  }
  const { variants, warnings } = loaded.scenario
  if (variants.length < 2) {
    const { leftOut } = await import('../study/left-out.ts')
    throw oneVariant(variants[0]!.name, leftOut(warnings))
  }
  const { choosing, readSelection, withConfidence } = await import('../study/best.ts')
  const scenario = withConfidence(loaded.scenario, args.text('confidence'))
  const { perform } = await import('../study/study.ts')
  if (args.text('best') !== undefined)
    return perform(request, scenario, terminal, choosing(scenario, readSelection(args, scenario)))
  if (args.text('indifference') !== undefined)
    throw new UserError('E-USAGE', '--indifference belongs to --best METRIC')
  const { baselineOf, comparing } = await import('../study/comparison.ts')
  const baseline = baselineOf(scenario, args.text('baseline'))
  return perform(request, scenario, terminal, comparing(scenario, baseline))
}

function oneVariant(name: string, why: string | undefined): UserError {
  return new UserError(
    'E-ONE-VARIANT',
    `there is one variant only, ${name}, and nothing to compare it with`,
    why ??
      'Write experiment.variants or experiment.factors into the file, or give --factor servers.gw.count=2,3',
  )
}
