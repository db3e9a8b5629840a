/** Conditions on factors: `gateways <= 2 * proxies`. Numbers, names, + - * / and brackets; text with == and !=. */

type Factors = Readonly<Record<string, string | number>>
type Term = (factors: Factors) => string | number

export interface Constraint {
  readonly names: readonly string[]
  readonly test: (factors: Factors) => boolean
}

const OPERATORS: Readonly<Record<string, (a: string | number, b: string | number) => boolean>> = {
  '<=': (a, b) => Number(a) <= Number(b),
  '>=': (a, b) => Number(a) >= Number(b),
  '<': (a, b) => Number(a) < Number(b),
  '>': (a, b) => Number(a) > Number(b),
  '==': (a, b) => String(a) === String(b),
  '!=': (a, b) => String(a) !== String(b),
}

export function parseConstraint(text: string): Constraint | { readonly refusal: string } {
  const tokens = text.match(/\d+(?:\.\d+)?|"[^"]*"|[A-Za-z_][\w.-]*|<=|>=|==|!=|[<>+\-*/()]|\S/g) ?? []
  const parser = new Parser(tokens)
  const left = parser.sum()
  const operator = OPERATORS[parser.take() ?? '']
  const right = operator === undefined ? undefined : parser.sum()
  if (left === undefined || operator === undefined || right === undefined || !parser.atEnd) {
    return { refusal: `\`${text}\` is no condition, expected one such as \`gateways <= 2 * proxies\`.` }
  }
  return { names: parser.names, test: (factors) => operator(left(factors), right(factors)) }
}

export function holds(constraint: Constraint, factors: Factors): boolean {
  return constraint.test(factors)
}

class Parser {
  readonly names: string[] = []
  readonly #tokens: readonly string[]
  #at = 0

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens
  }

  get atEnd(): boolean {
    return this.#at === this.#tokens.length
  }

  take(): string | undefined {
    return this.#tokens[this.#at++]
  }

  sum(): Term | undefined {
    return this.#chain(['+', '-'], () => this.#product())
  }

  #product(): Term | undefined {
    return this.#chain(['*', '/'], () => this.#factor())
  }

  #chain(operators: readonly string[], next: () => Term | undefined): Term | undefined {
    let left = next()
    while (left !== undefined && operators.includes(this.#tokens[this.#at] ?? '')) {
      const operator = this.take()!
      const before: Term = left
      const right = next()
      left =
        right === undefined
          ? undefined
          : (factors) => calculate(operator, Number(before(factors)), Number(right(factors)))
    }
    return left
  }

  #factor(): Term | undefined {
    const token = this.take()
    if (token === undefined) return undefined
    if (token === '(') {
      const inner = this.sum()
      return this.take() === ')' ? inner : undefined
    }
    if (/^\d/.test(token)) return () => Number(token)
    if (token.startsWith('"')) return () => token.slice(1, -1)
    if (!/^[A-Za-z_]/.test(token)) return undefined
    this.names.push(token)
    return (factors) => factors[token] ?? Number.NaN
  }
}

function calculate(operator: string, a: number, b: number): number {
  if (operator === '+') return a + b
  if (operator === '-') return a - b
  return operator === '*' ? a * b : a / b
}
