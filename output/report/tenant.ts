/** A tenant's own view, in plain words. */
import { type Block, bytes, coded, rate, said } from '../explain/phrases.ts'
import { waitText } from '../explain/session.ts'
import { toned } from '../explain/tasks.ts'
import { type GridColumn, grid } from '../terminal/grid.ts'
import { counted, duration, number, percent, quantity } from '../terminal/quantity.ts'
import { firm, wrap } from '../terminal/text.ts'
import type { Page } from '../terminal/view.ts'
import type { TenantMachine, TenantReport, TenantSession } from './facts.ts'
import { tenantLimit } from './words.ts'

const MOST_SESSIONS = 12
const MOST_MACHINES = 20

export function tenantBlocks(report: TenantReport, page: Page): readonly Block[] {
  return [
    overview(report, page),
    stores(report, page),
    jobs(report, page),
    sessions(report.sessions, page),
    machines(report.machines, page),
  ]
}

function overview(report: TenantReport, page: Page): Block {
  const { tenant, result, sentBytes, receivedBytes, keptBytes, waits, reasons } = report
  const sum = `${tenant}: ${result ?? 'no session'}`
  return [
    ...toned(result, wrap(sum, page.width, '  '), page),
    ...said('From', `${firm(report.start)}${which(report)}`, page),
    ...said('Tasks', `${number(report.tasks)}, ${number(report.failed)} failed`, page),
    ...said('Moved', `sent ${bytes(sentBytes)}, received ${bytes(receivedBytes)}`, page),
    ...said('Kept', `${bytes(keptBytes)} at the end`, page),
    ...said('Rate', rateText(report), page),
    ...said(
      'Waited',
      waits.length === 0 ? 'no task waited' : waits.map((it) => waitText(it, 'longest')).join('; '),
      page,
    ),
    ...reasons.flatMap((reason) => [
      ...said('Failed', `${counted(reason.tasks, 'task')}: ${coded(reason)}`, page),
      ...(reason.remedy === undefined ? [] : said('What helps', reason.remedy, page)),
    ]),
  ]
}

function which({ replication, replications }: TenantReport): string {
  return replications === 1 ? '' : `, replication ${replication} of ${replications}`
}

function rateText({ meanRate, lineShare, limitedBy }: TenantReport): string {
  if (meanRate === undefined) return 'no data flowed'
  const line = lineShare === undefined ? '' : `, ${firm(percent(lineShare))} of what its line and limit allow`
  const most = limitedBy === undefined ? '' : `; limited longest by: ${tenantLimit(limitedBy)}`
  return `${rate(meanRate)} while data flowed${line}${most}`
}

function stores({ stores: list }: TenantReport, page: Page): Block {
  const columns: readonly GridColumn[] = [
    { title: 'cloud repository or host', align: 'left', least: 10 },
    { title: 'kind', align: 'left', leaves: 2 },
    { title: 'tasks', align: 'right', leaves: 1 },
    { title: 'failed', align: 'right' },
    { title: 'sent', align: 'right' },
    { title: 'received', align: 'right' },
  ]
  const rows = list.map((it) => [
    it.name,
    it.kind,
    number(it.tasks),
    number(it.failed),
    quantity(it.sentBytes, 'B'),
    quantity(it.receivedBytes, 'B'),
  ])
  return rows.length === 0 ? [] : grid(columns, rows, page.width, page.style)
}

function jobs({ jobs: list }: TenantReport, page: Page): Block {
  const columns: readonly GridColumn[] = [
    { title: 'job', align: 'left', least: 8 },
    { title: 'type', align: 'left', leaves: 2 },
    { title: 'sessions', align: 'right' },
    { title: 'failed', align: 'right' },
    { title: 'read', align: 'right', leaves: 1 },
    { title: 'transferred', align: 'right' },
  ]
  const rows = list.map((it) => [
    it.job,
    it.jobType,
    number(it.sessions),
    number(it.failed),
    quantity(it.readBytes, 'B'),
    quantity(it.transferredBytes, 'B'),
  ])
  return rows.length === 0 ? [] : grid(columns, rows, page.width, page.style)
}

const GRAVITY: readonly (string | undefined)[] = ['Failed', undefined, 'Warning', 'Success']

function worstFirst<T>(list: readonly T[], resultOf: (item: T) => string | undefined): readonly T[] {
  const gravity = (item: T): number => GRAVITY.indexOf(resultOf(item))
  return [...list].sort((a, b) => gravity(a) - gravity(b))
}

function sessions(list: readonly TenantSession[], page: Page): Block {
  if (list.length === 0) return []
  const columns: readonly GridColumn[] = [
    { title: 'session', align: 'left', least: 10 },
    { title: 'start', align: 'left', leaves: 1 },
    { title: 'took', align: 'right', leaves: 2 },
    { title: 'failed machines', align: 'right', leaves: 4 },
    { title: 'waited', align: 'right', leaves: 3 },
    { title: 'result', align: 'left', least: 28 },
  ]
  const rows = worstFirst(list, ({ result }) => result)
    .slice(0, MOST_SESSIONS)
    .map((it) => [
      it.session,
      it.start.slice(0, 16),
      duration(it.durationSeconds),
      `${number(it.machinesFailed)} of ${number(it.machines)}`,
      duration(it.waitSeconds),
      `${it.result ?? 'unfinished'}${it.reason === undefined ? '' : `: ${it.reason.code}`}`,
    ])
  return [...grid(columns, rows, page.width, page.style), ...more(list.length - rows.length, page)]
}

function machines(list: readonly TenantMachine[], page: Page): Block {
  if (list.length === 0) return []
  const columns: readonly GridColumn[] = [
    { title: 'machine', align: 'left', least: 8 },
    { title: 'job', align: 'left', least: 6, leaves: 2 },
    { title: 'tasks', align: 'right', leaves: 3 },
    { title: 'failed', align: 'right' },
    { title: 'read', align: 'right', leaves: 4 },
    { title: 'transferred', align: 'right', leaves: 1 },
    { title: 'last result', align: 'left' },
  ]
  const rows = worstFirst(list, ({ lastResult }) => lastResult)
    .slice(0, MOST_MACHINES)
    .map((it) => [
      it.machine,
      it.job,
      number(it.tasks),
      number(it.failed),
      quantity(it.readBytes, 'B'),
      quantity(it.transferredBytes, 'B'),
      it.lastResult ?? 'unfinished',
    ])
  return [...grid(columns, rows, page.width, page.style), ...more(list.length - rows.length, page)]
}

function more(rest: number, { style }: Page): Block {
  return rest === 0 ? [] : [style('dim', `and ${number(rest)} more, with --json`)]
}
