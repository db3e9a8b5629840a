/** Turns of phrase that several explanations share. */
import { counted, duration, percent, quantity } from '../terminal/quantity.ts'
import { shellWord } from '../terminal/shell.ts'
import { stageInWords } from '../terminal/stages.ts'
import { firm, wrap } from '../terminal/text.ts'
import type { Page } from '../terminal/view.ts'
import type { InWords, OutageFacts, RunFacts, SharedStage } from './facts.ts'

export type Block = readonly string[]

/** What is said under a heading: `label: text`, later lines indented. */
export function said(label: string, text: string, { width }: Page): Block {
  return wrap(`${label}: ${text}`, width, '  ')
}

export function heading(text: string, { width, style }: Page): Block {
  return wrap(text, width, '  ').map((line) => style('heading', line))
}

export function indented(lines: Block): Block {
  return lines.map((line) => `  ${line}`)
}

/** For what is indented by two. */
export function inner(page: Page): Page {
  return { ...page, width: page.width - 2 }
}

/** `2026-01-05 22:00:00 .. 22:49:00`; the date again only when it is another one. */
export function span(from: string, to: string | undefined): string {
  if (to === undefined) return firm(`${from} and not repaired`)
  const same = from.slice(0, 10) === to.slice(0, 10)
  return `${firm(from)} .. ${firm(same ? to.slice(11) : to)}`
}

/** `network 79 %, source 21 %`. */
export function stages(shares: readonly SharedStage[], between = ', '): string {
  return shares.map(({ stage, share }) => firm(`${stageInWords(stage)} ${percent(share)}`)).join(between)
}

export function bytes(value: number): string {
  return firm(quantity(value, 'B'))
}

export function rate(value: number): string {
  return firm(quantity(value, 'B/s'))
}

export function time(seconds: number): string {
  return firm(duration(seconds))
}

/** `a server was down (server-lost)`. */
export function coded({ code, words }: InWords): string {
  return `${words} (${code})`
}

/** `role` tells what the lost one was to a task, as `its gateway `. */
export function outageInWords(outage: OutageFacts, role = ''): string {
  const { target, kind, start, end, tasksLost, tasksResumed } = outage
  const lost = tasksLost === 0 ? '' : `, ${counted(tasksLost, 'task')} lost`
  const resumed = tasksResumed === 0 ? '' : `, ${counted(tasksResumed, 'task')} resumed`
  return `${kind.replaceAll('-', ' ')} of ${role}${target}, ${span(start, end)}${lost}${resumed}`
}

/** A command that asks further; it names the run unless that is the one meant anyway. */
export function command(run: RunFacts, ...options: readonly string[]): string {
  return commandOf('explain', run, ...options)
}

export function commandOf(name: string, run: RunFacts, ...options: readonly string[]): string {
  const { folder, variant, variants, replication } = run
  const words = ['gatesim', name, folder, ...options]
  if (variant !== variants[0]) words.push('--variant', variant)
  if (replication !== 1) words.push('--replication', String(replication))
  return words.map((word) => firm(shellWord(word))).join(' ')
}

/** A command that is too long goes on behind a backslash, so that it can still be copied. */
export function commandLines(before: string, line: string, { width }: Page): Block {
  const lines = wrap(`${before}${line}`, width - 2, '  ')
  return lines.map((it, i) => (i < lines.length - 1 ? `${it} \\` : it))
}

/** Without decisions.csv all else can be told. */
export function withoutDecisions(run: Pick<RunFacts, 'decisions'>, { width, style }: Page): Block {
  if (run.decisions) return []
  const text =
    'The candidates are not in this result: gatesim run FILE --decisions writes them to decisions.csv.'
  return wrap(text, width).map((line) => style('dim', line))
}
