/** Light or dark: as the system has it until the reader chooses; ink on paper when the page is printed. */
import { element } from './dom.ts'
import { DARK, LIGHT, type Palette } from './palette.ts'

const system = matchMedia('(prefers-color-scheme: dark)')
let printing = false

export function palette(): Palette {
  if (printing) return LIGHT
  return isDark() ? DARK : LIGHT
}

function isDark(): boolean {
  const chosen = document.documentElement.dataset['theme']
  return chosen === undefined ? system.matches : chosen === 'dark'
}

/** Calls `redraw` whenever the palette is another. */
export function watchTheme(redraw: () => void): void {
  system.addEventListener('change', redraw)
  for (const [event, value] of [
    ['beforeprint', true],
    ['afterprint', false],
  ] as const) {
    addEventListener(event, () => {
      printing = value
      redraw()
    })
  }
}

export function themeButton(redraw: () => void): HTMLElement {
  const button = element('button', { id: 'theme', type: 'button' })
  const named = (): void => {
    button.textContent = isDark() ? 'Light' : 'Dark'
    button.setAttribute('aria-label', isDark() ? 'Light colours' : 'Dark colours')
  }
  button.addEventListener('click', () => {
    document.documentElement.dataset['theme'] = isDark() ? 'light' : 'dark'
    named()
    redraw()
  })
  system.addEventListener('change', named)
  named()
  return button
}
