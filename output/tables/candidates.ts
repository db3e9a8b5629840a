/**
 * The candidates of a decision as one cell that people read and programs read back:
 * `gw-1 (eligible, 1 task, load 0.125, site main); gw-2 (not eligible: is down, 0 tasks, load 0, site main)`.
 * A text that is not plain stands in quotes as in JSON, so that no name can be taken for punctuation.
 */
import type { Candidate } from '../../sim/model/index.ts'
import { unquoted, WORD, word } from './names.ts'

export function candidatesText(candidates: readonly Candidate[]): string {
  return candidates.map(describe).join('; ')
}

function describe({ server, eligible, why, tasks, load, site }: Candidate): string {
  const state = eligible ? 'eligible' : why === undefined ? 'not eligible' : `not eligible: ${word(why)}`
  const busy = `${tasks} ${tasks === 1 ? 'task' : 'tasks'}, load ${load}`
  return `${word(server)} (${state}, ${busy}, site ${word(site)})`
}

const ONE = new RegExp(
  `(${WORD}) \\((?:(eligible)|not eligible(?:: (${WORD}))?), (\\d+) tasks?, load ([^,]+), site (${WORD})\\)(?:; |$)`,
  'y',
)

/** What candidatesText made; undefined when the text is something else. */
export function readCandidates(text: string): readonly Candidate[] | undefined {
  const candidates: Candidate[] = []
  ONE.lastIndex = 0
  while (ONE.lastIndex < text.length) {
    const match = ONE.exec(text)
    if (match === null) return undefined
    const [, server, eligible, why, tasks, load, site] = match
    candidates.push({
      server: unquoted(server!),
      eligible: eligible !== undefined,
      why: why === undefined ? undefined : unquoted(why),
      tasks: Number(tasks),
      load: Number(load),
      site: unquoted(site!),
    })
  }
  return candidates
}
