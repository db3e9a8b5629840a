import { expect, test } from 'vitest'
import { report, UserError } from '../../cli/failure.ts'
import { CLI_MESSAGES } from '../../cli/messages.ts'
import { nearest } from '../../cli/nearest.ts'
import { slug } from '../../cli/run/request.ts'
import { SimulationFault } from '../../sim/fault.ts'
import { terminal } from './runs.ts'

test('a broken invariant names time and subject, asks for a report and shows no stack', () => {
  const screen = terminal()
  expect(report(new SimulationFault(12.5, 'gateway gw-1', 'negative bytes'), screen, false)).toBe(3)
  const { err } = screen.heard()
  expect(err).toContain('t = 12.5 s, subject gateway gw-1: negative bytes')
  expect(err).toContain('Please report it')
  expect(err).not.toMatch(/^\s+at /m)
})

test('--debug shows the stack', () => {
  const screen = terminal()
  report(new Error('odd'), screen, true)
  expect(screen.heard().err).toMatch(/^\s+at /m)
})

test('what the user can mend ends with 2 and carries its code', () => {
  const screen = terminal()
  expect(report(new UserError('E-DISK-FULL', 'no space left', 'Free some.'), screen, false)).toBe(2)
  expect(screen.heard().err).toBe('error: no space left [E-DISK-FULL]\nFree some.\n')
  expect(CLI_MESSAGES).toHaveProperty('E-DISK-FULL')
})

test.each([
  ['sed', 'seed'],
  ['rpelications', 'replications'],
  ['replicatons', 'replications'],
  ['zzz', undefined],
])('a mistyped %s is taken for %s', (word, meant) => {
  expect(nearest(word, ['set', 'seed', 'replications', 'out'])).toBe(meant)
})

test('a word that lacks half of another is not taken for it', () => {
  expect(nearest('plan', ['run', 'explain', 'validate'])).toBeUndefined()
})

test.each([
  ['Nightly München / HQ', 'nightly-münchen---hq'],
  ['..', 'scenario'],
  ['', 'scenario'],
  ['a/../../b', 'a-..-..-b'],
  ['x'.repeat(80), 'x'.repeat(60)],
])('the folder of "%s" is %s', (name, folder) => {
  expect(slug(name)).toBe(folder)
})
