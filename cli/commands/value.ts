/** `gatesim value FILE`: what would one more of it bring? */
import type { Arguments, Command, Option } from '../command.ts'
import { EXIT, type Exit } from '../failure.ts'
import { CSV_OPTIONS } from '../form.ts'
import { METRIC_OPTIONS, SCENARIO_OPTIONS, USUAL_METRICS, YES_OPTION } from '../options.ts'
import { readStudyRequest, STUDY_OPTIONS } from '../study/request.ts'
import type { Terminal } from '../terminal.ts'

const OPTIONS: Readonly<Record<string, Option>> = {
  ...SCENARIO_OPTIONS,
  ...METRIC_OPTIONS,
  confidence: { type: 'text', value: 'SHARE', about: 'of the intervals; default 95 %' },
  ...YES_OPTION,
  ...STUDY_OPTIONS,
  ...CSV_OPTIONS,
}

export const value: Command = {
  usage: 'value FILE',
  about: 'what one more gateway, 1 Gbit/s, one more slot or 10 % less data would bring',
  options: OPTIONS,
  examples: [
    ['gatesim value night.yaml', 'every change alone, against the night as it is'],
    ['gatesim value night.yaml --metric windowMisses', 'what helps against missed windows?'],
  ],
  act,
}

async function act(args: Arguments, terminal: Terminal): Promise<Exit> {
  const { readMetrics } = await import('../study/asked-metrics.ts')
  const metrics = readMetrics(args, true)
  // Always the same, so that --resume may ask about other metrics.
  const request = { ...readStudyRequest(args, 'value', OPTIONS), keep: USUAL_METRICS }
  const { load, printIssues } = await import('../scenario.ts')
  const loaded = load(request.file, args)
  if (!loaded.ok) {
    printIssues(loaded.issues, terminal)
    return EXIT.inputWrong
  }
  const { withConfidence } = await import('../study/best.ts')
  const asked = withConfidence(loaded.scenario, args.text('confidence'))
  const improvements = asked.improvements()
  const { checkCost } = await import('../study/cost.ts')
  checkCost(
    { ...asked, points: 1 + improvements.length },
    args.flag('yes'),
    request.workers ?? 1,
    'there are',
  )
  const { valuing } = await import('../study/value.ts')
  const { scenario, study } = valuing(asked, improvements, metrics)
  const { perform } = await import('../study/study.ts')
  return perform(request, scenario, terminal, study)
}
