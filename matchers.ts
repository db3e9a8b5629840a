/**
 * Matchers for Vitest: the scenarios of a repository are tested like its code.
 *
 *     import 'gatesim/vitest'
 *     import { expect, test } from 'vitest'
 *
 *     test('two gateways are enough', async () => {
 *       await expect('scenarios/night.yaml').toMeet('p95(backupWindow) <= 8 h', { variant: 'gateways=2' })
 *       await expect('scenarios/night.yaml').toMatchBaseline()
 *     })
 */
import { expect } from 'vitest'
import { baselinePath, readBaseline } from './cli/check/baseline.ts'
import { resultsOf } from './cli/check/check.ts'
import { version } from './cli/version.ts'
import { formatIssue, loadScenario, type Scenario, type SimulationResult } from './index.ts'
import { baselineWords, changeOf, expectationName, found } from './output/index.ts'
import { appliesTo, parseCondition } from './scenarios/index.ts'
import {
  type BaselineComparison,
  baselineOf,
  type Condition,
  compareWithBaseline,
  MemoryReplicator,
  testExpectation,
  type VariantResults,
} from './sim/experiment/index.ts'

export interface MeetOptions {
  /** Name or glob of the variants that it is about; default: all. */
  readonly variant?: string
  /** Asks for the bound instead of the estimate, in (0, 1). */
  readonly confidence?: number
}

/** What a matcher returns: a path is run first, so it must be awaited. */
type Outcome<T> = T extends string ? Promise<void> : undefined

interface ScenarioMatchers<T> {
  /**
   * The condition holds in every variant that it is about: `failureRate <= 1 %`. Without one: all that the file
   * expects. Of a result of `simulate`, or of the path of a scenario file.
   */
  toMeet(condition?: string, options?: MeetOptions): Outcome<T>
  /** Nothing moved against `<scenario>.baseline.json`, which `gatesim check FILE --update` keeps. */
  toMatchBaseline(): Outcome<T>
}

declare module 'vitest' {
  // biome-ignore lint/suspicious/noExplicitAny: the declaration that is extended has this parameter
  interface Matchers<T = any> extends ScenarioMatchers<T> {}
}

interface Verdict {
  readonly pass: boolean
  message(): string
}

interface Subject {
  readonly scenario: Scenario
  readonly results: readonly VariantResults[]
}

/** A file is run once, however much is asked of it. */
const known = new Map<string, Promise<readonly VariantResults[]>>()

function judged(received: unknown, judge: (subject: Subject) => Verdict): Verdict | Promise<Verdict> {
  return typeof received === 'string' ? run(received).then(judge) : judge(subjectOf(received))
}

async function run(file: string): Promise<Subject> {
  const loaded = loadScenario(file)
  if (!loaded.ok) throw new Error(loaded.issues.map(formatIssue).join('\n'))
  const { scenario } = loaded
  const { hash, replications, stopping } = scenario
  const key = JSON.stringify([file, hash, replications, stopping])
  const running =
    known.get(key) ??
    resultsOf(scenario, new MemoryReplicator(scenario.seed), readBaseline(baselinePath(file)))
  known.set(key, running)
  return { scenario, results: await running }
}

function subjectOf(received: unknown): Subject {
  const { scenario, results } = (received ?? {}) as Partial<SimulationResult>
  if (scenario === undefined || results === undefined) {
    throw new TypeError('expected a result of simulate(...) or the path of a scenario file')
  }
  const of = (name: string): VariantResults => ({
    variant: name,
    replications: results.filter(({ variant }) => variant === name),
  })
  return { scenario, results: scenario.variants.map(({ name }) => of(name)) }
}

function meets({ scenario, results }: Subject, conditions: readonly Condition[]): Verdict {
  const tested = scenario.variants.flatMap((variant, i) =>
    conditions
      .filter((it) => appliesTo(it, variant.name))
      .map((it) => testExpectation(it, variant, results[i]!.replications)),
  )
  if (tested.length === 0) throw new Error('nothing is expected, or of no variant that there is')
  const failed = tested.filter(({ holds }) => !holds)
  const shown = failed.length > 0 ? failed : tested
  const said = shown.map((it) => `${expectationName(it, scenario.variants.length)}: ${found(it)}`).join('\n')
  return {
    pass: failed.length === 0,
    message: () => `${scenario.name} ${failed.length > 0 ? 'does not meet' : 'meets'}\n${said}`,
  }
}

function conditionOf(text: string, options: MeetOptions): Condition {
  const read = parseCondition(text)
  if ('refusal' in read) throw new Error(read.refusal)
  return { ...read, ...options }
}

function matches({ scenario, results }: Subject): Verdict {
  const path = baselinePath(scenario.file)
  const kept = readBaseline(path)
  if (kept === undefined) {
    return {
      pass: false,
      message: () => `there is no ${path}: gatesim check ${scenario.file} --update keeps one`,
    }
  }
  const now = baselineOf(results, { version: version(), scenario: scenario.hash })
  const comparison = compareWithBaseline(kept, now, scenario.confidence)
  return { pass: !comparison.moved, message: () => movedMessage(scenario, comparison) }
}

function movedMessage({ name }: Scenario, comparison: BaselineComparison): string {
  const moved = comparison.changes
    .filter(({ significant }) => significant)
    .map(
      (it) => `${it.variant}: ${it.metric} ${it.was} -> ${it.is ?? 'nothing'} ${it.unit} (${changeOf(it)})`,
    )
  return [`${name}: ${baselineWords(comparison)}`, ...moved].join('\n')
}

expect.extend({
  toMeet(received: unknown, condition?: string, options: MeetOptions = {}) {
    return judged(received, (subject) =>
      meets(subject, condition === undefined ? subject.scenario.expect : [conditionOf(condition, options)]),
    )
  },
  toMatchBaseline(received: unknown) {
    return judged(received, matches)
  },
})
