/** What the command line says with a code: to people at a terminal and in the reference. */
import type { MessageTable } from '../sim/messages.ts'

export const CLI_MESSAGES: MessageTable = {
  'E-USAGE': {
    when: 'The command line is wrong: an unknown command or option, a missing file, a value that cannot be meant.',
    remedy: 'Follow the hint; `gatesim COMMAND --help` lists the options with an example.',
  },
  'E-OUT-FOREIGN': {
    when: 'The result folder exists and is neither empty nor a result of gatesim.',
    remedy: 'Name another folder with `--out`; gatesim replaces only its own results.',
    rule: 'A folder is recognised by its `result.json`.',
  },
  'E-OUT-UNWRITABLE': {
    when: 'The result folder, or something in it, cannot be written.',
    remedy: 'Choose a folder that you may write to with `--out`.',
  },
  'E-OUT-LOCKED': {
    when: 'Another run is writing to the same result folder.',
    remedy: 'Wait for it, or give this run a folder of its own with `--out`.',
    rule: 'The lock of a process that no longer lives is taken over.',
  },
  'E-DISK-FULL': {
    when: 'The disk is full, or the quota used up, while results are written.',
    remedy:
      'Free some space and run again with `--resume`: an earlier result and finished replications are kept.',
  },
  'E-WORKER-LOST': {
    when: 'A worker thread died twice over the same replication, most often because memory ran out.',
    remedy:
      'Go on with `--resume` and fewer `--workers`, or give each more memory: `NODE_OPTIONS=--max-old-space-size=8192`.',
    rule: 'Finished replications are kept.',
  },
  'W-WORKER-LOST': {
    when: 'A worker thread died; its replication is run again, once.',
    remedy: 'Nothing to do; if it happens often, take fewer `--workers`.',
  },
  'E-RESUME-DIFFERENT': {
    when: 'With `--resume`: the interrupted run had another scenario, seed, version or options.',
    remedy: 'Repeat the command of the interrupted run, or leave out `--resume` to start anew.',
  },
  'E-RESULT-MISSING': {
    when: 'A result is looked into that is not there: no such folder, no `result.json` in it, or a run that is not finished.',
    remedy: 'Name the folder that `gatesim run` has written; finish an interrupted run with `--resume`.',
  },
  'E-RESULT-BROKEN': {
    when: 'A file of a result is missing, cut short, or has lost a column.',
    remedy: 'Repeat the run: its command is in `result.json`.',
    rule: 'Tables may be in any form that gatesim writes, whatever the delimiter and the decimal sign.',
  },
  'E-RESULT-NEWER': {
    when: 'A result was written by a later release of gatesim than the one that reads it.',
    remedy: 'Update gatesim, or repeat the run with this version.',
  },
  'E-NOT-FOUND': {
    when: 'The result has no session, machine, gateway, tenant, variant or replication of that name; or the scenario no such variant or metric.',
    remedy: 'Follow the hint; `gatesim explain DIR` and `gatesim report DIR --tenants` list what there is.',
  },
  'E-ONE-VARIANT': {
    when: '`compare` finds one variant only.',
    remedy: 'Write `experiment.variants` or `experiment.factors` into the file, or give `--factor`.',
  },
  'E-NO-UNCERTAIN': {
    when: '`sensitivity` finds no uncertain inputs in the scenario.',
    remedy: 'Write `uncertain` into the file: paths and the ranges that their values may lie in.',
  },
  'E-GRID-TIME': {
    when: '`sweep`, `sensitivity`, `value`: the replications of all points take longer than ten minutes, going by one that was timed.',
    remedy: 'Take fewer values, ranges or replications, or begin all the same with `--yes`.',
  },
  'E-GRID-MEMORY': {
    when: '`sweep`, `sensitivity`, `value`: the results of all points do not fit into memory, going by those of the first point.',
    remedy: 'Take fewer values or replications, or sweep the grid in parts; `--yes` does not help.',
  },
  'W-SELECTION-ALIKE': {
    when: '`compare --best`: two variants had the same value in every one of the first nights, although chance has a part in them.',
    remedy: 'Of rare events this is no proof: choose by another metric, or compare with more replications.',
  },
  'W-REPLICATIONS-MAX': {
    when: 'The replications ended at `max` before all rules of `until` were met.',
    remedy: 'Raise `max` and go on with `--resume`, or ask for a wider interval.',
  },
  'W-SHEET-ROWS': {
    when: 'A table has more rows than a sheet of a spreadsheet takes: 1,048,576, that of the names of columns among them.',
    remedy:
      'Open the parts beside it, such as `tasks.part-1.csv`: together they have all rows. Programs read the whole file.',
    rule: 'With `--xlsx` the rows go on in a second sheet, `tasks (2)`.',
  },
  'W-SHEET-TEXT': {
    when: 'With `--xlsx`: a text is longer than the 32,767 characters that a cell takes, and ends with `…` in the workbook.',
    remedy: 'Read the whole text in the CSV file.',
  },
  'W-SHEET-SIZE': {
    when: 'With `--xlsx`: the tables have more than 4 GiB together, and no workbook is written.',
    remedy: 'Open the CSV files or their parts, or run fewer replications.',
  },
  'E-NO-TENANTS': {
    when: 'A report on tenants is asked of a result whose scenario, or variant, has none.',
    remedy: 'Name the result of a scenario with `cloud`, or with `--variant` a variant that has tenants.',
  },
  'E-REPLAY-DIFFERENT': {
    when: 'A replay is not made by what made the result: another version, another scenario, or, worst, another fingerprint from equal ones.',
    remedy:
      'Put the scenario back as it was, or take the version that wrote the result. Another fingerprint from equal version and scenario is a defect of gatesim: please report it.',
    rule: 'The status is 1.',
  },
  'E-REPLAY-SOURCE': {
    when: 'The scenario that a result was made of is not there.',
    remedy: 'Replay in the folder in which the result was made, or name the file with `--file`.',
  },
  'E-BASELINE': {
    when: 'The file beside a scenario that should be its baseline cannot be read as one.',
    remedy: 'Renew it with `gatesim check FILE --update`, or bring back an earlier one.',
  },
  'E-NO-BROWSER': {
    when: '`gatesim open` found no browser that starts.',
    remedy: 'Open the file that it names by hand; it needs no other file and no network.',
  },
  'E-INIT-EXISTS': {
    when: '`gatesim init` would overwrite a file.',
    remedy: 'Give another name: `gatesim init NAME`.',
  },
  'E-AUDIT': {
    when: 'With `--audit`: a law of the simulated world was violated during the run.',
    remedy: 'A defect of gatesim: please report it with the file and the command.',
  },
  'E-INTERNAL': {
    when: 'Something that cannot happen has happened; virtual time and subject are named if there are any.',
    remedy: 'A defect of gatesim: please report it with the file and the command; `--debug` shows where.',
  },
  'E-PLAN-FACTORS': {
    when: '`plan` has one variant only: nothing to choose from.',
    remedy:
      'Say what may vary, as `--vary servers.gw.count=1..16`, or write `experiment.factors` into the file.',
  },
  'E-PLAN-GOALS': {
    when: '`plan` has no goal: none is given, and the file has no `expect` that is for all variants.',
    remedy: 'Give `--goal "p95(backupWindow) <= 8 h"`, or write `expect` into the file.',
  },
  'E-GOAL': {
    when: 'A `--goal` cannot be read or shown: an unknown metric, a wrong unit, equality, or two goals that exclude each other.',
    remedy: 'Follow the hint; `gatesim metrics` lists the metrics.',
  },
  'I-INTERRUPTED': {
    when: 'The run was interrupted (Ctrl-C, or a request to terminate). Finished replications are kept.',
    remedy: 'The same command with `--resume` goes on where it stopped; the result is the same to the byte.',
  },
  'I-RESUMED': {
    when: 'With `--resume`: finished replications of the interrupted run were taken over.',
    remedy: 'Nothing to do.',
  },
  'I-NOTHING-TO-RESUME': {
    when: 'With `--resume`: there is no interrupted run for this result folder.',
    remedy: 'Nothing to do: the run starts from the beginning.',
  },
  'I-DISCARDED': {
    when: 'An interrupted run for this result folder is thrown away because `--resume` was not given.',
    remedy: 'Add `--resume` next time to go on instead.',
  },
}
