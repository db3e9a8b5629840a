/** The page in the browser: unpacks what it carries and draws it. */
import type { PageData } from '../facts.ts'
import { element } from './dom.ts'
import { type Figure, figure } from './figure.ts'
import { Night } from './night.ts'
import { DARK, LIGHT, type Palette } from './palette.ts'
import { nightPictures, studyPictures } from './sections.ts'
import { unpacked } from './unpack.ts'

const dark = matchMedia('(prefers-color-scheme: dark)')
const figures = new Set<Figure>()

/** Ink on paper, whatever the screen looks like. */
let printing = false

function palette(): Palette {
  const chosen = document.documentElement.dataset['theme']
  if (printing) return LIGHT
  return (chosen === undefined ? dark.matches : chosen === 'dark') ? DARK : LIGHT
}

function redraw(): void {
  for (const { chart } of figures) chart.show(palette())
}

function show(id: string, pictures: ReturnType<typeof nightPictures>): void {
  const made = pictures.map((picture) => figure(picture, palette()))
  for (const it of made) figures.add(it)
  document.getElementById(id)!.replaceChildren(...made.map((it) => it.element))
}

function showNight(data: PageData, place: number): void {
  show('night-pictures', nightPictures(new Night(data.runs[place]!)))
}

function chooser(data: PageData): HTMLElement {
  const options = data.runs.map(({ variant }, place) => element('option', { value: place }, variant))
  const select = element('select', { id: 'variant' }, ...options)
  select.addEventListener('change', () => showNight(data, Number(select.value)))
  return element('p', { class: 'chooser' }, element('label', { for: 'variant' }, 'Variant '), select)
}

async function start(): Promise<void> {
  const data = await unpacked(document.getElementById('data')!.textContent)
  show('study-pictures', studyPictures(data))
  if (data.runs.length > 1) document.getElementById('night-chooser')!.append(chooser(data))
  if (data.runs.length > 0) showNight(data, 0)
  dark.addEventListener('change', redraw)
  addEventListener('beforeprint', () => {
    printing = true
    redraw()
  })
  addEventListener('afterprint', () => {
    printing = false
    redraw()
  })
  document.documentElement.dataset['drawn'] = 'yes'
}

void start()
