/** Who could have been the gateway, and by which rule it was chosen. */
import type { Candidate, RuleInWords } from '../../sim/model/index.ts'
import { type GridColumn, grid } from '../terminal/grid.ts'
import { number } from '../terminal/quantity.ts'
import { firm, wrap } from '../terminal/text.ts'
import type { Page } from '../terminal/view.ts'
import type { DecisionFacts, ToldTask } from './facts.ts'
import { type Block, indented, inner, said } from './phrases.ts'

const MOST_CANDIDATES = 20

/** The gateway of a task, the rule with its source, and the candidates if they are known. */
export function choiceBlock(task: ToldTask, page: Page): Block {
  const { decision, gateway, ruleInWords } = task
  const rule = task.rule ?? decision?.rule
  if (rule === undefined && gateway === undefined) {
    return said('Gateway', 'none was chosen: it ended before a choice was made', page)
  }
  const fallback = task.fallback ? ', not the first option of its rule' : ''
  return [
    ...said('Gateway', `${gateway ?? 'none'}${fallback}, by rule ${ruleText(rule!, ruleInWords)}`, page),
    ...(decision === undefined ? [] : decisionBlock(decision, task, page)),
  ]
}

/** `A1 (backup, VMware vSphere): "backup proxy that ..."`; without a sentence of the document only what the rule says. */
export function ruleText(rule: string, inWords: RuleInWords | undefined): string {
  if (inWords === undefined) return rule
  const { when, source } = inWords
  return source === '' ? `${rule}: ${when}` : `${rule} (${when}): "${source}"`
}

function decisionBlock(decision: DecisionFacts, task: ToldTask, page: Page): Block {
  const { reason, chosen, time, fallbacksTried } = decision
  const shared = decision.machine !== task.machine || decision.disk !== task.disk
  const earlier = shared
    ? [`Chosen for ${decision.machine}, disk ${decision.disk}, at ${firm(time)}; its unit keeps the gateway.`]
    : []
  const tried =
    fallbacksTried === undefined ? [] : [`Options of the rule: ${fallbacksTried.replaceAll('-', ' ')}.`]
  const why = chosen === undefined ? `No gateway: ${reason}.` : `Why ${chosen}: ${reason}.`
  const { width } = inner(page)
  return indented([
    ...[...earlier, why, ...tried].flatMap((text) => wrap(text, width, '  ')),
    ...candidateGrid(decision, inner(page)),
  ])
}

const COLUMNS: readonly GridColumn[] = [
  { title: 'candidate', align: 'left', least: 9 },
  { title: 'eligible', align: 'left', least: 12 },
  { title: 'tasks', align: 'right' },
  { title: 'load', align: 'right' },
  { title: 'site', align: 'left', least: 4, leaves: 1 },
]

function candidateGrid({ candidates, chosen }: DecisionFacts, { width, style }: Page): Block {
  if (candidates.length === 0) return ['There was no candidate at all.']
  const rows = shown(candidates, chosen).map((it) => [
    it.server,
    eligibleText(it, chosen),
    number(it.tasks),
    String(Math.round(it.load * 1000) / 1000),
    it.site,
  ])
  const rest = candidates.length - rows.length
  const more = rest === 0 ? [] : [`and ${number(rest)} more, in decisions.csv`]
  return [...grid(COLUMNS, rows, width, style), ...more]
}

function eligibleText({ server, eligible, why }: Candidate, chosen: string | undefined): string {
  if (!eligible) return `no: ${why ?? 'reason unknown'}`
  return server === chosen ? 'yes, chosen' : 'yes'
}

/** The chosen one is always among them. */
function shown(candidates: readonly Candidate[], chosen: string | undefined): readonly Candidate[] {
  const first = candidates.slice(0, MOST_CANDIDATES)
  const it = candidates.find(({ server }) => server === chosen)
  return it === undefined || first.includes(it) ? first : [...first.slice(0, -1), it]
}
