/** The metrics that a study is asked about. */
import { METRICS } from '../../sim/experiment/index.ts'
import type { Arguments } from '../command.ts'
import { UserError } from '../failure.ts'
import { USUAL_METRICS } from '../options.ts'
import { notFound } from '../result/result.ts'

/** Each once, in the order given. `directed`: only metrics that can get better. Throws E-NOT-FOUND, E-USAGE. */
export function readMetrics(args: Arguments, directed: boolean): readonly string[] {
  const given = [...new Set(args.list('metric'))]
  for (const name of given) {
    const metric = METRICS.find((it) => it.name === name)
    if (metric === undefined)
      throw notFound(
        'metric',
        name,
        METRICS.map((it) => it.name),
      )
    if (directed && metric.better === undefined)
      throw new UserError('E-USAGE', `neither more nor less of ${name} is better, so nothing can improve it`)
  }
  return given.length === 0 ? USUAL_METRICS : given
}
