/** A part of a long list of rows is shown; buttons go to the others. */

import { counted } from '../../../terminal/quantity.ts'
import { element } from '../dom.ts'

/** More make a page slow to lay out, and longer than anyone reads. */
export const ROWS_PER_PAGE = 50

export class Pager {
  readonly element: HTMLElement
  readonly #text: HTMLElement
  readonly #buttons: readonly HTMLButtonElement[]
  readonly #show: (page: number) => void
  #page = 0
  #rows = 0

  /** `show` is told which page to lay out. */
  constructor(show: (page: number) => void) {
    this.#show = show
    this.#text = element('span', { class: 'n' })
    const button = (words: string, sign: string, to: () => number): HTMLButtonElement => {
      const it = element('button', { type: 'button', 'aria-label': words, title: words }, sign)
      it.addEventListener('click', () => this.#go(to()))
      return it
    }
    this.#buttons = [
      button('First rows', '«', () => 0),
      button('Rows before', '‹', () => this.#page - 1),
      button('Rows after', '›', () => this.#page + 1),
      button('Last rows', '»', () => this.#last),
    ]
    const [first, before, after, last] = this.#buttons
    this.element = element('div', { class: 'pager' }, first!, before!, this.#text, after!, last!)
  }

  /** There are so many rows now: the first of them are shown. */
  begin(rows: number): void {
    this.#rows = rows
    this.element.hidden = rows <= ROWS_PER_PAGE
    this.#go(0)
  }

  get #last(): number {
    return Math.max(0, Math.ceil(this.#rows / ROWS_PER_PAGE) - 1)
  }

  #go(page: number): void {
    this.#page = Math.min(this.#last, Math.max(0, page))
    const from = this.#page * ROWS_PER_PAGE
    const to = Math.min(this.#rows, from + ROWS_PER_PAGE)
    this.#text.textContent = `${from + 1} to ${to} of ${counted(this.#rows, 'row')}`
    // A disabled button would lose the focus: it only says that it does nothing.
    for (const [i, button] of this.#buttons.entries()) {
      const idle = i < 2 ? this.#page === 0 : this.#page === this.#last
      button.setAttribute('aria-disabled', String(idle))
    }
    this.#show(this.#page)
  }
}
