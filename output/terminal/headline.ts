/** The answer in a sentence or two: did the nights fit, and did anything fail? */
import { counted, duration, percent } from './quantity.ts'
import { firm, type Tone } from './text.ts'
import type { Rows, RunView } from './view.ts'

export interface Headline {
  readonly text: string
  readonly tone: Tone
}

export function headline(view: RunView, variant: string, rows: Rows): Headline {
  const results = view.results.filter((it) => it.variant === variant)
  const sessions = results.reduce((sum, it) => sum + it.sessions, 0)
  if (sessions === 0) return { text: 'Nothing ran: no session started after the warm-up.', tone: 'warn' }
  const unfinished = results.reduce((sum, it) => sum + it.run.unfinished, 0)
  const cut = unfinished === 0 ? '' : ` ${counted(unfinished, 'task')} cut at the horizon.`
  const text = `${nightsInWords(rows)}${cut}`
  const failed = rows.get('failureRate')?.mean ?? 0
  const missed = rows.get('windowMisses')?.mean
  return { text, tone: failed > 0 || (missed ?? 0) > 0 ? 'bad' : unfinished > 0 ? 'warn' : 'good' }
}

/** Did the nights fit, did machines fail: of the estimates of one variant. */
export function nightsInWords(rows: Rows): string {
  return `${window(rows, rows.get('windowMisses')?.mean)} ${failures(rows, rows.get('failureRate')?.mean ?? 0)}`
}

function window(rows: Rows, missed: number | undefined): string {
  const longest = rows.get('backupWindow')?.max
  const took = longest === undefined ? '' : longest === Infinity ? 'no end' : firm(duration(longest))
  if (missed === undefined) {
    if (longest === undefined) return 'No backup window was given or used.'
    return `The longest night took ${took}; no job has a backup window to fit.`
  }
  const most = longest === undefined || longest === Infinity ? '' : `; the longest night took ${took}`
  if (missed === 0) return `Every session fit its backup window${most}.`
  return `${firm(percent(missed))} of the sessions missed their backup window${most}.`
}

function failures(rows: Rows, failed: number): string {
  const first = rows.get('failureRate.first')?.mean ?? 0
  if (failed === 0 && first === 0) return 'No machine failed.'
  if (failed === 0) return `No machine failed in the end (${firm(percent(first))} needed a retry).`
  return `${firm(percent(failed))} of the machine-runs failed after all retries.`
}
