/** `gatesim plan FILE`: how much is needed? */
import type { Arguments, Command, Option } from '../command.ts'
import { EXIT, type Exit } from '../failure.ts'
import { CSV_OPTIONS } from '../form.ts'
import { FACTOR_OPTIONS, SCENARIO_OPTIONS } from '../options.ts'
import { readStudyRequest, STUDY_OPTIONS } from '../study/request.ts'
import type { Terminal } from '../terminal.ts'

const OPTIONS: Readonly<Record<string, Option>> = {
  vary: {
    type: 'list',
    value: 'path=values',
    about:
      'what may be chosen, as servers.gw.count=1..16 or 2,4,8; repeatable; default the factors of the file',
  },
  goal: {
    type: 'list',
    value: 'CONDITION',
    about: 'what must hold, as "p95(backupWindow) <= 8 h"; repeatable; default `expect` of the file',
  },
  confidence: {
    type: 'text',
    value: 'P',
    about: 'how sure each verdict must be, as 95 %; default that of the file',
  },
  'max-nights': {
    type: 'text',
    value: 'N',
    about: 'no value is simulated more often; default 1000',
  },
  set: SCENARIO_OPTIONS['set']!,
  seed: SCENARIO_OPTIONS['seed']!,
  constraint: FACTOR_OPTIONS['constraint']!,
  ...STUDY_OPTIONS,
  ...CSV_OPTIONS,
}

export const plan: Command = {
  usage: 'plan FILE',
  about: 'the smallest value, or cheapest combination, that meets all goals, with proof',
  options: OPTIONS,
  examples: [
    [
      'gatesim plan night.yaml --vary servers.gw.count=1..16 --goal "failureRate <= 1 %" --goal "p95(backupWindow) <= 8 h"',
      'how many gateways are needed?',
    ],
    [
      'gatesim plan night.yaml --vary servers.gw.count=1..8 --vary servers.proxy.count=1..8',
      'the cheapest combination that meets what the file expects',
    ],
  ],
  act,
}

async function act(args: Arguments, terminal: Terminal): Promise<Exit> {
  const asked = readStudyRequest(args, 'plan', OPTIONS)
  const { load, printIssues, wholeNumber } = await import('../scenario.ts')
  const most = wholeNumber(args, 'max-nights')
  const varied = { factors: args.list('vary'), factorOption: '--vary' }
  const loaded = load(asked.file, args, varied, terminal)
  if (!loaded.ok) {
    printIssues(loaded.issues, terminal)
    return EXIT.inputWrong
  }
  const { withConfidence } = await import('../study/best.ts')
  const { goalsOf, MOST_NIGHTS, planning } = await import('../study/plan.ts')
  const scenario = withConfidence(loaded.scenario, args.text('confidence'))
  const goals = goalsOf(scenario, args.list('goal'))
  const study = planning(scenario, { goals, maxNights: most ?? MOST_NIGHTS })
  // The goals and the length of nights are all that is looked into; the rest of an estate's nights fills memory.
  const keep = ['backupWindow', 'sessionDuration', ...goals.map(({ term }) => term.metric)]
  const { perform } = await import('../study/study.ts')
  return perform({ ...asked, keep }, scenario, terminal, study)
}
