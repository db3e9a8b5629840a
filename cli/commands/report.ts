/** `gatesim report DIR`: the page of a result anew; what came of the tenants, for the provider or for one of them. */
import type { Report } from '../../output/index.ts'
import type { Arguments, Command } from '../command.ts'
import { EXIT, type Exit } from '../failure.ts'
import type { ReadingProgress } from '../result/reading.ts'
import type { Terminal } from '../terminal.ts'

/** Sentences are read best in lines that are not too long. */
const MOST_COLUMNS = 100

export const report: Command = {
  usage: 'report DIR',
  about: 'make the page of a result anew, or tell what came of the tenants of Cloud Connect',
  options: {
    tenant: { type: 'text', value: 'NAME', about: "the tenant's own view: nothing of the provider is named" },
    tenants: { type: 'flag', about: 'all tenants, for the provider, on the terminal' },
    variant: { type: 'text', value: 'NAME', about: 'of which variant; default the first' },
    replication: { type: 'text', value: 'N', about: 'of which replication; default the first' },
    json: { type: 'flag', about: 'print the facts about tenants as JSON on standard output' },
  },
  examples: [
    ['gatesim report results/night', 'write results/night/report.html anew'],
    ['gatesim report results/night --variant gateways=4 --replication 7', 'with another night in it'],
    ['gatesim report results/provider --tenants', 'all tenants, those with most trouble first'],
    ['gatesim report results/provider --tenant acme', 'what acme may see'],
  ],
  act,
}

async function act(args: Arguments, terminal: Terminal): Promise<Exit> {
  const { ReadingProgress } = await import('../result/reading.ts')
  const ofTenants = args.flag('tenants') || args.flag('json') || args.text('tenant') !== undefined
  if (!ofTenants) return page(args, terminal)
  const reading = new ReadingProgress(terminal)
  let found: Report
  try {
    found = await answer(args, reading)
  } finally {
    reading.end()
  }
  if (args.flag('json')) terminal.out(`${JSON.stringify(found, undefined, 2)}\n`)
  else {
    const { reportLines } = await import('../../output/index.ts')
    const page = { width: Math.min(MOST_COLUMNS, terminal.columns), style: terminal.style.out }
    terminal.out(`${reportLines(found, page).join('\n')}\n`)
  }
  return EXIT.done
}

async function answer(args: Arguments, reading: ReadingProgress): Promise<Report> {
  const { wholeNumber } = await import('../scenario.ts')
  const { chooseRun, openResult } = await import('../result/result.ts')
  const { reportTenant, reportTenants } = await import('../report/report.ts')
  const result = openResult(args.text('DIR')!, reading)
  const run = chooseRun(result, args.text('variant'), wholeNumber(args, 'replication'))
  const tenant = args.text('tenant')
  return tenant === undefined ? reportTenants(run) : reportTenant(run, tenant)
}

async function page(args: Arguments, terminal: Terminal): Promise<Exit> {
  const { wholeNumber } = await import('../scenario.ts')
  const { rebuildPage } = await import('../page/rebuild.ts')
  const wanted = { variant: args.text('variant'), replication: wholeNumber(args, 'replication') }
  const file = await rebuildPage(args.text('DIR')!, wanted, terminal)
  terminal.out(`${file}\n`)
  return EXIT.done
}
