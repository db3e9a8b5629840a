/** `gatesim replay RESULT`: one night of a result once more, in full. */
import type { Arguments, Command } from '../command.ts'
import type { Exit } from '../failure.ts'
import type { Terminal } from '../terminal.ts'

export const replay: Command = {
  usage: 'replay DIR',
  about: 'run one replication of a result once more, with all tables and decisions',
  options: {
    variant: { type: 'text', value: 'NAME', about: 'of which variant; default the first' },
    replication: { type: 'text', value: 'N', about: 'which one; default the first' },
    out: { type: 'text', value: 'DIR', about: 'where it goes; default results/<name>-replay' },
    events: { type: 'flag', about: 'also write every event to events.ndjson' },
    audit: { type: 'flag', about: 'check the laws of the simulated world as it runs' },
    file: { type: 'text', value: 'FILE', about: 'the scenario, where it lies elsewhere now' },
    quiet: { type: 'flag', about: 'errors only' },
  },
  examples: [
    ['gatesim replay results/night --replication 17', 'the 17th night of a run'],
    ["gatesim replay results/grid-sweep --variant 'gateways=2' --replication 3", 'a night of a grid'],
  ],
  act,
}

async function act(args: Arguments, terminal: Terminal): Promise<Exit> {
  const { replay: again } = await import('../replay/replay.ts')
  const { wholeNumber } = await import('../scenario.ts')
  const { ReadingProgress } = await import('../result/reading.ts')
  const request = {
    result: args.text('DIR')!,
    variant: args.text('variant'),
    replication: wholeNumber(args, 'replication'),
    file: args.text('file'),
    out: args.text('out'),
    events: args.flag('events'),
    audit: args.flag('audit'),
    quiet: args.flag('quiet'),
  }
  const reading = new ReadingProgress(terminal)
  try {
    return await again(request, reading, terminal)
  } finally {
    reading.end()
  }
}
