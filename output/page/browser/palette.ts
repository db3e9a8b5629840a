/**
 * Colours of the page's pictures. Series have the colours of Okabe and Ito (2008, "Color Universal Design"), which
 * the colour-blind tell apart; amounts have a scale that grows darker, or lighter on a dark page, so that it reads in
 * grey as well. The same colours are variables of the style sheet (page.css).
 */
export interface Palette {
  readonly dark: boolean
  readonly paper: string
  readonly ink: string
  /** Axes, notes. */
  readonly faint: string
  /** Lines of the grid. */
  readonly line: string
  readonly series: readonly string[]
  readonly good: string
  readonly warn: string
  readonly bad: string
  /** From nothing to most. */
  readonly amounts: readonly string[]
  /** Behind a span of time in which something was out. */
  readonly outage: string
}

export const LIGHT: Palette = {
  dark: false,
  paper: '#ffffff',
  ink: '#1b1f24',
  faint: '#57606a',
  line: '#d8dee4',
  series: ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#56b4e9', '#d55e00', '#7a7a00', '#4d4d4d'],
  good: '#00755a',
  warn: '#9a6700',
  bad: '#b33000',
  amounts: ['#f1f5f9', '#c6dcef', '#85b8dc', '#3f8ec4', '#0f62a0', '#08366b'],
  outage: 'rgba(213, 94, 0, 0.16)',
}

export const DARK: Palette = {
  dark: true,
  paper: '#14181d',
  ink: '#e6edf3',
  faint: '#9aa7b4',
  line: '#30363d',
  series: ['#56b4e9', '#e69f00', '#3fcf9f', '#e3a0c6', '#4f8fe0', '#ff8a3d', '#f0e442', '#b0b0b0'],
  good: '#3fcf9f',
  warn: '#f0b429',
  bad: '#ff8a5c',
  amounts: ['#1c232b', '#12385c', '#1d5a8f', '#3385c0', '#78b4e0', '#d0e8fb'],
  outage: 'rgba(255, 138, 61, 0.22)',
}
