/** `gatesim sensitivity FILE`: which guesses matter? */
import type { Arguments, Command, Option } from '../command.ts'
import { EXIT, type Exit, UserError } from '../failure.ts'
import { CSV_OPTIONS } from '../form.ts'
import { METRIC_OPTIONS, SCENARIO_OPTIONS, USUAL_METRICS, YES_OPTION } from '../options.ts'
import { readStudyRequest, STUDY_OPTIONS } from '../study/request.ts'
import type { Terminal } from '../terminal.ts'

const USUAL_TRAJECTORIES = 10

const OPTIONS: Readonly<Record<string, Option>> = {
  ...SCENARIO_OPTIONS,
  ...METRIC_OPTIONS,
  method: {
    type: 'text',
    choices: ['oat', 'morris'],
    about: 'oat: one input at a time, the others as in the file (default); morris: screen all ranges at once',
  },
  trajectories: {
    type: 'text',
    value: 'N',
    about: `with morris: random walks through the ranges; default ${USUAL_TRAJECTORIES}`,
  },
  confidence: { type: 'text', value: 'SHARE', about: 'of the intervals; default 95 %' },
  ...YES_OPTION,
  ...STUDY_OPTIONS,
  ...CSV_OPTIONS,
}

export const sensitivity: Command = {
  usage: 'sensitivity FILE',
  about: 'which of the uncertain inputs matter, and which need no better figure',
  options: OPTIONS,
  examples: [
    ['gatesim sensitivity night.yaml', 'every range of uncertain from end to end, 30 nights each'],
    ['gatesim sensitivity night.yaml --metric windowMisses', 'what the backup window hangs on'],
    ['gatesim sensitivity night.yaml --method morris', 'many inputs at once, wherever the others lie'],
  ],
  act,
}

async function act(args: Arguments, terminal: Terminal): Promise<Exit> {
  const { readMetrics } = await import('../study/asked-metrics.ts')
  const metrics = readMetrics(args, false)
  // Always the same, so that --resume may ask about other metrics.
  const request = { ...readStudyRequest(args, 'sensitivity', OPTIONS), keep: USUAL_METRICS }
  const { load, printIssues, wholeNumber } = await import('../scenario.ts')
  const screens = args.text('method') === 'morris'
  const trajectories = wholeNumber(args, 'trajectories')
  if (trajectories !== undefined && !screens)
    throw new UserError('E-USAGE', '--trajectories belongs to --method morris')
  const loaded = load(request.file, args)
  if (!loaded.ok) {
    printIssues(loaded.issues, terminal)
    return EXIT.inputWrong
  }
  if (loaded.scenario.uncertain.length === 0) throw nothingUncertain(request.file)
  const { withConfidence } = await import('../study/best.ts')
  const asked = withConfidence(loaded.scenario, args.text('confidence'))
  const { checkCost } = await import('../study/cost.ts')
  const { endsOf, mostPoints, nightsOfScreening, oneAtATime, screening } = await import(
    '../study/sensitivity.ts'
  )
  const walks = trajectories ?? USUAL_TRAJECTORIES
  const points = screens ? mostPoints(asked, walks) : endsOf(asked)
  checkCost(
    { ...(screens ? nightsOfScreening(asked) : asked), points },
    args.flag('yes'),
    request.workers ?? 1,
  )
  const { scenario, study } = screens ? screening(asked, walks, metrics) : oneAtATime(asked, metrics)
  const { perform } = await import('../study/study.ts')
  return perform(request, scenario, terminal, study)
}

function nothingUncertain(file: string): UserError {
  return new UserError(
    'E-NO-UNCERTAIN',
    `${file} says of no input that it is uncertain`,
    'Write ranges into the file, such as:\nuncertain:\n  - { path: jobs.nightly.machines.vm.changeRate, range: [2 %, 8 %] }\n  - { path: links.wan.bandwidth, range: [500 Mbit/s, 1 Gbit/s] }',
  )
}
