/** The panel in which a task is explained. It closes by Escape, and the focus goes back to where it was. */
import { element } from '../dom.ts'
import type { TaskTold } from './task.ts'

/** Lines are as long as the panel is wide; longer ones are hard to read. */
const COLUMNS = { least: 34, most: 92 }
/** Of a character of the panel, in pixels: two thirds of its size of 13, at most. */
const CHARACTER = 8
const MARGINS = 72

/** `tell` is asked for lines of so many characters. */
export function showTask(tell: (width: number) => TaskTold): void {
  const room = Math.floor((document.documentElement.clientWidth - MARGINS) / CHARACTER)
  const { name, lines } = told(tell, Math.min(COLUMNS.most, Math.max(COLUMNS.least, room)))
  const close = element('button', { type: 'button' }, 'Close')
  const title = element('h2', { id: 'explained', tabindex: -1 }, name)
  const panel = element(
    'dialog',
    { class: 'panel', 'aria-labelledby': 'explained' },
    element('div', { class: 'panel-head' }, title, close),
    element('pre', { tabindex: 0, role: 'region', 'aria-label': 'Explanation' }, ...lines),
  )
  close.addEventListener('click', () => panel.close())
  // Outside of what it holds there is only its backdrop.
  panel.addEventListener('click', ({ target }) => {
    if (target === panel) panel.close()
  })
  panel.addEventListener('close', () => panel.remove())
  document.body.append(panel)
  panel.showModal()
  title.focus()
}

function told(tell: (width: number) => TaskTold, width: number) {
  try {
    const { name, lines } = tell(width)
    return {
      name,
      lines: lines.map(({ text, tone }) =>
        element('span', tone === undefined ? {} : { class: `tone-${tone}` }, `${text}\n`),
      ),
    }
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error)
    return { name: 'This task cannot be explained', lines: [element('span', {}, what)] }
  }
}
