/** A table that is sorted, filtered, copied and saved. */

import { cellText } from './cells.ts'
import { element } from './dom.ts'
import type { Sheet } from './picture.ts'

export function tableElement(sheet: Sheet, title: string): HTMLElement {
  const head = element('tr', {}, ...sheet.columns.map(({ name }) => element('th', { scope: 'col' }, name)))
  const rows = sheet.rows
    .slice(0, 50)
    .map((row) =>
      element('tr', {}, ...row.map((cell, i) => element('td', {}, cellText(cell, sheet.columns[i]!.kind)))),
    )
  return element(
    'div',
    { class: 'sheet', tabindex: 0, role: 'region', 'aria-label': `${title}, table` },
    element('table', {}, element('thead', {}, head), element('tbody', {}, ...rows)),
  )
}
