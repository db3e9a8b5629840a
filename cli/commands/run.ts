/** `gatesim run FILE`: what happens in this scenario? */
import type { Arguments, Command } from '../command.ts'
import { WORKER_OPTIONS } from '../crew/option.ts'
import { EXIT, type Exit } from '../failure.ts'
import { CSV_OPTIONS, WORKBOOK_OPTION } from '../form.ts'
import { SCENARIO_OPTIONS } from '../options.ts'
import type { Terminal } from '../terminal.ts'

export const run: Command = {
  usage: 'run FILE',
  about: 'simulate a scenario: all its replications, all its variants',
  options: {
    ...SCENARIO_OPTIONS,
    out: { type: 'text', value: 'DIR', about: 'where results go; default results/<name>' },
    json: { type: 'flag', about: 'print result.json on standard output, nothing else' },
    quiet: { type: 'flag', about: 'print neither summary nor progress' },
    events: { type: 'flag', about: 'write every event to events.ndjson' },
    decisions: { type: 'flag', about: 'write each choice of a gateway to decisions.csv' },
    audit: { type: 'flag', about: 'check the laws of the simulated world as it runs' },
    bucket: { type: 'text', value: 'DURATION', about: 'width of a row of load.csv, as "15 min"' },
    resume: { type: 'flag', about: 'go on with an interrupted run' },
    watch: { type: 'flag', about: 'run again whenever the file is saved, and say what changed' },
    ...WORKER_OPTIONS,
    ...WORKBOOK_OPTION,
    ...CSV_OPTIONS,
  },
  examples: [
    ['gatesim run night.yaml', 'one night, summary on the terminal, tables in results/'],
    ['gatesim run night.yaml --replications 30', 'with intervals'],
    ['gatesim run night.yaml --watch', 'again on every save, until Ctrl-C'],
    ['gatesim run night.yaml --set servers.gw.count=4 --out results/four', 'with four gateways'],
  ],
  act,
}

async function act(args: Arguments, terminal: Terminal): Promise<Exit> {
  const { readRequest } = await import('../run/request.ts')
  const request = readRequest(args)
  if (args.flag('watch')) {
    const { runOnSave } = await import('../rerun/rerun.ts')
    return runOnSave(request, args, terminal)
  }
  const { load, printIssues } = await import('../scenario.ts')
  const loaded = load(request.file, args, {}, terminal)
  if (!loaded.ok) {
    printIssues(loaded.issues, terminal)
    return EXIT.inputWrong
  }
  const { perform } = await import('../run/perform.ts')
  return perform(request, loaded.scenario, terminal)
}
