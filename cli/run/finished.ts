/** A finished run as result.json and as the summary tell it. */
import type { CsvForm, ResultDocument, ResultVariant, ResultWarning, RunView } from '../../output/index.ts'
import type { Scenario } from '../../scenarios/index.ts'
import { formatInstant } from '../../sim/calendar.ts'
import {
  combineFingerprints,
  type ReplicationResult,
  type Summary,
  type VariantResults,
} from '../../sim/experiment/index.ts'
import { layoutOf, type World } from '../../sim/model/index.ts'
import { version } from '../version.ts'

type FoundWarning = ResultWarning & { readonly count: number }

export interface FinishedRun {
  readonly document: ResultDocument
  readonly scenario: Scenario
  readonly summary: Summary
  readonly results: readonly ReplicationResult[]
  readonly warnings: readonly FoundWarning[]
  /** What the audit found, with its place. */
  readonly violations: readonly string[]
  readonly folder: string
}

/** What the description takes of a request. */
interface DescribedRequest {
  readonly command: string
  readonly form: CsvForm
  readonly bucket?: number | undefined
  readonly only?: number
}

export function describeRun(
  request: DescribedRequest,
  scenario: Scenario,
  summary: Summary,
  variants: readonly VariantResults[],
  folder: string,
): FinishedRun {
  const results = variants.flatMap((it) => it.replications)
  const warnings = warningsOf(scenario, results)
  const fingerprints = variants.map((it) =>
    combineFingerprints(it.replications.map((one) => one.fingerprint)),
  )
  const document: ResultDocument = {
    gatesim: version(),
    command: request.command,
    scenario: { name: scenario.name, hash: scenario.hash },
    source: scenario.source,
    tables: { ...request.form, ...(request.bucket === undefined ? {} : { bucket: request.bucket }) },
    seed: scenario.seed,
    replications:
      request.only === undefined
        ? Math.max(...variants.map((it) => it.replications.length))
        : scenario.replications,
    ...(request.only === undefined ? {} : { replication: request.only }),
    fingerprint: combineFingerprints(fingerprints),
    variants: scenario.variants.map(({ name, factors, world }, i) => ({
      name,
      factors,
      fingerprint: fingerprints[i]!,
      start: formatInstant(world.clock, 0),
      ...cloudOf(world),
    })),
    summary: summary.rows,
    comparison: [],
    warnings: warnings.map(({ code, message, at }) => ({ code, message, at })),
  }
  const violations = results.flatMap(({ variant, replication, run }) =>
    (run.audit ?? []).map((violation) => `${variant}, replication ${replication}: ${violation}`),
  )
  return { document, scenario, summary, results, warnings, violations, folder }
}

/** What the tables do not say of a provider. */
function cloudOf({ cloud, servers }: World): Pick<ResultVariant, 'layout' | 'cloudGateways'> {
  if (cloud === undefined) return {}
  const gateways = servers.filter(({ roles }) => roles['cloud-gateway'] !== undefined)
  const virtual = gateways.filter((server) => server.virtual).length
  return { layout: layoutOf(cloud).name, cloudGateways: { count: gateways.length, virtual } }
}

/** Beside those of the file and of its runs. */
export function withWarnings(run: FinishedRun, more: readonly ResultWarning[]): FinishedRun {
  return {
    ...run,
    document: { ...run.document, warnings: [...run.document.warnings, ...more] },
    warnings: [...run.warnings, ...more.map((it) => ({ ...it, count: 1 }))],
  }
}

export function viewOf(run: FinishedRun): RunView {
  const { scenario, summary, results, warnings, folder, document } = run
  const { world } = scenario.variants[0]!
  return {
    name: scenario.name,
    description: scenario.description,
    horizon: world.horizon,
    clock: world.clock,
    replications: document.replications,
    confidence: scenario.confidence,
    variants: scenario.variants.map(({ name, factors, world: { cloud } }) => ({
      name,
      factors,
      layout: cloud && layoutOf(cloud),
    })),
    rows: summary.rows,
    results,
    warnings,
    folder,
    fingerprint: document.fingerprint,
  }
}

/** Those of the file, then those of the runs, each once per code and subject. */
function warningsOf(scenario: Scenario, results: readonly ReplicationResult[]): readonly FoundWarning[] {
  const ofFile = scenario.warnings.map(({ code, message, file, line, column, path }) => ({
    code,
    message,
    at: `${file}:${line}:${column}${path === '' ? '' : ` ${path}`}`,
    count: 1,
  }))
  const ofRuns = new Map<string, { code: string; message: string; at: string; count: number }>()
  for (const { code, subject, message, count } of results.flatMap((it) => it.warnings)) {
    const known = ofRuns.get(`${code} ${subject}`)
    if (known === undefined) ofRuns.set(`${code} ${subject}`, { code, message, at: subject, count })
    else known.count += count
  }
  return [...ofFile, ...ofRuns.values()]
}
