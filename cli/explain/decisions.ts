/** What decisions.csv says about tasks and gateways, if the run has written it. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { DECISIONS, type DecisionFacts, type PassedOver, type TaskFacts } from '../../output/index.ts'
import { decisionOf } from '../result/records.ts'
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

/** The decision behind each task, by its place in the list. */
export async function decisionsBehind(
  run: ChosenRun,
  tasks: readonly TaskFacts[],
): Promise<readonly (DecisionFacts | undefined)[]> {
  const best: { nearness: number; decision: DecisionFacts }[] = []
  const sessions = new Set(tasks.map(({ session }) => session))
  await readDecisions(
    run,
    (row) => sessions.has(row.text('session')),
    (decision) => {
      for (const [i, task] of tasks.entries()) {
        const nearness = nearnessOf(decision, task)
        if (nearness > 0 && nearness >= (best[i]?.nearness ?? 0)) best[i] = { nearness, decision }
      }
    },
  )
  return tasks.map((_, i) => best[i]?.decision)
}

/** 3: made for this very task; 2: for another disk of its machine; 1: for another machine of its unit; 0: no. */
function nearnessOf(decision: DecisionFacts, task: TaskFacts): number {
  const same =
    decision.session === task.session &&
    decision.attempt === task.attempt &&
    decision.operation === task.operation &&
    decision.chosen === task.gateway
  if (!same || decision.time > (task.start ?? task.end)) return 0
  if (decision.machine !== task.machine) return task.gateway === undefined ? 0 : 1
  return decision.disk === task.disk ? 3 : 2
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
