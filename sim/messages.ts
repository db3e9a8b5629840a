/**
 * What is said to people. Each room keeps one table of its codes beside the code that uses them;
 * docs/messages.md is generated from all tables.
 */
export interface Message {
  /** When it is given, as a sentence. */
  readonly when: string
  /** What to do about it. */
  readonly remedy: string
  /** The rule behind it: a sentence of the modelled product's documents or of docs/model.md. */
  readonly rule?: string
}

/** By code: `E-...` errors, `W-...` warnings. */
export type MessageTable = Readonly<Record<string, Message>>
