/**
 * The library is checked as a user's repository would be. What its scenarios predict is kept in test/golden, to the
 * event; a baseline beside each would keep its means a second time, so there is none here.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { main } from '../../cli/app.ts'
import { EXIT } from '../../cli/failure.ts'
import { terminal } from './runs.ts'

const LIBRARY = fileURLToPath(new URL('../../scenarios/library/', import.meta.url))

const EXPECTING = readdirSync(LIBRARY)
  .filter((file) => file.endsWith('.yaml') && /^expect:/m.test(readFileSync(LIBRARY + file, 'utf8')))
  .sort()

test('some scenarios of the library say what they expect', () => {
  expect(EXPECTING).toEqual([
    'agents.yaml',
    'cloud-n-plus-1-drill.yaml',
    'data-domain-placement.yaml',
    'file-backup.yaml',
    'how-many-gateways.yaml',
    'two-gateways-one-lost.yaml',
  ])
})

test.each(EXPECTING)('%s meets what it expects', async (file) => {
  const screen = terminal()
  const exit = await main(['check', LIBRARY + file], screen)
  expect(screen.heard().out).not.toContain('failed')
  expect(exit).toBe(EXIT.done)
})

test('with a third gateway fewer machines are lost at first than expected', async () => {
  const screen = terminal()
  const file = `${LIBRARY}two-gateways-one-lost.yaml`
  expect(await main(['check', file, '--set', 'servers.gw.count=3'], screen)).toBe(EXIT.expectationFailed)
  expect(screen.heard().out).toContain('failed failureRate.first == 50 %')
})
