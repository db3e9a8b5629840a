/** The best of the variants by one metric, with a stated probability. */
import { selectionLines, selectionWarnings } from '../../output/index.ts'
import { readLimit, type Scenario } from '../../scenarios/index.ts'
import { METRICS, type Metric, type SelectionRequest, selectBest } from '../../sim/experiment/index.ts'
import type { Arguments } from '../command.ts'
import { EXIT, UserError } from '../failure.ts'
import { notFound } from '../result/result.ts'
import { viewOf } from '../run/finished.ts'
import type { Study } from './study.ts'

/** Far more than anybody waits for; `experiment.replications.max` sets another. */
const USUAL_MAX = 10_000

export function choosing(scenario: Scenario, request: SelectionRequest): Study {
  return async (replicator) => {
    const { selection, variants } = await selectBest(replicator, scenario.variants, request)
    return {
      variants,
      warnings: selectionWarnings(selection),
      document: { selection },
      lines: (run, page) => selectionLines(viewOf(run), selection, page),
      exit: EXIT.done,
    }
  }
}

/** Throws E-NOT-FOUND for an unknown metric, E-USAGE for what cannot be meant. */
export function readSelection(args: Arguments, scenario: Scenario): SelectionRequest {
  const metric = metricOf(args.text('best')!)
  if (args.text('baseline') !== undefined)
    throw new UserError('E-USAGE', '--best has no baseline: all variants are compared with each other')
  const { confidence, variants, stopping } = scenario
  if (confidence <= 1 / variants.length) {
    const says = `a confidence of ${confidence} among ${variants.length} variants is no more than a guess`
    throw new UserError('E-USAGE', `${says}; --confidence must be above 1 / ${variants.length}`)
  }
  return {
    metric: metric.name,
    indifference: indifferenceOf(metric, args.text('indifference')),
    confidence,
    max: stopping?.max ?? USUAL_MAX,
  }
}

/** `--confidence`, which counts for all that a command estimates. */
export function withConfidence(scenario: Scenario, text: string | undefined): Scenario {
  if (text === undefined) return scenario
  const confidence = readLimit('share', text)
  if (typeof confidence !== 'number' || confidence <= 0 || confidence >= 1)
    throw new UserError('E-USAGE', `--confidence wants a share below 1 such as "95 %", not "${text}"`)
  return { ...scenario, confidence }
}

function metricOf(name: string): Metric {
  const names = METRICS.map((metric) => metric.name)
  const metric = METRICS.find((it) => it.name === name)
  if (metric === undefined) throw notFound('metric', name, names)
  if (metric.better !== undefined) return metric
  throw new UserError('E-USAGE', `neither more nor less of ${name} is better, so no variant is best in it`)
}

const EXAMPLES: Readonly<Record<Metric['unit'], string>> = {
  s: '"10 min"',
  B: '"1 GB"',
  'B/s': '"10 MB/s"',
  share: '"1 %"',
  count: '1',
  ratio: '0.05',
}

function indifferenceOf({ name, unit }: Metric, text: string | undefined): number {
  const such = `the smallest difference in ${name} that matters, such as --indifference ${EXAMPLES[unit]}`
  if (text === undefined) throw new UserError('E-USAGE', `--best wants --indifference: ${such}`)
  const read = readLimit(unit, text)
  if (typeof read === 'number' && read > 0) return read
  throw new UserError('E-USAGE', `--indifference ${text} cannot be meant: it is ${such}`)
}
