/**
 * The whole matrix: every job type with every kind of repository at each end, every way to its gateways, and every
 * part that takes part lost at every stage. Each world is small and runs with its audit.
 */
import { describe, expect, test } from 'vitest'
import { JOB_TYPES, type JobType, type Policies } from '../../sim/model/index.ts'
import { type Facts, PLAIN, run } from '../model/worlds.ts'
import { alwaysWrong, notDone, servedByTheDead, waitsForEver } from './matrix/checks.ts'
import { failureOf, inWords, stillNeeded, type Trouble, troublesOf } from './matrix/failures.ts'
import type { Combination } from './matrix/table.ts'
import { combinationsOf, worldOf } from './matrix/worlds.ts'

/** Rules of the whole world, in turn. */
const POLICIES: readonly Partial<Policies>[] = [
  {},
  { onGatewayLoss: 'whole-job' },
  { inferredFallback: true },
  { resume: { ...PLAIN.resume, gateway: 300 } },
  { slotCounting: 'per-chain' },
]

/** Work between two repositories has so many pairs that each gets a part of the troubles: together they are all there. */
const TROUBLES_OF_A_PAIR = 5

function attempt(what: string, check: () => Generator<string>): string[] {
  try {
    return [...check()].map((wrong) => `${what}: ${wrong}`)
  } catch (error) {
    return [`${what}: ${error instanceof Error ? error.message : error}`]
  }
}

function* calmWrong(one: Combination, facts: Facts, inferred: boolean): Generator<string> {
  yield* alwaysWrong(one, facts, inferred)
  yield* waitsForEver(facts)
  yield* notDone(one, facts)
}

function* troubledWrong(
  one: Combination,
  calm: Facts,
  trouble: Trouble,
  policies: Partial<Policies>,
): Generator<string> {
  const facts = run(worldOf(one, [failureOf(trouble)], policies))
  yield* alwaysWrong(one, facts, policies.inferredFallback === true)
  yield* waitsForEver(facts, trouble)
  if (trouble.repaired || trouble.replaceable === true) yield* notDone(one, facts)
  else yield* servedByTheDead(facts, trouble)
  const lost = !trouble.repaired && trouble.replaceable === false && stillNeeded(calm, trouble)
  if (lost && facts.sessions[0]!.result !== 'Failed') yield 'the session does not fail'
}

function some<T>(all: readonly T[], turn: number): readonly T[] {
  const step = Math.max(1, Math.ceil(all.length / TROUBLES_OF_A_PAIR))
  return all.filter((_, i) => i % step === turn % step)
}

function wrongIn(one: Combination, turn: number): { readonly worlds: number; readonly wrong: string[] } {
  const policies = POLICIES[turn % POLICIES.length]!
  const inferred = policies.inferredFallback === true
  const what = `${one.label} [${JSON.stringify(policies)}]`
  let calm: Facts | undefined
  const wrong = attempt(what, function* () {
    calm = run(worldOf(one, [], policies))
    yield* calmWrong(one, calm, inferred)
  })
  if (calm === undefined || wrong.length > 0) return { worlds: 1, wrong }
  const all = troublesOf(one, calm, inferred)
  const paired = one.source !== undefined && one.target !== undefined
  const troubles = paired ? some(all, Math.floor(turn / POLICIES.length)) : all
  for (const trouble of troubles)
    wrong.push(...attempt(`${what}, ${inWords(trouble)}`, () => troubledWrong(one, calm!, trouble, policies)))
  return { worlds: 1 + troubles.length, wrong }
}

describe('every job type with every repository, gateway and loss', () => {
  let worlds = 0
  test.each(JOB_TYPES)('%s', (type: JobType) => {
    const results = combinationsOf(type).map(wrongIn)
    const wrong = results.flatMap((result) => result.wrong)
    worlds += results.reduce((total, result) => total + result.worlds, 0)
    expect(wrong.slice(0, 20)).toEqual([])
  })

  test('thousands of worlds', () => {
    expect(worlds).toBeGreaterThan(5000)
  })
})
