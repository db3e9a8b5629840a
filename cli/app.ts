/** From argv to an exit status. */
import { COMMANDS } from './commands.ts'
import { ASKING } from './completion/scripts.ts'
import { EXIT, type Exit, report } from './failure.ts'
import { type Terminal, withoutColour } from './terminal.ts'

/** Runs a command to its end. Never throws. */
export async function main(argv: readonly string[], terminal: Terminal): Promise<Exit> {
  const spoken = argv.includes('--no-color') ? withoutColour(terminal) : terminal
  try {
    if (argv[0] === ASKING) {
      const { answer } = await import('./completion/answer.ts')
      await answer(argv.slice(1), terminal)
      return EXIT.done
    }
    const { commandLine } = await import('./parse.ts')
    const line = await commandLine(argv, COMMANDS, spoken)
    return line === undefined ? EXIT.done : await line.command.act(line.args, spoken)
  } catch (error) {
    return report(error, spoken, argv.includes('--debug'))
  }
}
