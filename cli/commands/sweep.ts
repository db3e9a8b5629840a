/** `gatesim sweep FILE`: the whole grid of factors. */
import type { Arguments, Command, Option } from '../command.ts'
import { EXIT, type Exit } from '../failure.ts'
import { CSV_OPTIONS } from '../form.ts'
import { FACTOR_OPTIONS, SCENARIO_OPTIONS, YES_OPTION } from '../options.ts'
import { readStudyRequest, STUDY_OPTIONS } from '../study/request.ts'
import type { Terminal } from '../terminal.ts'

const OPTIONS: Readonly<Record<string, Option>> = {
  ...SCENARIO_OPTIONS,
  ...FACTOR_OPTIONS,
  baseline: {
    type: 'text',
    value: 'NAME',
    about: 'the point that the others are compared with; default the first',
  },
  confidence: { type: 'text', value: 'SHARE', about: 'of intervals; default 95 %' },
  ...YES_OPTION,
  ...STUDY_OPTIONS,
  ...CSV_OPTIONS,
}

export const sweep: Command = {
  usage: 'sweep FILE',
  about: 'simulate every point of a grid of factors',
  options: OPTIONS,
  examples: [
    ['gatesim sweep night.yaml --factor servers.gw.count=1..8', 'one to eight gateways'],
    [
      'gatesim sweep night.yaml --factor gateways:servers.gw.count=1..8 --factor slots:repositories.nas.maxTasks=4,8 --constraint "slots >= gateways"',
      'two factors, some points left out',
    ],
  ],
  act,
}

async function act(args: Arguments, terminal: Terminal): Promise<Exit> {
  const request = readStudyRequest(args, 'sweep', OPTIONS)
  const { load, printIssues } = await import('../scenario.ts')
  const { checkCost, MOST_POINTS } = await import('../study/cost.ts')
  const sample = load(request.file, args, { mostPoints: MOST_POINTS, sample: true })
  if (!sample.ok) {
    printIssues(sample.issues, terminal)
    return EXIT.inputWrong
  }
  checkCost(sample.scenario, { yes: args.flag('yes'), workers: request.workers ?? 1 })
  const loaded = load(request.file, args, { mostPoints: MOST_POINTS }, terminal)
  if (!loaded.ok) {
    printIssues(loaded.issues, terminal)
    return EXIT.inputWrong
  }
  const { baselineOf } = await import('../study/comparison.ts')
  const { withConfidence } = await import('../study/best.ts')
  const { sweeping } = await import('../study/sweep.ts')
  const scenario = withConfidence(loaded.scenario, args.text('confidence'))
  const baseline = baselineOf(scenario, args.text('baseline'))
  const { perform } = await import('../study/study.ts')
  return perform(request, scenario, terminal, sweeping(scenario, baseline))
}
