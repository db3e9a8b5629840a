/** `gatesim check FILES..`: do the expectations hold, and are the results still what they were? */
import type { Arguments, Command } from '../command.ts'
import { WORKER_OPTIONS } from '../crew/option.ts'
import { type Exit, UserError } from '../failure.ts'
import { SCENARIO_OPTIONS } from '../options.ts'
import type { Terminal } from '../terminal.ts'

export const check: Command = {
  usage: 'check FILES..',
  about: 'test what scenarios expect, and whether results moved against a kept baseline',
  options: {
    ...SCENARIO_OPTIONS,
    update: { type: 'flag', about: 'keep what is found now as <file>.baseline.json' },
    junit: { type: 'text', value: 'FILE', about: 'write JUnit XML for a build server' },
    json: { type: 'flag', about: 'print what was found as JSON on standard output, nothing else' },
    quiet: { type: 'flag', about: 'say nothing about files that hold, and no progress' },
    ...WORKER_OPTIONS,
  },
  examples: [
    ['gatesim check night.yaml', 'its expectations and its baseline'],
    ['gatesim check night.yaml --update', 'keep the results of today as baseline'],
    ['gatesim check scenarios/*.yaml --quiet --junit checks.xml', 'in a build'],
  ],
  act,
}

async function act(args: Arguments, terminal: Terminal): Promise<Exit> {
  if (args.flag('update') && (args.list('set').length > 0 || args.text('seed') !== undefined)) {
    throw new UserError(
      'E-USAGE',
      '--update keeps what the file says: it goes with neither --set nor --seed',
      'Change the file, or leave out --update to see what would move.',
    )
  }
  // yargs takes a lone `-` for no file at all: nothing checked must not look like all well.
  if (args.list('FILES').length === 0) throw new UserError('E-USAGE', 'the name of a file is missing')
  const { performCheck } = await import('../check/perform.ts')
  return performCheck(args, terminal)
}
