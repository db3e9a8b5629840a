/** Tasks in plain words: what they waited for, who served them, what limited them, why they failed. */
import { type GridColumn, grid } from '../terminal/grid.ts'
import { counted, duration, number } from '../terminal/quantity.ts'
import { stageInWords } from '../terminal/stages.ts'
import { type Tone, wrap } from '../terminal/text.ts'
import type { Page } from '../terminal/view.ts'
import { choiceBlock } from './decision.ts'
import type { Explanation, OutageFacts, RunFacts, TaskFacts, ToldTask } from './facts.ts'
import {
  type Block,
  bytes,
  coded,
  command,
  commandLines,
  heading,
  outageInWords,
  rate,
  said,
  span,
  stages,
  time,
  withoutDecisions,
} from './phrases.ts'

/** More than these are listed and not told. */
const MOST_TOLD = 4

export function tasksBlocks(
  { run, tasks, found }: Explanation & { about: 'tasks' },
  page: Page,
): readonly Block[] {
  return found > MOST_TOLD ? listed(run, tasks, found, page) : toldBlocks(tasks, run, page)
}

/** Each task in full. */
export function toldBlocks(
  tasks: readonly ToldTask[],
  run: Pick<RunFacts, 'decisions'>,
  page: Page,
): readonly Block[] {
  return [...tasks.map((task) => taskBlock(task, page)), withoutDecisions(run, page)]
}

function listed(run: RunFacts, tasks: readonly TaskFacts[], found: number, page: Page): readonly Block[] {
  const first = tasks[0]!
  return [
    heading(`${first.machine}: ${counted(found, 'task')}`, page),
    taskGrid(tasks, found, page),
    commandLines('One in full: ', command(run, '--task', taskName(first)), page),
  ]
}

/** As `--task` takes it. */
export function taskName({ session, machine, disk, attempt }: TaskFacts): string {
  return `${session}/${machine}/${disk}@${attempt}`
}

const COLUMNS: readonly GridColumn[] = [
  { title: 'machine', align: 'left', least: 8 },
  { title: 'disk', align: 'right', leaves: 4 },
  { title: 'attempt', align: 'right', leaves: 3 },
  { title: 'gateway', align: 'left', least: 8 },
  { title: 'queued', align: 'left' },
  { title: 'waited', align: 'right', leaves: 1 },
  { title: 'took', align: 'right', leaves: 2 },
  { title: 'result', align: 'left', least: 12 },
]

const SESSION: GridColumn = { title: 'session', align: 'left', least: 10 }

/** The session has a column when there are several. */
export function taskGrid(tasks: readonly TaskFacts[], found: number, { width, style }: Page): Block {
  const several = tasks.some(({ session }) => session !== tasks[0]?.session)
  const rows = tasks.map((task) => [
    ...(several ? [task.session] : []),
    task.machine,
    number(task.disk),
    number(task.attempt),
    task.gateway ?? task.cloudGateways.at(-1) ?? '-',
    task.queued.slice(5, 16),
    duration(task.waitSeconds),
    duration(task.durationSeconds),
    task.reason?.code ?? task.result ?? 'unfinished',
  ])
  const rest = found - tasks.length
  const more = rest === 0 ? [] : [`and ${number(rest)} more, in tasks.csv`]
  return [...grid(several ? [SESSION, ...COLUMNS] : COLUMNS, rows, width, style), ...more]
}

const TONES: Readonly<Record<string, Tone>> = { Success: 'good', Warning: 'warn', Failed: 'bad' }

export function toned(result: string | undefined, lines: Block, { style }: Page): Block {
  return lines.map((line) => style(TONES[result ?? ''] ?? 'warn', line))
}

