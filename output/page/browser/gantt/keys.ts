/** What the keys mean while the tasks' picture has the focus. */
import type { Step } from './state.ts'

export type Wish =
  | { readonly what: 'select'; readonly step: Step }
  | { readonly what: 'move'; readonly right: number; readonly down: number }
  | { readonly what: 'zoom'; readonly factor: number }
  | { readonly what: 'whole' }
  | { readonly what: 'explain' }
  | { readonly what: 'leave' }

export const KEYS_IN_WORDS =
  'Arrow keys go from task to task, Enter explains it; plus and minus zoom, Shift with arrow keys moves, 0 shows everything.'

const PART = 0.25
const CLOSER = 0.6

const STEPS: Readonly<Record<string, Step>> = {
  ArrowLeft: 'before',
  ArrowRight: 'after',
  ArrowUp: 'above',
  ArrowDown: 'below',
}

const MOVES: Readonly<Record<string, readonly [right: number, down: number]>> = {
  ArrowLeft: [-PART, 0],
  ArrowRight: [PART, 0],
  ArrowUp: [0, -PART],
  ArrowDown: [0, PART],
}

const OTHERS: Readonly<Record<string, Wish>> = {
  '+': { what: 'zoom', factor: CLOSER },
  '=': { what: 'zoom', factor: CLOSER },
  '-': { what: 'zoom', factor: 1 / CLOSER },
  '0': { what: 'whole' },
  Enter: { what: 'explain' },
  Escape: { what: 'leave' },
  PageUp: { what: 'move', right: 0, down: -1 },
  PageDown: { what: 'move', right: 0, down: 1 },
}

/** undefined: the key is not for the picture. */
export function wanted(key: string, shift: boolean): Wish | undefined {
  const move = shift ? MOVES[key] : undefined
  if (move !== undefined) return { what: 'move', right: move[0], down: move[1] }
  const step = STEPS[key]
  return step === undefined ? OTHERS[key] : { what: 'select', step }
}
