/** What `gatesim explain --task` says of a task, made of what the page carries. */
import type { ToldTask } from '../../../explain/facts.ts'
import { decisionOf, outageOf, taskOf } from '../../../explain/records.ts'
import { taskName, toldBlocks } from '../../../explain/tasks.ts'
import { DecisionsBehind, toldTask } from '../../../explain/told.ts'
import { shellWord } from '../../../terminal/shell.ts'
import { type Tone, wrap } from '../../../terminal/text.ts'
import type { Night } from '../night.ts'
import { PageRow } from './row.ts'

export interface TaskTold {
  /** As `--task` takes it. */
  readonly name: string
  readonly lines: readonly { readonly text: string; readonly tone: Tone | undefined }[]
}

/** Of the task at `place` of the night's tasks, in lines of at most `width` characters. */
export function tellTask(night: Night, place: number, width: number): TaskTold {
  const task = toldOf(night, place)
  const tones = new Map<string, Tone>()
  const style = (tone: Tone, text: string): string => {
    tones.set(text, tone)
    return text
  }
  const decisions = night.run.tables.decisions
  const name = taskName(task)
  const blocks = [
    ...toldBlocks([task], { decisions: decisions !== undefined }, { width, style }),
    task.decision === undefined && decisions?.left !== undefined ? wrap(leftWords(name), width) : [],
  ].filter((block) => block.length > 0)
  const lines = blocks.flatMap((block, i) => (i === 0 ? block : ['', ...block]))
  return { name, lines: lines.map((text) => ({ text, tone: tones.get(text) })) }
}

function leftWords(name: string): string {
  return `Its decision may be among those that had no room on this page: gatesim explain DIR --task ${shellWord(name)} tells it.`
}

function toldOf(night: Night, place: number): ToldTask {
  const task = taskOf(new PageRow(night.rows('tasks'), place, night))
  const behind = new DecisionsBehind([task])
  const decisions = night.rows('decisions')
  for (const at of decisions.places()) {
    const row = new PageRow(decisions, at, night)
    if (behind.mayConcern(row.text('session'))) behind.see(decisionOf(row))
  }
  const outages = night.rows('outages')
  const facts = outages.places().map((at) => outageOf(new PageRow(outages, at, night)))
  return toldTask(task, behind.of(0), facts)
}
