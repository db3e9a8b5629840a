/** `gatesim report DIR`: what came of the tenants, for the provider or for one of them. */
import type { Report } from '../../output/index.ts'
import type { Arguments, Command } from '../command.ts'
import { EXIT, type Exit } from '../failure.ts'
import type { Watch } from '../result/watch.ts'
import type { Terminal } from '../terminal.ts'

/** Sentences are read best in lines that are not too long. */
const MOST_COLUMNS = 100

export const report: Command = {
  usage: 'report DIR',
  about: 'tell what came of the tenants of Cloud Connect, or of one as it may see it',
  options: {
    tenant: { type: 'text', value: 'NAME', about: "the tenant's own view: nothing of the provider is named" },
    variant: { type: 'text', value: 'NAME', about: 'of which variant; default the first' },
    replication: { type: 'text', value: 'N', about: 'of which replication; default the first' },
    json: { type: 'flag', about: 'print the facts as JSON on standard output' },
  },
  examples: [
    ['gatesim report results/provider', 'all tenants, those with most trouble first'],
    ['gatesim report results/provider --tenant acme', 'what acme may see'],
  ],
  act,
}

async function act(args: Arguments, terminal: Terminal): Promise<Exit> {
  const { Watch } = await import('../result/watch.ts')
  const watch = new Watch(terminal)
  let found: Report
  try {
    found = await answer(args, watch)
  } finally {
    watch.end()
  }
  if (args.flag('json')) terminal.out(`${JSON.stringify(found, undefined, 2)}\n`)
  else {
    const { reportLines } = await import('../../output/index.ts')
    const page = { width: Math.min(MOST_COLUMNS, terminal.columns), style: terminal.style.out }
    terminal.out(`${reportLines(found, page).join('\n')}\n`)
  }
  return EXIT.done
}

async function answer(args: Arguments, watch: Watch): Promise<Report> {
  const { wholeNumber } = await import('../scenario.ts')
  const { chooseRun, openResult } = await import('../result/result.ts')
  const { reportTenant, reportTenants } = await import('../report/report.ts')
  const result = openResult(args.text('DIR')!, watch)
  const run = chooseRun(result, args.text('variant'), wholeNumber(args, 'replication'))
  const tenant = args.text('tenant')
  return tenant === undefined ? reportTenants(run) : reportTenant(run, tenant)
}
