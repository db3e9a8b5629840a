/** Answers a shell. It must never disturb whoever is typing: a line that makes no sense has no answer. */
import { COMMANDS } from '../commands.ts'
import type { Terminal } from '../terminal.ts'
import { offers } from './offers.ts'

export async function answer(words: readonly string[], terminal: Terminal): Promise<void> {
  const found = await offers(words, COMMANDS, valuesOf)
  terminal.out(found.map(({ word, about }) => `${word}\t${about}\n`).join(''))
}

/** Loaded only when they are asked for: a shell that waits is a shell that hangs. */
async function valuesOf(option: string): Promise<readonly string[] | undefined> {
  if (option === 'metric' || option === 'best') {
    const { METRICS } = await import('../../sim/experiment/index.ts')
    return METRICS.map(({ name }) => name)
  }
  if (option === 'template') {
    const { TEMPLATES } = await import('../../scenarios/index.ts')
    return Object.keys(TEMPLATES)
  }
  return undefined
}
