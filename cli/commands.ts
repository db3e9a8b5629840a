/** All commands, in the order of help. */
import type { Command } from './command.ts'
import { check } from './commands/check.ts'
import { compare } from './commands/compare.ts'
import { completion } from './commands/completion.ts'
import { explain } from './commands/explain.ts'
import { init } from './commands/init.ts'
import { metrics } from './commands/metrics.ts'
import { open } from './commands/open.ts'
import { plan } from './commands/plan.ts'
import { replay } from './commands/replay.ts'
import { report } from './commands/report.ts'
import { run } from './commands/run.ts'
import { schema } from './commands/schema.ts'
import { sensitivity } from './commands/sensitivity.ts'
import { sweep } from './commands/sweep.ts'
import { validate } from './commands/validate.ts'
import { value } from './commands/value.ts'

export const COMMANDS: readonly Command[] = [
  run,
  compare,
  sweep,
  plan,
  value,
  sensitivity,
  check,
  replay,
  explain,
  report,
  open,
  validate,
  init,
  schema,
  metrics,
  completion,
]
