/** Codes about files, syntax and paths. */
import type { MessageTable } from '../../sim/messages.ts'

export const FILES: MessageTable = {
  'E-FILE-MISSING': {
    when: 'A scenario, or a file that it names, does not exist.',
    remedy: 'Check the name; relative paths start from the folder of the file they are written in.',
  },
  'E-FILE-UNREADABLE': {
    when: 'A file exists but cannot be read.',
    remedy: 'Check its permissions, and that it is an ordinary file.',
  },
  'E-FILE-DIRECTORY': {
    when: 'A folder was named where a file is expected.',
    remedy: 'Name the file in it.',
  },
  'E-FILE-TOO-LARGE': {
    when: 'A file is larger than 10 MB.',
    remedy: 'Use `count` instead of listing like machines, or split an inventory over several jobs.',
  },
  'E-FILE-NOT-TEXT': {
    when: 'A file is not UTF-8 text.',
    remedy: 'Save it as UTF-8; spreadsheets are exported as CSV.',
  },
  'E-YAML-SYNTAX': {
    when: 'The text is no YAML.',
    remedy: 'Look at the place named and the line before it: quotes, brackets, indentation.',
  },
  'E-YAML-ALIAS': {
    when: 'An alias (`*name`) leads nowhere, into itself, or aliases unfold into too many values.',
    remedy: 'Write the anchor before its aliases; use `count` for many like entries.',
  },
  'E-DUPLICATE-KEY': { when: 'A key stands twice in one map.', remedy: 'Remove or rename one of them.' },
  'E-NOT-A-MAP': {
    when: 'A scenario is empty, a list or a single value.',
    remedy:
      'Start with keys such as `servers:`, `repositories:` and `jobs:`; `gatesim init` writes an example.',
  },
  'E-EXTENDS-CYCLE': { when: 'Scenarios extend each other in a circle.', remedy: 'Remove one `extends`.' },
  'E-SET': {
    when: 'An assignment of `--set` has no `=`, or sets `extends`.',
    remedy: 'Write `--set servers.gw.count=4`.',
  },
  'E-PATH': {
    when: 'A path of `--set`, a factor, a variant or an uncertain input leads nowhere.',
    remedy: 'Entries of lists are addressed by name or index; all but the last step must be in the file.',
    rule: 'It addresses the entry before `count` is applied (definitions, Names and paths).',
  },
  'E-UNCERTAIN': {
    when: 'With an uncertain input at an end of its range the scenario is not valid.',
    remedy: 'The error at the end of the line is that of the key; keep the range within what the key may be.',
    rule: 'The ends of a range are checked like values of the file.',
  },
  'E-INVENTORY-COLUMN': {
    when: 'An inventory lacks a column that is needed.',
    remedy: 'Export vInfo with its header; names as RVTools writes them or in snake case.',
  },
  'E-INVENTORY-ROW': {
    when: 'A row of an inventory lacks a figure or has cells that cannot be read.',
    remedy: 'Correct the row in the CSV file, or delete it.',
  },
  'E-INVENTORY-EMPTY': {
    when: 'No row of an inventory is a powered-on machine.',
    remedy: 'Check the columns Powerstate and Template.',
  },
  'E-EMPIRICAL': {
    when: 'A column for `empirical` is missing or has cells that are no numbers.',
    remedy: 'Name a column of numbers, and their `unit`.',
  },
  'E-TRACE': {
    when: 'A trace has no column `start`, or a start that is no time.',
    remedy: 'Use `2026-01-05 22:00:00`, or durations from the start such as `5 h`.',
  },
}
