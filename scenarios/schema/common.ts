/** Keys that many entries share. */
import { RATE, SHARE } from '../quantities/quantity.ts'
import { type Leaf, number, quantity, text, whole } from './leaves.ts'

export const UNLIMITED = { unlimited: true, positive: true } as const

export function name(what: string, example: string): Leaf<string> {
  return text(`Name of the ${what}, unique among its kind.`, [example])
}

export function counter(max: number): Leaf<number> {
  return whole('Makes this many, named `name-1` ... `name-N` (also for 1; 0 makes none).', 0, { max })
}

export function rate(description: string): Leaf<number> {
  return quantity(RATE, description, UNLIMITED)
}

export function slots(description: string): Leaf<number> {
  return whole(description, 1, { unlimited: true })
}

export function share(description: string): Leaf<number> {
  return quantity(SHARE, description, { max: 1 })
}

/** Usable part of a nominal rate. */
export function efficiency(): Leaf<number> {
  return quantity(SHARE, 'Usable share of the nominal rate; default 0.9.', { positive: true, max: 1 })
}

export function cost(): Leaf<number> {
  return number('Weighs combinations in `plan`; no effect on a run.')
}
