/** `gatesim explain DIR`: why did this happen? */
import type { Explanation } from '../../output/index.ts'
import type { Arguments, Command } from '../command.ts'
import { EXIT, type Exit } from '../failure.ts'
import type { ReadingProgress } from '../result/reading.ts'
import type { Terminal } from '../terminal.ts'

/** Sentences are read best in lines that are not too long. */
const MOST_COLUMNS = 80

export const explain: Command = {
  usage: 'explain DIR',
  about: 'say why a task, a session or a gateway did what it did',
  options: {
    session: { type: 'text', value: 'S', about: "a session, as 'nightly#1'" },
    machine: { type: 'text', value: 'M', about: 'a machine, with or without --session' },
    disk: { type: 'text', value: 'D', about: 'one disk of the machine' },
    task: { type: 'text', value: 'TASK', about: "as 'nightly#1/vm-3', 'nightly#1/vm-3/1@2'" },
    gateway: { type: 'text', value: 'G', about: 'a gateway' },
    time: { type: 'text', value: 'T', about: '2026-01-05T23:10, 23:10, or "49 min" after the start' },
    variant: { type: 'text', value: 'NAME', about: 'of which variant; default the first' },
    replication: { type: 'text', value: 'N', about: 'of which replication; default the first' },
    json: { type: 'flag', about: 'print the facts as JSON on standard output' },
  },
  examples: [
    ['gatesim explain results/night', 'what there is to ask about'],
    ["gatesim explain results/night --session 'nightly#1'", 'a session'],
    ["gatesim explain results/night --task 'nightly#1/vm-3/1@2'", 'disk 1 in the second attempt'],
    ['gatesim explain results/night --gateway gw-1 --time 23:10', 'a gateway at a time'],
  ],
  act,
}

async function act(args: Arguments, terminal: Terminal): Promise<Exit> {
  const { ReadingProgress } = await import('../result/reading.ts')
  const reading = new ReadingProgress(terminal)
  let explanation: Explanation
  try {
    explanation = await answer(args, reading)
  } finally {
    reading.end()
  }
  if (args.flag('json')) terminal.out(`${JSON.stringify(explanation, undefined, 2)}\n`)
  else {
    const { explanationLines } = await import('../../output/index.ts')
    const page = { width: Math.min(MOST_COLUMNS, terminal.columns), style: terminal.style.out }
    terminal.out(`${explanationLines(explanation, page).join('\n')}\n`)
  }
  return EXIT.done
}

async function answer(args: Arguments, reading: ReadingProgress): Promise<Explanation> {
  const { readQuestion } = await import('../explain/question.ts')
  const { explain: ask } = await import('../explain/explain.ts')
  const { wholeNumber } = await import('../scenario.ts')
  const { chooseRun, openResult } = await import('../result/result.ts')
  const question = readQuestion(args)
  const result = openResult(args.text('DIR')!, reading)
  return ask(chooseRun(result, args.text('variant'), wholeNumber(args, 'replication')), question)
}
