/** What each scenario of the library predicts, as text that is kept and compared. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { realFiles } from '../../cli/files.ts'
import {
  CellPrinter,
  type CsvForm,
  csvForm,
  recordedFiles,
  TableRecorder,
  writeEstimates,
} from '../../output/index.ts'
import { loadScenario, type Scenario } from '../../scenarios/index.ts'
import {
  combineFingerprints,
  METRICS,
  type ReplicationResult,
  ReplicationRun,
  summarise,
} from '../../sim/experiment/index.ts'
import { here, mustLoad } from './run-file.ts'

const LIBRARY = here('../../scenarios/library')
const KEPT = here('library')
/** Enough to see in which order things happen; the rest is in the fingerprint. */
const EVENT_LINES = 200
/** Too large to be read event by event. */
const WITHOUT_EVENTS = ['estate-800']

/** File name and text, in the order in which a change is best understood. */
export type Prediction = Readonly<Record<string, string>>

export function scenarios(): readonly string[] {
  return readdirSync(LIBRARY)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.replace('.yaml', ''))
    .sort()
}

/** Runs a scenario of the library and writes what `gatesim run --events` would write of it. */
export function predict(name: string): Prediction {
  const scenario = mustLoad(loadScenario(join(LIBRARY, `${name}.yaml`), { files: realFiles() }))
  const events = !WITHOUT_EVENTS.includes(name)
  const tenants = scenario.variants.some(({ world }) => world.cloud !== undefined)
  const asked = { events, decisions: false, tenants }
  const texts = new Map(recordedFiles(asked).map((file) => [file, '']))
  const form = csvForm({}) as CsvForm
  const printer = new CellPrinter(form, scenario.variants[0]!.world.clock)
  const tables = new TableRecorder(asked, printer, (file) => ({
    write: (text) => void texts.set(file, file.endsWith('.ndjson') ? `${texts.get(file)!}${text}` : ''),
  }))
  const wanted = (): boolean => {
    tables.flush()
    return events && texts.get('events.ndjson')!.split('\n').length <= EVENT_LINES
  }
  const results = runAll(scenario, tables, wanted)
  tables.flush()
  const fingerprint = combineFingerprints(
    results.map(({ replications }) => combineFingerprints(replications.map((it) => it.fingerprint))),
  )
  return {
    'summary.csv': summaryOf(scenario, results, printer),
    ...(events ? { 'events.ndjson': head(texts.get('events.ndjson')!) } : {}),
    'fingerprint.txt': `${fingerprint}\n`,
  }
}

interface VariantResults {
  readonly variant: string
  readonly replications: readonly ReplicationResult[]
}

function runAll(
  scenario: Scenario,
  tables: TableRecorder,
  eventsWanted: () => boolean,
): readonly VariantResults[] {
  return scenario.variants.map((variant) => ({
    variant: variant.name,
    replications: Array.from({ length: scenario.replications }, (_, i) => {
      const replication = i + 1
      const run = new ReplicationRun(variant, {
        seed: scenario.seed,
        replication,
        tables: tables.recorder({ variant: variant.name, replication }, variant.world.clock),
        events: eventsWanted(),
      })
      while (!run.advance(1_000_000));
      return run.result()
    }),
  }))
}

function summaryOf(scenario: Scenario, results: readonly VariantResults[], printer: CellPrinter): string {
  let text = ''
  const clock = scenario.variants[0]!.world.clock
  writeEstimates(
    summarise(results, scenario.confidence),
    [],
    printer,
    () => clock,
    (file) => ({
      write: (more) => {
        if (file === 'summary.csv') text += more
      },
    }),
  )
  return text
}

function head(text: string): string {
  return text
    .split('\n')
    .slice(0, EVENT_LINES)
    .map((line) => (line === '' ? '' : `${line}\n`))
    .join('')
}

export function kept(name: string): Prediction | undefined {
  const folder = join(KEPT, name)
  if (!existsSync(folder)) return undefined
  return Object.fromEntries(
    readdirSync(folder).map((file) => [file, readFileSync(join(folder, file), 'utf8')]),
  )
}

/** Folders of scenarios that the library no longer has. */
export function orphans(): readonly string[] {
  return existsSync(KEPT) ? readdirSync(KEPT).filter((name) => !scenarios().includes(name)) : []
}

export function keep(name: string, prediction: Prediction): void {
  forget(name)
  mkdirSync(join(KEPT, name), { recursive: true })
  for (const [file, text] of Object.entries(prediction)) writeFileSync(join(KEPT, name, file), text)
}

export function forget(name: string): void {
  rmSync(join(KEPT, name), { recursive: true, force: true })
}

/** What moved, in words: metrics by name, the first event that differs, or only the fingerprint. */
export function moved(before: Prediction, after: Prediction): readonly string[] {
  const words: string[] = []
  const files = [...new Set([...Object.keys(after), ...Object.keys(before)])]
  for (const file of files) {
    const [old, now] = [before[file], after[file]]
    if (old === now) continue
    if (old === undefined || now === undefined)
      words.push(`${file} ${old === undefined ? 'is new' : 'is gone'}`)
    else if (file === 'summary.csv') words.push(...movedMetrics(old, now))
    else if (file === 'events.ndjson') words.push(...firstDifference(old, now))
    else words.push(`some figure of some task moved: fingerprint ${old.trim()} became ${now.trim()}`)
  }
  return words
}

const SHOWN = 12

function movedMetrics(before: string, after: string): string[] {
  const [old, now] = [rowsOf(before), rowsOf(after)]
  const keys = [...new Set([...old.keys(), ...now.keys()])].filter((key) => old.get(key) !== now.get(key))
  const words = keys.map((key) => `${key}: ${old.get(key) ?? '(none)'} became ${now.get(key) ?? '(none)'}`)
  if (keys.length === 0) words.push('summary.csv: the order or the header of its rows changed')
  return words.length <= SHOWN
    ? words
    : [...words.slice(0, SHOWN), `and ${words.length - SHOWN} more metrics`]
}

/** Variant and metric -> the rest of the row. Names of variants may hold commas, names of metrics do not. */
function rowsOf(csv: string): Map<string, string> {
  const names = new Set(METRICS.map(({ name }) => name))
  return new Map(
    csv.split('\r\n').map((line) => {
      const cells = line.split(',')
      const at = cells.findIndex((cell) => names.has(cell))
      return [cells.slice(0, at + 1).join(' '), cells.slice(at + 1).join(',')]
    }),
  )
}

function firstDifference(before: string, after: string): string[] {
  const [old, now] = [before.split('\n'), after.split('\n')]
  const at = now.findIndex((line, i) => line !== old[i])
  if (at < 0) return [`events.ndjson: ${old.length - now.length} lines fewer`]
  return [`events.ndjson, line ${at + 1}: ${old[at] || '(end)'} became ${now[at]}`]
}
