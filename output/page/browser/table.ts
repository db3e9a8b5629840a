/** A table that is sorted, filtered, copied and saved. A page of its rows is in the document at a time. */
import { counted, number } from '../../terminal/quantity.ts'
import { cellText } from './cells.ts'
import { element } from './dom.ts'
import type { CellKind, Sheet } from './table/facts.ts'
import { matching } from './table/filter.ts'
import { copied, save } from './table/out.ts'
import { Pager, ROWS_PER_PAGE } from './table/pager.ts'
import { csvText, rawText, tabbedText } from './table/saved.ts'
import { type Order, sorted } from './table/sort.ts'

/** Who types is not interrupted by a long table. */
const PATIENCE_MS = 120

/** `answer` is told the place of a row that was asked about. */
export function tableElement(sheet: Sheet, title: string, answer?: (place: number) => void): HTMLElement {
  return new SheetTable(sheet, title, answer).element
}

class SheetTable {
  readonly element: HTMLElement
  readonly #sheet: Sheet
  readonly #answer: (place: number) => void
  readonly #heads: readonly HTMLTableCellElement[]
  readonly #body = element('tbody')
  readonly #region: HTMLElement
  readonly #status = element('span', { role: 'status', class: 'status' })
  readonly #pager: Pager
  readonly #all: HTMLButtonElement
  #found: readonly number[]
  #places: readonly number[] = []
  #order: Order | undefined
  #question = ''

  constructor(sheet: Sheet, title: string, answer: (place: number) => void = () => {}) {
    this.#sheet = sheet
    this.#answer = answer
    this.#found = matching(sheet, '')
    this.#heads = sheet.columns.map((column, i) => this.#head(column.name, column.kind, i))
    this.#region = element(
      'div',
      { class: 'sheet', tabindex: 0, role: 'region', 'aria-label': `${title}, table` },
      this.#table(),
    )
    this.#pager = new Pager((page) => this.#lay(page))
    this.#all = button('Save all rows', () => this.#save(matching(sheet, '')))
    this.element = element(
      'div',
      { class: 'sheet-frame' },
      this.#tools(title),
      this.#region,
      this.#pager.element,
      ...(sheet.note === undefined ? [] : [element('p', { class: 'note' }, sheet.note)]),
    )
    this.#arrange()
  }

  #tools(title: string): HTMLElement {
    const { text, time, amount } = examples(this.#sheet)
    const field = element('input', {
      type: 'search',
      spellcheck: 'false',
      autocomplete: 'off',
      'aria-label': `Filter the rows of ${title}`,
      placeholder: ['words', text, amount, time].filter((it) => it !== undefined).join('   '),
    })
    let waiting: ReturnType<typeof setTimeout> | undefined
    field.addEventListener('input', () => {
      clearTimeout(waiting)
      waiting = setTimeout(() => this.#filter(field.value), PATIENCE_MS)
    })
    return element(
      'div',
      { class: 'sheet-tools' },
      field,
      button('Copy', () => void this.#copy()),
      button('Save CSV', () => this.#save(this.#places)),
      this.#all,
      this.#status,
    )
  }

  #table(): HTMLElement {
    const { ask } = this.#sheet
    const first = ask === undefined ? [] : [element('th', { scope: 'col' }, ask.label)]
    return element('table', {}, element('thead', {}, element('tr', {}, ...first, ...this.#heads)), this.#body)
  }

  #head(name: string, kind: CellKind, column: number): HTMLTableCellElement {
    const press = button(name, () => this.#sort(column))
    return element('th', { scope: 'col', class: isAmount(kind) ? 'n' : undefined }, press)
  }

  /** Up, down, then as in the file again. */
  #sort(column: number): void {
    const before = this.#order?.column === column ? this.#order : undefined
    if (before === undefined) this.#order = { column, descending: false }
    else this.#order = before.descending ? undefined : { column, descending: true }
    for (const [i, head] of this.#heads.entries()) {
      if (this.#order?.column !== i) head.removeAttribute('aria-sort')
      else head.setAttribute('aria-sort', this.#order.descending ? 'descending' : 'ascending')
    }
    this.#arrange()
  }

  #filter(question: string): void {
    this.#question = question.trim()
    this.#found = matching(this.#sheet, this.#question)
    this.#arrange()
  }

  #arrange(): void {
    this.#places = this.#order === undefined ? this.#found : sorted(this.#sheet, this.#found, this.#order)
    this.#all.hidden = this.#question === ''
    const all = this.#sheet.rows.length
    this.#status.textContent =
      this.#question === '' ? counted(all, 'row') : `${number(this.#found.length)} of ${counted(all, 'row')}`
    this.#pager.begin(this.#places.length)
  }

  #lay(page: number): void {
    const shown = this.#places.slice(page * ROWS_PER_PAGE, (page + 1) * ROWS_PER_PAGE)
    this.#body.replaceChildren(...(shown.length === 0 ? [this.#empty()] : shown.map((row) => this.#row(row))))
    this.#region.scrollTop = 0
  }

  #row(place: number): HTMLElement {
    const { columns, rows, ask } = this.#sheet
    const cells = columns.map(({ kind }, i) => cellElement(rows[place]![i], kind))
    if (ask !== undefined) {
      const press = button(ask.label, () => this.#answer(place))
      press.setAttribute('aria-label', `${ask.label}: ${ask.name(place)}`)
      cells.unshift(element('td', {}, press))
    }
    return element('tr', {}, ...cells)
  }

  #empty(): HTMLElement {
    const words = this.#question === '' ? 'There are no rows.' : `No row has ${this.#question}.`
    const span = this.#heads.length + (this.#sheet.ask === undefined ? 0 : 1)
    return element('tr', {}, element('td', { colspan: span, class: 'empty' }, words))
  }

  async #copy(): Promise<void> {
    const done = await copied(tabbedText(this.#sheet, this.#places))
    const rows = counted(this.#places.length, 'row')
    this.#status.textContent = done ? `Copied ${rows}` : 'The browser does not let this page copy'
  }

  #save(places: readonly number[]): void {
    save(`${this.#sheet.file}.csv`, csvText(this.#sheet, places))
    this.#status.textContent = `Saved ${counted(places.length, 'row')} in ${this.#sheet.file}.csv`
  }
}

function cellElement(cell: string | number | undefined, kind: CellKind): HTMLElement {
  if (cell === undefined || !isAmount(kind)) return element('td', {}, cellText(cell, kind))
  return element('td', { class: 'n', title: rawText(cell, kind) }, cellText(cell, kind))
}

function isAmount(kind: CellKind): boolean {
  return kind !== 'text' && kind !== 'time'
}

/** What can be typed, with columns that are there. */
function examples({ columns, rows }: Sheet) {
  const named = (kinds: readonly CellKind[]) => columns.findIndex(({ kind }) => kinds.includes(kind))
  const [text, bytes, seconds, time] = [named(['text']), named(['B']), named(['s']), named(['time'])]
  const word = String(rows[0]?.[text] ?? 'text')
  return {
    text: text === -1 ? undefined : `${columns[text]!.name}:${/\s/.test(word) ? `"${word}"` : word}`,
    amount:
      bytes !== -1
        ? `${columns[bytes]!.name}>10GiB`
        : seconds === -1
          ? undefined
          : `${columns[seconds]!.name}>5min`,
    time: time === -1 ? undefined : `${columns[time]!.name}<23:30`,
  }
}

function button(words: string, press: () => void): HTMLButtonElement {
  const it = element('button', { type: 'button' }, words)
  it.addEventListener('click', press)
  return it
}
