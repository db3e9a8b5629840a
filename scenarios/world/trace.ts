/** Recorded starts: a CSV file with a column `start`, such as the sessions.csv of a run. */
import { instantOf } from '../../sim/calendar.ts'
import { join } from '../document/paths.ts'
import type { Node } from '../document/tree.ts'
import { readColumn } from '../importers/columns.ts'
import { readLocal, readMoment } from '../schema/times.ts'
import { folderOf, type Scope } from './scope.ts'

/**
 * Wall-clock dates and times, durations from the start (`5 h`), or bare seconds. Starts outside of the run are left out
 * with one warning, for a trace is usually longer than the night that is looked at.
 */
export function readTrace(file: string, at: Node, path: string, scope: Scope): readonly number[] {
  const name = join(folderOf(at), file)
  const text = scope.library.read(name, at, path)
  if (text === undefined) return []
  const cells = readColumn(text, 'start')
  if ('message' in cells) {
    scope.issues.add('E-TRACE', { file: name, line: cells.line, column: 1 }, '', cells.message)
    return []
  }
  const times: number[] = []
  let outside = 0
  for (const { line, text: cell } of cells) {
    const t = startOf(cell, scope)
    if (t === undefined) {
      const message = `Found \`${cell}\`, expected a date and time such as \`2026-01-05 22:00:00\`, or a duration from the start.`
      scope.issues.add('E-TRACE', { file: name, line, column: 1 }, 'start', message)
    } else if (t >= 0 && t < scope.horizon) times.push(t)
    else outside++
  }
  if (outside > 0)
    scope.issues.add(
      'W-TRACE-OUTSIDE',
      at,
      path,
      `${outside} of ${cells.length} starts lie outside of the run and are left out.`,
    )
  return times.sort((a, b) => a - b)
}

function startOf(cell: string, { clock }: Scope): number | undefined {
  if (/^\d+(\.\d+)?$/.test(cell)) return Number(cell)
  const local = readLocal(cell)
  if (local !== undefined) return instantOf(clock, local.local)
  const moment = readMoment(cell)
  return moment?.kind === 'after' ? moment.seconds : undefined
}
