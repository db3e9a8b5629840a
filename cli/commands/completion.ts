/** `gatesim completion [SHELL]`: the script that makes a shell complete commands, options and their values. */
import { basename } from 'node:path'
import process from 'node:process'
import type { Arguments, Command } from '../command.ts'
import { SCRIPTS } from '../completion/scripts.ts'
import { EXIT, type Exit, UserError } from '../failure.ts'
import type { Terminal } from '../terminal.ts'

export const completion: Command = {
  usage: 'completion [SHELL]',
  about: 'print the script that completes words in bash, zsh or fish',
  options: {},
  examples: [
    ['source <(gatesim completion bash)', 'in ~/.bashrc; zsh likewise in ~/.zshrc'],
    ['gatesim completion fish > ~/.config/fish/completions/gatesim.fish', 'for fish, once'],
  ],
  act,
}

async function act(args: Arguments, terminal: Terminal): Promise<Exit> {
  const shells = Object.keys(SCRIPTS)
  const own = basename(process.env['SHELL'] ?? '')
  const shell = args.text('SHELL') ?? (shells.includes(own) ? own : 'bash')
  const script = SCRIPTS[shell]
  if (script === undefined) {
    throw new UserError(
      'E-USAGE',
      `there is no completion for "${shell}"`,
      `There is for ${shells.join(', ')}.`,
    )
  }
  terminal.out(script)
  return EXIT.done
}