function taskBlock(task: ToldTask, page: Page): Block {
  const { session, machine, disk, attempt, result, reason } = task
  const name = `${session} / ${machine}, disk ${disk}, attempt ${attempt}: ${result ?? 'unfinished'}`
  return [
    ...toned(result, wrap(name, page.width, '  '), page),
    ...said('When', whenText(task), page),
    ...said('Waited', waitText(task), page),
    ...(reason === undefined ? [] : said('Why it failed', coded(reason), page)),
    ...task.outages
      .slice(0, 5)
      .flatMap((outage) => said('Out then', outageInWords(outage, roleOf(outage, task)), page)),
    ...(reason?.remedy === undefined ? [] : said('What helps', reason.remedy, page)),
    ...said('Way', wayText(task), page),
    ...choiceBlock(task, page),
    ...said('Limited by', limitText(task), page),
    ...said('Moved', movedText(task), page),
  ]
}

/** What the lost one was to the task. */
function roleOf(
  { target }: OutageFacts,
  { gateway, cloudGateways, tenant, proxy, repository, sourceMover, targetMover }: TaskFacts,
): string {
  if (cloudGateways.includes(target)) return 'its cloud gateway '
  if (target === tenant) return 'the line of its tenant '
  if (target === gateway) return 'its gateway '
  if (target === proxy) return 'its proxy '
  if (target === repository) return 'its repository '
  return target === sourceMover || target === targetMover ? 'its data mover ' : ''
}

function whenText({ queued, start, end, durationSeconds, suspendedSeconds, resumes }: TaskFacts): string {
  if (start === undefined) return `queued ${span(queued, end)}, it never started`
  const suspended =
    suspendedSeconds === 0 && resumes === 0
      ? ''
      : `; suspended for ${time(suspendedSeconds)} by a loss, resumed ${counted(resumes, 'time')}`
  return `${span(start, end)}, ${time(durationSeconds)}${suspended}`
}

function waitText({ waitSeconds, waitedFor, controlSeconds }: TaskFacts): string {
  const control = controlSeconds === 0 ? '' : `; the backup server took ${time(controlSeconds)} to start it`
  if (waitSeconds === 0) return `not at all${control}`
  const cause = waitedFor === undefined ? '' : `, longest for ${coded(waitedFor)}`
  return `${time(waitSeconds)}${cause}${control}`
}

/** From where to where, without machines that are named twice. */
function wayText(task: TaskFacts): string {
  const { operation, algorithm, proxy, gateway, cloudGateways, repository, sourceMover } = task
  const source = proxy ?? sourceMover
  const stops = [
    task.tenant === undefined ? [] : [`tenant ${task.tenant}`],
    source === undefined ? [] : [`${proxy === undefined ? 'source mover' : 'proxy'} ${source}`],
    cloudGateways.length === 0 ? [] : [cloudText(cloudGateways)],
    gateway === undefined ? [] : [`gateway ${gateway}`],
    [`repository ${repository}`],
  ].flat()
  const inOrder = operation === 'restore' ? stops.reverse() : stops
  return `${inOrder.join(', ')} (${operation === algorithm ? operation : `${operation}, ${algorithm}`})`
}

/** In the order in which they carried it: one that was lost gave it to the next. */
function cloudText(names: readonly string[]): string {
  return names.length === 1 ? `cloud gateway ${names[0]}` : `cloud gateways ${names.join(', then ')}`
}

function limitText({ limited, busy, transferSeconds, veeamBottleneck }: TaskFacts): string {
  if (transferSeconds === 0) return 'nothing: no data flowed'
  const view = busy.length === 0 ? '' : `; the product's view: ${stages(busy, ' > ')}`
  const most = veeamBottleneck === undefined ? '' : `, bottleneck ${stageInWords(veeamBottleneck)}`
  return `${stages(limited)} of ${time(transferSeconds)} of transfer${view}${most}`
}

function movedText(task: TaskFacts): string {
  const { readBytes, processedBytes, transferredBytes, gatewayBytesIn, rateBytesPerSecond } = task
  const speed = rateBytesPerSecond === undefined ? '' : ` at ${rate(rateBytesPerSecond)}`
  const through = gatewayBytesIn === 0 ? '' : `, ${bytes(gatewayBytesIn)} into the gateway`
  return `read ${bytes(readBytes)}${speed} (size ${bytes(processedBytes)}), sent ${bytes(transferredBytes)}${through}`
}
