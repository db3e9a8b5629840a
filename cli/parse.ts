/** argv, read by yargs: strict, in English, with a hint for what was probably meant. */
import process from 'node:process'
import yargs, { type Argv } from 'yargs'
import { Arguments, type Command, type Option } from './command.ts'
import { UserError } from './failure.ts'
import { nearest } from './nearest.ts'
import { COMMON_OPTIONS } from './options.ts'
import type { Terminal } from './terminal.ts'
import { version } from './version.ts'

export interface CommandLine {
  readonly command: Command
  readonly args: Arguments
}

/** The command to do, or nothing more to do (help and version speak for themselves). */
export async function commandLine(
  argv: readonly string[],
  commands: readonly Command[],
  terminal: Terminal,
): Promise<CommandLine | undefined> {
  let chosen: CommandLine | undefined
  const parser = frame(yargs(argv.map((word) => (word === '-' ? DASH : word))), terminal)
  for (const command of commands) {
    parser.command({
      command: usageOf(command),
      describe: command.about,
      builder: (of: Argv) => describe(of, command),
      handler: (values) => {
        chosen = { command, args: new Arguments(withDashes(values)) }
      },
    })
  }
  parser.fail((message, error) => {
    if (error instanceof UserError) throw error
    throw usageError(message ?? String(error), argv, commands)
  })
  await parser.parseAsync()
  return chosen
}

/** Standard input, as `-`: a word of its own that yargs drops, so that it travels under another name. */
const DASH = ':standard-input:'

function withDashes(values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const back = (value: unknown): unknown => (value === DASH ? '-' : value)
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.map(back) : back(value),
    ]),
  )
}

function frame(parser: Argv, terminal: Terminal): Argv {
  return parser
    .scriptName('gatesim')
    .locale('en')
    .usage(
      '$0 COMMAND\n\nSimulates the load of backup gateways: how many, in which layout, with what certainty.',
    )
    .parserConfiguration({
      'boolean-negation': false,
      'camel-case-expansion': false,
      'dot-notation': false,
      'greedy-arrays': false,
      'parse-numbers': false,
      'parse-positional-numbers': false,
    })
    .exitProcess(false)
    .strict()
    .demandCommand(1, 'No command given.')
    .version(version())
    .alias('help', 'h')
    .example('gatesim init night.yaml', 'write a commented starter scenario')
    .example('gatesim run night.yaml', 'simulate it')
    .epilogue('gatesim COMMAND --help shows options and examples of a command.')
    .wrap(Math.min(80, terminal.columns))
}

/** `run FILE` as yargs writes it: `run <FILE>`. */
function usageOf(command: Command): string {
  return command.usage.replace(/ ([A-Z]+)(\.\.)?$/, ' <$1$2>')
}

function describe(of: Argv, command: Command): Argv {
  const name = command.usage.split(' ')[0]!
  for (const [option, { type, about, value, choices }] of Object.entries(optionsOf(command))) {
    of.option(option, {
      describe: value === undefined ? about : `${about} [${value}]`,
      type: type === 'flag' ? 'boolean' : type === 'list' ? 'array' : 'string',
      ...(type === 'flag' ? {} : { requiresArg: true }),
      ...(type === 'list' ? { string: true } : {}),
      ...(choices === undefined ? {} : { choices }),
    })
  }
  for (const [line, does] of command.examples) of.example(line, does)
  return of.usage(`$0 ${command.usage}\n\n${command.about}`).demandCommand(0).group([], name)
}

function optionsOf(command: Command): Readonly<Record<string, Option>> {
  return { ...command.options, ...COMMON_OPTIONS }
}

function usageError(message: string, argv: readonly string[], commands: readonly Command[]): UserError {
  const command = commands.find((it) => it.usage.split(' ')[0] === argv.find((word) => !word.startsWith('-')))
  const help = command === undefined ? 'gatesim --help' : `gatesim ${command.usage.split(' ')[0]} --help`
  const usage = `usage: gatesim ${command === undefined ? 'COMMAND' : `${command.usage} [options]`}`
  const width = Math.max(...commands.map((it) => it.usage.length)) + 2
  const list = commands.map((it) => `  ${it.usage.padEnd(width)}${it.about}`).join('\n')
  const hint =
    command === undefined
      ? `${usage}\n${list}\n${help} shows more.`
      : `${usage}\n${help} shows what there is.`
  return new UserError('E-USAGE', plain(message, command, commands), hint)
}

/** yargs' words, shortened, and the nearest name for what is unknown. */
function plain(message: string, command: Command | undefined, commands: readonly Command[]): string {
  const unknown = /^Unknown (argument|command)s?: (.+)$/.exec(message)
  if (unknown !== null) {
    // Behind a word that is no command nothing can be judged.
    const words = unknown[2]!.split(', ').slice(0, command === undefined ? 1 : undefined)
    const names = command === undefined ? commands.map((it) => it.usage.split(' ')[0]!) : []
    const options = command === undefined ? Object.keys(COMMON_OPTIONS) : Object.keys(optionsOf(command))
    return words.map((word) => unknownWord(word, [...names], options)).join('; ')
  }
  if (message.startsWith('Not enough non-option arguments')) {
    return `the name of a ${command?.usage.endsWith('DIR') === true ? 'folder' : 'file'} is missing`
  }
  const without = /^Not enough arguments following: (.+)$/.exec(message)
  if (without !== null) {
    const value = command === undefined ? undefined : optionsOf(command)[without[1]!]?.value
    return `--${without[1]} wants a value${value === undefined ? '' : `: --${without[1]} ${value}`}`
  }
  const invalid = /Argument: ([^,]+), Given: ("[^"]*"), Choices: (.+)$/.exec(message.trim())
  if (invalid !== null) return `--${invalid[1]} wants one of ${invalid[3]}, not ${invalid[2]}`
  return message.replace(/\s*\n\s*/g, ' ').trim()
}

function unknownWord(word: string, names: readonly string[], options: readonly string[]): string {
  const typed = process.argv.includes(`--${word}`) || process.argv.some((it) => it.startsWith(`--${word}=`))
  if (typed || names.length === 0) {
    const near = nearest(word, options)
    const hint = near === undefined ? '' : `; did you mean --${near}?`
    return typed ? `there is no option --${word}${hint}` : `"${word}" is one word too many${hint}`
  }
  const near = nearest(word, names)
  return `there is no command "${word}"${near === undefined ? '' : `; did you mean "${near}"?`}`
}
