/** `gatesim open DIR`: the page of a result in the browser. */
import type { Arguments, Command } from '../command.ts'
import { EXIT, type Exit } from '../failure.ts'
import type { Terminal } from '../terminal.ts'

export const open: Command = {
  usage: 'open DIR',
  about: 'open the page of a result in the browser; it is made if it is not there',
  options: {},
  examples: [['gatesim open results/night', 'look at results/night/report.html']],
  act,
}

async function act(args: Arguments, terminal: Terminal): Promise<Exit> {
  const { pageFile } = await import('../page/rebuild.ts')
  const { show } = await import('../page/show.ts')
  const file = await pageFile(args.text('DIR')!, terminal)
  terminal.out(`${file}\n`)
  await show(file)
  return EXIT.done
}
