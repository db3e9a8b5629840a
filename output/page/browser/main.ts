/** The page in the browser: unpacks what it carries and draws it. */
import type { PageData, PageRun } from '../facts.ts'
import { element } from './dom.ts'
import { type Figure, figure } from './figure.ts'
import { Night } from './night.ts'
import type { Picture } from './picture.ts'
import { nightPictures, studyPictures } from './sections.ts'
import { palette, themeButton, watchTheme } from './theme.ts'
import { unpacked } from './unpack.ts'

/** By the part of the page in which they stand. */
const figures = new Map<string, readonly Figure[]>()

function redraw(): void {
  for (const { chart } of [...figures.values()].flat()) chart.show(palette())
}

/** A part of the page anew: its heading, what is said first, its pictures. */
function show(part: string, title: string, first: readonly Node[], pictures: readonly Picture[]): void {
  for (const { chart } of figures.get(part) ?? []) chart.end()
  const made = pictures.map((picture) => figure(picture, palette()))
  figures.set(part, made)
  document
    .getElementById(part)!
    .replaceChildren(element('h2', { id: `${part}-title` }, title), ...first, ...made.map((it) => it.element))
  contents()
}

function showNight(data: PageData, place: number): void {
  const run = data.runs[place]!
  const chooser = data.runs.length > 1 ? [variantChooser(data, place)] : []
  const night = new Night(run, data.document.tables.bucket)
  const about = element(
    'p',
    { class: 'lead' },
    `${aboutNight(data, run)}${night.clockChanges ? ` ${CLOCK_CHANGES}` : ''}`,
  )
  show('nights', 'One run in detail', [about, ...chooser], nightPictures(night))
}

/** Tables tell times of the wall clock, and so do axes. */
const CLOCK_CHANGES =
  'The clock changes during this run: axes show wall clocks, so an hour that comes twice is drawn as one and one that is left out as a gap. Durations in words and tables are true.'

function aboutNight({ document: { replications, replication } }: PageData, run: PageRun): string {
  const of = replication === undefined && replications > 1 ? ` of ${replications}` : ''
  const what = `Replication ${run.replication}${of}${run.variant === 'base' ? '' : ` of ${run.variant}`}, from ${run.start}.`
  return of === '' ? what : `${what} It is one of many, not their mean.`
}

function variantChooser(data: PageData, place: number): HTMLElement {
  const options = data.runs.map(({ variant }, i) =>
    element('option', { value: i, selected: i === place }, variant),
  )
  const select = element('select', { id: 'variant' }, ...options)
  select.addEventListener('change', () => {
    showNight(data, Number(select.value))
    document.getElementById('variant')!.focus()
  })
  return element('p', { class: 'bar' }, element('label', { for: 'variant' }, 'Variant'), select)
}

/** Links to all that has a heading. */
function contents(): void {
  const links = [...document.querySelectorAll('main h2[id], main h3[id]')].map((heading) => {
    const target = heading.id.replace(/-title$/, '')
    const link = element('a', { href: `#${target}` }, heading.textContent)
    return element('li', heading.tagName === 'H2' ? { class: 'pages' } : {}, link)
  })
  document.getElementById('contents')!.replaceChildren(element('ul', {}, ...links))
}

async function start(): Promise<void> {
  const data = await unpacked(document.getElementById('data')!.textContent)
  document.querySelector('header')!.append(themeButton(redraw))
  const pictures = studyPictures(data)
  if (pictures.length > 0) show('study', 'All replications together', [], pictures)
  if (data.runs.length > 0) showNight(data, 0)
  contents()
  watchTheme(redraw)
  document.documentElement.dataset['drawn'] = 'yes'
}

void start()
