/** `gatesim validate FILES..`: are the files right? */
import type { Arguments, Command } from '../command.ts'
import { EXIT, type Exit } from '../failure.ts'
import { SCENARIO_OPTIONS } from '../options.ts'
import type { Terminal } from '../terminal.ts'

export const validate: Command = {
  usage: 'validate FILES..',
  about: 'check scenario files; errors and warnings with their place',
  options: {
    set: SCENARIO_OPTIONS['set']!,
    json: { type: 'flag', about: 'print the findings as JSON on standard output' },
    quiet: { type: 'flag', about: 'say nothing about files that are right' },
  },
  examples: [
    ['gatesim validate night.yaml', 'check one file'],
    ['gatesim validate scenarios/*.yaml --quiet', 'check many, hear of errors only'],
  ],
  act: check,
}

async function check(args: Arguments, terminal: Terminal): Promise<Exit> {
  const { describe, load, printIssues } = await import('../scenario.ts')
  const { firmNumbers, wrap } = await import('../../output/index.ts')
  const findings: unknown[] = []
  let wrong = 0
  for (const file of args.list('FILES')) {
    const loaded = load(file, args)
    const issues = loaded.ok ? loaded.scenario.warnings : loaded.issues
    if (!loaded.ok) wrong++
    if (args.flag('json')) {
      findings.push({ file, ok: loaded.ok, issues })
      continue
    }
    if (!(loaded.ok && args.flag('quiet')) && issues.length > 0) printIssues(issues, terminal)
    if (!loaded.ok || args.flag('quiet')) continue
    const lines = wrap(`${file}: ok, ${firmNumbers(describe(loaded.scenario))}`, terminal.columns, '  ')
    terminal.out(`${lines.join('\n')}\n`)
  }
  if (args.flag('json')) terminal.out(`${JSON.stringify(findings, undefined, 2)}\n`)
  return wrong === 0 ? EXIT.done : EXIT.inputWrong
}
