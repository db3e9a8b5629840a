/** Options that several commands understand. */
import type { Option } from './command.ts'

/** Every command takes these. */
export const COMMON_OPTIONS: Readonly<Record<string, Option>> = {
  'no-color': { type: 'flag', about: 'no colours (also NO_COLOR=1)' },
  debug: { type: 'flag', about: 'show where an error comes from' },
}

/** Options that change what the scenario says. */
export const SCENARIO_OPTIONS: Readonly<Record<string, Option>> = {
  set: {
    type: 'list',
    value: 'path=value',
    about: 'change a value of the scenario, as servers.gw.count=4; repeatable',
  },
  seed: { type: 'text', value: 'S', about: 'seed of chance: a whole number or a word' },
  replications: { type: 'text', value: 'N', about: 'how often the scenario is run' },
}

/** Options that make variants of a scenario. */
export const FACTOR_OPTIONS: Readonly<Record<string, Option>> = {
  factor: {
    type: 'list',
    value: 'path=values',
    about: 'vary a value, as servers.gw.count=1..8 or cloud.layout=many-to-one,many-to-many; repeatable',
  },
  constraint: {
    type: 'list',
    value: 'CONDITION',
    about: 'leave out points that do not meet it, as "gateways <= 2 * proxies"; repeatable',
  },
}

/** What studies of a few metrics look at when they are not told. */
export const USUAL_METRICS: readonly string[] = ['backupWindow', 'throughput', 'failureRate']

export const METRIC_OPTIONS: Readonly<Record<string, Option>> = {
  metric: {
    type: 'list',
    value: 'METRIC',
    about: `what is looked at; repeatable, default ${USUAL_METRICS.join(', ')}`,
  },
}

/** Of studies that ask before they take long. */
export const YES_OPTION: Readonly<Record<string, Option>> = {
  yes: { type: 'flag', about: 'begin even if it takes longer than ten minutes' },
}
