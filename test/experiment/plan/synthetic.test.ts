import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { plan } from '../../../sim/experiment/index.ts'
import { problemOf } from './many-problems.ts'
import { FakeReplicator } from './synthetic.ts'

const PROBLEMS = 1000

interface Tally {
  problems: number
  chosen: number
  /** A choice that is not enough. */
  wrongChoice: number
  /** A point called too little that is enough. */
  wrongRefusal: number
  /** A choice whose lower neighbour could not be decided. */
  undecided: number
  /** No choice although a point is enough. */
  missed: number
  /** A choice although a cheaper point is enough. */
  dearer: number
  nights: number
}

test('of 1,000 problems with a known answer at most 5 % of each kind are answered wrongly', async () => {
  const tallies = new Map<string, Tally>()
  for (let number = 1; number <= PROBLEMS; number++) {
    const problem = problemOf(number)
    const replicator = new FakeReplicator(problem.night)
    const found = await plan(
      { points: problem.points, goals: [problem.goal], confidence: 0.95, maxNights: 1000 },
      replicator,
    )
    const of = tallies.get(problem.kind) ?? {
      problems: 0,
      chosen: 0,
      wrongChoice: 0,
      wrongRefusal: 0,
      undecided: 0,
      missed: 0,
      dearer: 0,
      nights: 0,
    }
    tallies.set(problem.kind, of)
    const enough = (variant: string): boolean =>
      problem.isEnough[problem.points.findIndex((it) => it.variant.name === variant)]!
    of.problems++
    of.nights += Object.values(replicator.nights).reduce((sum, it) => sum + it, 0)
    if (found.points.some(({ verdict, variant }) => verdict === 'infeasible' && enough(variant)))
      of.wrongRefusal++
    if (found.chosen === undefined) {
      if (problem.isEnough.includes(true)) of.missed++
      continue
    }
    of.chosen++
    if (!enough(found.chosen)) of.wrongChoice++
    else if (
      problem.isEnough.indexOf(true) < problem.points.findIndex((it) => it.variant.name === found.chosen)
    )
      of.dearer++
    if (found.points.some((it) => found.below.includes(it.variant) && it.verdict === 'undecided'))
      of.undecided++
  }
  const all = [...tallies.values()]
  const sum = (of: (tally: Tally) => number): number => all.reduce((total, it) => total + of(it), 0)
  expect(documented()).toEqual(rowsOf(tallies))
  expect(sum((it) => it.problems)).toBe(PROBLEMS)
  for (const [kind, it] of tallies)
    expect(it.wrongChoice + it.wrongRefusal, kind).toBeLessThanOrEqual(0.05 * it.problems)
  // A plan that never commits itself would not be wrong either.
  expect(sum((it) => it.chosen)).toBeGreaterThan(0.5 * PROBLEMS)
})

/** Of the table in docs/plan.md. */
function documented(): readonly string[] {
  const page = readFileSync(new URL('../../../docs/plan.md', import.meta.url), 'utf8')
  return page.split('\n').filter((line) => line.startsWith('| goal: '))
}

function rowsOf(tallies: ReadonlyMap<string, Tally>): readonly string[] {
  return [...tallies].map(([kind, it]) => {
    const cells = [
      it.problems,
      it.chosen,
      it.wrongChoice,
      it.wrongRefusal,
      it.undecided,
      it.dearer,
      it.missed,
    ]
    return `| goal: ${kind} | ${cells.join(' | ')} | ${Math.round(it.nights / it.problems)} |`
  })
}
