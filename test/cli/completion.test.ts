/** What a shell is answered while a line is being typed. */
import { expect, test } from 'vitest'
import { main } from '../../cli/app.ts'
import { COMMANDS } from '../../cli/commands.ts'
import { offers } from '../../cli/completion/offers.ts'
import { SCRIPTS } from '../../cli/completion/scripts.ts'
import { terminal } from './runs.ts'

async function offered(...words: readonly string[]): Promise<readonly string[]> {
  const screen = terminal()
  expect(await main(['--complete', ...words], screen)).toBe(0)
  expect(screen.heard().err).toBe('')
  return screen
    .heard()
    .out.split('\n')
    .slice(0, -1)
    .map((line) => line.split('\t')[0]!)
}

test('the first word is a command', async () => {
  expect(await offered('')).toEqual(COMMANDS.map(({ usage }) => usage.split(' ')[0]))
  expect(await offered('va')).toEqual(['value', 'validate'])
})

test('every offer says what it is for', async () => {
  const found = await offers(['va'], COMMANDS, async () => undefined)
  expect(found.map(({ about }) => about)).toEqual(
    COMMANDS.filter(({ usage }) => usage.startsWith('va')).map(({ about }) => about),
  )
})

test('a command has its own options, those of all commands, and help', async () => {
  expect(await offered('run', '--re')).toEqual(['--replications', '--resume'])
  expect(await offered('metrics', '--')).toEqual(['--json', '--markdown', '--no-color', '--debug', '--help'])
  expect(await offered('--')).toContain('--version')
})

test('an option is not offered twice, unless it may be repeated', async () => {
  expect(await offered('run', 'night.yaml', '--quiet', '--set', 'a=1', '--')).not.toContain('--quiet')
  expect(await offered('run', 'night.yaml', '--quiet', '--set', 'a=1', '--s')).toEqual(['--set', '--seed'])
})

test('values that are known are offered, however they are joined to their option', async () => {
  expect(await offered('run', '--csv-locale', '')).toEqual(['en', 'de'])
  // bash makes three words of it, zsh and fish one.
  expect(await offered('run', '--csv-locale', '=', 'd')).toEqual(['de'])
  expect(await offered('run', '--csv-locale', '=')).toEqual(['en', 'de'])
  expect(await offered('run', '--csv-locale=d')).toEqual(['--csv-locale=de'])
})

test('metrics and templates are offered by name', async () => {
  expect(await offered('value', 'night.yaml', '--metric', 'backupW')).toContain('backupWindow{full}')
  expect(await offered('compare', 'night.yaml', '--best', 'through')).toEqual([
    'throughput',
    'throughput.horizon',
  ])
  expect(await offered('init', '--template', 'na')).toEqual(['nas'])
})

test("where a file, a folder or a value of one's own is due the shell is left to complete it", async () => {
  expect(await offered('run', '')).toEqual([])
  expect(await offered('run', 'night.yaml', '--out', '')).toEqual([])
  expect(await offered('run', 'night.yaml', '--seed', '-')).toEqual([])
})

test('a line that makes no sense has no answer', async () => {
  expect(await offered('rnu', '--wrong', 'x')).toEqual([])
})

test('each shell has its script; another one is refused with those that there are', async () => {
  for (const shell of ['bash', 'zsh', 'fish']) {
    const screen = terminal()
    expect(await main(['completion', shell], screen)).toBe(0)
    expect(screen.heard().out).toBe(SCRIPTS[shell])
  }
  const screen = terminal()
  expect(await main(['completion', 'ksh'], screen)).toBe(2)
  expect(screen.heard().err).toContain('There is for bash, zsh, fish.')
})
