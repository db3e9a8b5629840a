/** A picture in the document: its heading, what it shows in words, the chart, and the table under it. */
import { counted } from '../../terminal/quantity.ts'
import { Chart } from './charts.ts'
import { element } from './dom.ts'
import { GanttSurface } from './gantt/surface.ts'
import type { Palette } from './palette.ts'
import type { Picture } from './picture.ts'
import { tableElement } from './table.ts'

export interface Figure {
  readonly element: HTMLElement
  readonly chart: Chart
}

export function figure(picture: Picture, palette: Palette): Figure {
  const { id, title, lead, notes = [], height, sheet } = picture
  const canvas = element('div', {
    class: 'chart',
    ...(typeof height === 'number' ? { style: `height: ${height}px` } : {}),
    role: 'img',
    'aria-label': `${title}. ${lead}`,
  })
  const surface = picture.gantt && new GanttSurface(picture.gantt, sheet, `${title}. ${lead}`)
  const details = element(
    'details',
    { class: 'under' },
    element('summary', {}, `Table: ${counted(sheet.length ?? sheet.rows.length, 'row')}`),
  )
  // Made when it is opened: most tables are not, and some are long.
  details.addEventListener('toggle', () => {
    if (details.open && details.childElementCount === 1)
      details.append(tableElement(sheet, title, surface?.explain))
  })
  const section = element(
    'section',
    { id, 'aria-labelledby': `${id}-title` },
    element('h3', { id: `${id}-title` }, title),
    element('p', { class: 'lead' }, unbroken(lead)),
    element(
      'figure',
      {},
      ...(surface?.controls ?? []),
      canvas,
      ...(surface === undefined ? [] : [surface.help]),
      ...notes.map((note) => element('figcaption', {}, unbroken(note))),
    ),
    details,
  )
  return { element: section, chart: new Chart(picture, canvas, palette, surface?.begin) }
}

/** A number and its unit stay on one line. */
function unbroken(text: string): string {
  return text.replace(/(?<=\d) (?=(?:%|s|min|h|d|pts|[KMGTPE]iB|B)(?![\p{L}\d]))/gu, '\u00a0')
}
