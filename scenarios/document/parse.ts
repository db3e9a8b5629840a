/** YAML (and so JSON) text to a tree with places. */
import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type YAMLMap,
} from 'yaml'
import type { Issues } from '../issues.ts'
import type { Node, Pair, Source, Value } from './tree.ts'

/** What aliases may add up to: beyond it a short file is unfolding into millions of values. */
const MAX_ALIASED_NODES = 200_000
/** Deeper than any scenario; protects the stack. */
const MAX_DEPTH = 60

interface Origin {
  readonly file: string
  readonly folder: string
  readonly kind: Source['kind']
}

/** A source whose lines start where the text has line ends. */
function sourceOf(origin: Origin, lines: LineCounter): Source {
  return {
    ...origin,
    place(offset) {
      const { line, col } = lines.linePos(offset)
      return { line: Math.max(1, line), column: Math.max(1, col) }
    },
  }
}

/** One piece of text on line `line`, starting at column `column` + 1: command-line assignments, values of factors. */
export function sourceAt(origin: Origin, line: number, column: number): Source {
  return { ...origin, place: (offset) => ({ line, column: column + offset + 1 }) }
}

/** The tree, or undefined when the syntax is broken (issues given). An empty document is a null scalar. */
export function parseTree(text: string, origin: Origin, issues: Issues, given?: Source): Node | undefined {
  const lines = new LineCounter()
  const source = given ?? sourceOf(origin, lines)
  try {
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, keepSourceTokens: false })
    if (reportSyntax(document, source, issues)) return undefined
    return new Converter(document, source, issues).convertRoot()
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    issues.add('E-YAML-SYNTAX', placeIn(source, 0), '', TOO_DEEP)
    return undefined
  }
}

const TOO_DEEP = 'The document is nested too deeply to be read.'

function placeIn(source: Source, offset: number): { file: string; line: number; column: number } {
  return { file: source.file, ...source.place(offset) }
}

function reportSyntax(document: Document, source: Source, issues: Issues): boolean {
  // The parser reports the end of its stack as a mistake of the text, wherever it happened to be then.
  if (document.errors.some(({ message }) => message.includes('call stack'))) {
    issues.add('E-YAML-SYNTAX', placeIn(source, 0), '', TOO_DEEP)
    return true
  }
  for (const problem of [...document.errors, ...document.warnings]) {
    const at = placeIn(source, problem.pos[0])
    if (problem.code === 'DUPLICATE_KEY') {
      issues.add(
        'E-DUPLICATE-KEY',
        at,
        '',
        'This key stands twice in the same map; remove or rename one of them.',
      )
    } else {
      issues.add('E-YAML-SYNTAX', at, '', `${explain(problem.code, problem.message)}.`)
    }
  }
  return document.errors.length + document.warnings.length > 0
}

/** Where the parser's words do not help, ours. */
const WORDS: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'Tabs are not allowed as indentation; use spaces',
  MULTIPLE_DOCS: 'A scenario is one document, but `---` starts a second one here',
  TAG_RESOLVE_FAILED: 'Tags such as `!name` mean nothing in a scenario; remove it',
  BLOCK_AS_IMPLICIT_KEY: 'A second `key:` on one line; put text with a colon in quotes, or start a new line',
}

function explain(code: string, message: string): string {
  return WORDS[code] ?? message.replace(/\.$/, '')
}

class Converter {
  readonly #document: Document
  readonly #source: Source
  readonly #issues: Issues
  readonly #anchors = new Map<unknown, { node: Node; size: number } | 'open'>()
  #aliased = 0
  #made = 0
  #broken = false

  constructor(document: Document, source: Source, issues: Issues) {
    this.#document = document
    this.#source = source
    this.#issues = issues
  }

  convertRoot(): Node | undefined {
    const root = this.#convert(this.#document.contents, 0, 0)
    return this.#broken ? undefined : root
  }

  #convert(item: unknown, near: number, depth: number): Node {
    if (depth > MAX_DEPTH) throw new RangeError('too deep')
    this.#made++
    if (isAlias(item)) return this.#follow(item)
    const offset = (item as { range?: readonly number[] } | null)?.range?.[0] ?? near
    const at = { source: this.#source, offset }
    const before = this.#made + this.#aliased
    const anchored = (item as { anchor?: string } | null)?.anchor !== undefined
    if (anchored) this.#anchors.set(item, 'open')
    let node: Node
    if (isMap(item)) node = { kind: 'map', entries: this.#pairs(item, depth), ...at }
    else if (isSeq(item))
      node = { kind: 'list', items: item.items.map((x) => this.#convert(x, offset, depth + 1)), ...at }
    else node = { kind: 'scalar', value: isScalar(item) ? asValue(item.value) : null, ...at }
    if (anchored) this.#anchors.set(item, { node, size: this.#made + this.#aliased - before + 1 })
    return node
  }

  #pairs(map: YAMLMap, depth: number): Map<string, Pair> {
    const pairs = new Map<string, Pair>()
    for (const { key, value } of map.items) {
      const offset = (key as { range?: readonly number[] } | null)?.range?.[0] ?? 0
      if (!isScalar(key)) {
        this.#fail('E-YAML-SYNTAX', offset, 'A key is plain text; lists, maps and aliases cannot be keys.')
        continue
      }
      const node = this.#convert(value, offset, depth + 1)
      pairs.set(String(key.value), { source: this.#source, offset, value: node })
    }
    return pairs
  }

  #follow(alias: Alias): Node {
    const offset = alias.range?.[0] ?? 0
    const empty: Node = { kind: 'scalar', value: null, source: this.#source, offset }
    const target = alias.resolve(this.#document)
    const known = target === undefined ? undefined : this.#anchors.get(target)
    if (known === undefined || known === 'open') {
      const why =
        known === 'open' ? 'refers to the very value it is part of' : 'names no anchor written before it'
      this.#fail('E-YAML-ALIAS', offset, `The alias \`*${alias.source}\` ${why}.`)
      return empty
    }
    this.#aliased += known.size
    if (this.#aliased > MAX_ALIASED_NODES && !this.#broken) {
      this.#fail(
        'E-YAML-ALIAS',
        offset,
        `Aliases unfold into more than ${MAX_ALIASED_NODES} values; use \`count\`.`,
      )
    }
    return this.#aliased > MAX_ALIASED_NODES ? empty : known.node
  }

  #fail(code: string, offset: number, message: string): void {
    this.#broken = true
    this.#issues.add(code, placeIn(this.#source, offset), '', message)
  }
}

function asValue(value: unknown): Value {
  if (typeof value === 'bigint') return Number(value)
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null
}
