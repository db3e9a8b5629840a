/** What decisions.csv says about tasks and gateways, if the run has written it. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import {
  DECISIONS,
  type DecisionFacts,
  DecisionsBehind,
  decisionOf,
  type PassedOver,
  type TaskFacts,
} from '../../output/index.ts'
import { type ChosenRun, readRun } from '../result/result.ts'
import type { Row } from '../result/rows.ts'

export function hasDecisions(run: ChosenRun): boolean {
  return existsSync(join(run.folder, DECISIONS.file))
}

export async function readDecisions(
  run: ChosenRun,
  wanted: (row: Row) => boolean,
  see: (decision: DecisionFacts) => void,
): Promise<void> {
  if (!hasDecisions(run)) return
  await readRun(run, DECISIONS.file, (row) => {
    if (wanted(row)) see(decisionOf(row))
    return undefined
  })
}

export async function decisionsBehind(run: ChosenRun, tasks: readonly TaskFacts[]): Promise<DecisionsBehind> {
  const behind = new DecisionsBehind(tasks)
  await readDecisions(
    run,
    (row) => behind.mayConcern(row.text('session')),
    (decision) => behind.see(decision),
  )
  return behind
}

/** How often a gateway was considered and chosen, and why it was not eligible. */
export async function passedOver(run: ChosenRun, gateway: string): Promise<PassedOver | undefined> {
  if (!hasDecisions(run)) return undefined
  const whys = new Map<string, number>()
  let [considered, chosen] = [0, 0]
  await readDecisions(run, mentions(gateway), (decision) => {
    const candidate = decision.candidates.find(({ server }) => server === gateway)
    if (candidate === undefined) return
    considered++
    if (decision.chosen === gateway) chosen++
    if (candidate.eligible) return
    const why = candidate.why ?? 'not eligible'
    whys.set(why, (whys.get(why) ?? 0) + 1)
  })
  const objections = [...whys].map(([why, times]) => ({ why, times })).sort((a, b) => b.times - a.times)
  return { considered, chosen, objections }
}

/** A quick look before the candidates are read; names that need quotes are written as JSON writes them. */
export function mentions(gateway: string): (row: Row) => boolean {
  const written = JSON.stringify(gateway).slice(1, -1)
  return (row) => row.text('candidates').includes(written)
}
