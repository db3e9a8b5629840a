/** Above the tasks' picture: what is looked for, zoom, what its looks mean. */
import { counted, number } from '../../../terminal/quantity.ts'
import { element } from '../dom.ts'
import type { Gantt } from '../picture.ts'
import { KEYS_IN_WORDS } from './keys.ts'
import { ENDS, type GanttPlan, type RowsBy, rowsInWords } from './plan.ts'

export interface Hands {
  /** How many tasks there are; undefined: nothing was looked for. */
  search(question: string): number | undefined
  /** Goes to the next of them. */
  next(): void
  zoom(factor: number): void
  whole(): void
  rows(by: RowsBy): void
}

/** Who types is not interrupted by many tasks. */
const PATIENCE_MS = 120

export class GanttControls {
  readonly elements: readonly HTMLElement[]
  /** How the keys are used. */
  readonly help: HTMLElement
  readonly #status = element('p', { role: 'status', class: 'status' })

  constructor({ night, state, offered }: Gantt, hands: Hands) {
    this.help = element('figcaption', { id: 'gantt-help' }, `${HANDS_IN_WORDS} ${KEYS_IN_WORDS}`)
    this.elements = [
      element(
        'div',
        { class: 'bar' },
        this.#field(state.plan.from.length, hands),
        ...(offered.length > 1 ? chooser(offered, hands) : []),
        button('−', 'Zoom out', () => hands.zoom(1 / CLOSER)),
        button('+', 'Zoom in', () => hands.zoom(CLOSER)),
        button('All', 'Show everything', () => hands.whole()),
      ),
      legend(state.plan, night.rows('outages').length > 0),
      this.#status,
    ]
  }

  say(words: string): void {
    this.#status.textContent = words
  }

  #field(tasks: number, hands: Hands): HTMLElement {
    const field = element('input', {
      type: 'search',
      spellcheck: 'false',
      autocomplete: 'off',
      'aria-label': 'Find tasks by machine, job, tenant or any column',
      placeholder: 'Find a machine, job, tenant',
    })
    let waiting: ReturnType<typeof setTimeout> | undefined
    const look = (): void => {
      waiting = undefined
      const found = hands.search(field.value.trim())
      this.say(found === undefined ? '' : `${number(found)} of ${counted(tasks, 'task')} found`)
    }
    field.addEventListener('keydown', ({ key }) => {
      if (key !== 'Enter') return
      if (waiting !== undefined) {
        clearTimeout(waiting)
        look()
      }
      hands.next()
    })
    field.addEventListener('input', () => {
      clearTimeout(waiting)
      waiting = setTimeout(look, PATIENCE_MS)
    })
    return field
  }
}

const CLOSER = 0.5
const HANDS_IN_WORDS =
  'Drag to move, zoom with Ctrl and the wheel or by the slider; click a task to have it explained. In the search, Enter goes to the next task found.'

const LOOKS: readonly (readonly [look: string, words: string, is: (plan: GanttPlan) => boolean])[] = [
  ...ENDS.map((end, i) => [`end-${i}`, end, (plan: GanttPlan) => plan.end.includes(i)] as const),
  ['waits', 'waits', (plan) => plan.from.some((from, i) => plan.waits[i]! < from)],
  ['never', 'never started', (plan) => plan.started.includes(0)],
  ['pause', 'was suspended', (plan) => plan.suspended.includes(1)],
  ['flag', 'gateway not the first option', (plan) => plan.fallback.includes(1)],
]

function chooser(offered: readonly RowsBy[], hands: Hands): readonly HTMLElement[] {
  const options = offered.map((by) => element('option', { value: by }, rowsInWords(by)))
  const select = element('select', { id: 'gantt-rows' }, ...options)
  select.addEventListener('change', () => hands.rows(select.value as RowsBy))
  return [element('label', { for: 'gantt-rows' }, 'A row for each'), select]
}

/** Only looks that occur. */
function legend(plan: GanttPlan, outages: boolean): HTMLElement {
  const items = LOOKS.filter(([, , is]) => is(plan)).map(([look, words]) => item(look, words))
  return element('ul', { class: 'looks' }, ...items, ...(outages ? [item('out', 'out of service')] : []))
}

function item(look: string, words: string): HTMLElement {
  return element('li', {}, element('span', { class: `look look-${look}`, 'aria-hidden': 'true' }), words)
}

function button(sign: string, words: string, press: () => void): HTMLButtonElement {
  const it = element('button', { type: 'button', 'aria-label': words, title: words }, sign)
  it.addEventListener('click', press)
  return it
}
