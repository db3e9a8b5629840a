/** What may be typed next, for a shell that asks while the line is being typed. */
import type { Command, Option } from '../command.ts'
import { COMMON_OPTIONS } from '../options.ts'

export interface Offer {
  readonly word: string
  readonly about: string
}

/** Values that only some option knows, by its name. */
export type Values = (option: string) => Promise<readonly string[] | undefined>

const HELP: Option = { type: 'flag', about: 'show options and examples' }
const VERSION: Option = { type: 'flag', about: 'show the version' }

/**
 * `words` stand behind the name of the program, the last one is being typed. Nothing where a file, a folder or a value of
 * one's own is due: the shell completes names of files by itself.
 */
export async function offers(
  words: readonly string[],
  commands: readonly Command[],
  values: Values,
): Promise<readonly Offer[]> {
  const { before, typed, joined } = lineOf(words)
  const command = commands.find((it) => nameOf(it) === before.find((word) => !word.startsWith('-')))
  const options: Readonly<Record<string, Option>> = {
    ...command?.options,
    ...COMMON_OPTIONS,
    help: HELP,
    ...(command === undefined ? { version: VERSION } : {}),
  }
  const last = before.at(-1)?.match(/^--(.+)$/)?.[1]
  const asking = last === undefined ? undefined : options[last]
  const found =
    asking !== undefined && asking.type !== 'flag'
      ? (asking.choices ?? (await values(last!)) ?? []).map((word) => ({ word, about: '' }))
      : typed.startsWith('-')
        ? optionsLeft(options, before)
        : command === undefined
          ? commands.map((it) => ({ word: nameOf(it), about: it.about }))
          : []
  return found
    .filter(({ word }) => word.startsWith(typed))
    .map(({ word, about }) => ({ word: `${joined}${word}`, about }))
}

interface Line {
  readonly before: readonly string[]
  readonly typed: string
  /** What stands before a value in the same word, as `--csv-locale=`. */
  readonly joined: string
}

/** bash takes `--name=value` apart at the sign, others leave it whole. */
function lineOf(words: readonly string[]): Line {
  const [last = ''] = words.slice(-1)
  const whole = /^(--[\w-]+)=(.*)$/.exec(last)
  const before = words.slice(0, -1).filter((word) => word !== '=')
  return whole === null
    ? { before, typed: last === '=' ? '' : last, joined: '' }
    : { before: [...before, whole[1]!], typed: whole[2]!, joined: `${whole[1]}=` }
}

/** Lists are given again, others not. */
function optionsLeft(options: Readonly<Record<string, Option>>, before: readonly string[]): readonly Offer[] {
  return Object.entries(options)
    .filter(([name, { type }]) => type === 'list' || !before.includes(`--${name}`))
    .map(([name, { about }]) => ({ word: `--${name}`, about }))
}

function nameOf({ usage }: Command): string {
  return usage.split(' ')[0]!
}
