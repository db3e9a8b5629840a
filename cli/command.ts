/** What a command is: its words on the command line and what it does. */
import type { Exit } from './failure.ts'
import type { Terminal } from './terminal.ts'

export type OptionType = 'text' | 'flag' | 'list'

export interface Option {
  readonly type: OptionType
  readonly about: string
  /** How its value is called in help, as in `--out DIR`. */
  readonly value?: string
  readonly choices?: readonly string[]
}

/** Options and positionals by name, as they were typed. */
export class Arguments {
  readonly #values: Readonly<Record<string, unknown>>

  constructor(values: Readonly<Record<string, unknown>>) {
    this.#values = values
  }

  /** The last value given. */
  text(name: string): string | undefined {
    const value = this.#values[name]
    const last: unknown = Array.isArray(value) ? value.at(-1) : value
    return last === undefined ? undefined : String(last)
  }

  flag(name: string): boolean {
    const value = this.#values[name]
    return (Array.isArray(value) ? value.at(-1) : value) === true
  }

  list(name: string): readonly string[] {
    const value = this.#values[name]
    if (value === undefined) return []
    return (Array.isArray(value) ? value : [value]).map(String)
  }
}

export interface Command {
  /** `run FILE`: `NAME` is required, `[NAME]` is not, `NAMES..` are several. */
  readonly usage: string
  readonly about: string
  readonly options: Readonly<Record<string, Option>>
  /** Command and what it does. */
  readonly examples: readonly (readonly [command: string, does: string])[]
  act(args: Arguments, terminal: Terminal): Promise<Exit>
}
