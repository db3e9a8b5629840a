/**
 * A check as JUnit XML, the form that build servers read: a suite per file, a case per expectation and variant, one
 * for the baseline. Five elements and one rule of escaping need no library.
 */
import { type Checked, type CheckedFile, hasMoved, isWrong } from './facts.ts'
import { inWeight } from './lines.ts'
import { baselineWords, changeOf, expectationName, found, spoken } from './words.ts'

interface Case {
  readonly name: string
  /** Nothing: passed. */
  readonly outcome?: {
    readonly kind: 'failure' | 'error' | 'skipped'
    readonly message: string
    readonly text?: string
  }
}

export function junitXml(files: readonly CheckedFile[]): string {
  const suites = files.map((file) => ({ file, cases: casesOf(file) }))
  const all = suites.flatMap(({ cases }) => cases)
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    element(
      'testsuites',
      {
        name: 'gatesim check',
        ...counts(all),
        time: seconds(files.reduce((sum, it) => sum + timeOf(it), 0)),
      },
      [
        ...suites.map(({ file, cases }) =>
          element(
            'testsuite',
            { name: file.file, ...counts(cases), time: seconds(timeOf(file)) },
            cases.map((it) => caseElement(file.file, it)),
          ),
        ),
      ],
    ),
    '',
  ].join('\n')
}

function casesOf(file: CheckedFile): readonly Case[] {
  if (isWrong(file)) {
    const message = file.wrong[0] ?? 'wrong'
    return [{ name: 'is a valid scenario', outcome: { kind: 'error', message, text: file.wrong.join('\n') } }]
  }
  const expectations = file.expectations.map((it): Case => {
    const name = expectationName(it, file.variants)
    return it.holds
      ? { name }
      : { name, outcome: { kind: 'failure', message: `${it.condition.text}: ${found(it)}` } }
  })
  return [...expectations, baselineCase(file)]
}

function baselineCase(file: Checked): Case {
  const name = 'agrees with its baseline'
  const { baseline } = file
  if (baseline.state === 'missing')
    return { name, outcome: { kind: 'skipped', message: `there is no ${baseline.path}` } }
  if (baseline.state === 'written' || !hasMoved(file)) return { name }
  const { comparison } = baseline
  const text = inWeight(comparison.changes)
    .map((it) => {
      const weight = it.significant ? 'beyond chance' : 'within chance'
      return `${it.variant}: ${it.metric} ${spoken(it.was, it.unit)} -> ${spoken(it.is, it.unit)} (${changeOf(it)}, ${weight})`
    })
    .join('\n')
  return { name, outcome: { kind: 'failure', message: baselineWords(comparison), text } }
}

function counts(cases: readonly Case[]): Readonly<Record<string, string>> {
  const of = (kind: string): string => String(cases.filter(({ outcome }) => outcome?.kind === kind).length)
  return { tests: String(cases.length), failures: of('failure'), errors: of('error'), skipped: of('skipped') }
}

function timeOf(file: CheckedFile): number {
  return isWrong(file) ? 0 : file.seconds
}

function seconds(time: number): string {
  return time.toFixed(3)
}

function caseElement(classname: string, { name, outcome }: Case): string {
  const attributes = { classname, name }
  if (outcome === undefined) return element('testcase', attributes, [])
  const { kind, message, text } = outcome
  return element('testcase', attributes, [
    element(kind, { message }, text === undefined ? [] : [escaped(text)]),
  ])
}

function element(
  name: string,
  attributes: Readonly<Record<string, string>>,
  content: readonly string[],
): string {
  const given = Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escaped(value)}"`)
    .join('')
  return content.length === 0 ? `<${name}${given}/>` : `<${name}${given}>\n${content.join('\n')}\n</${name}>`
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
}

/** Characters that XML cannot carry, whatever the escape, become the replacement character. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '\u{fffd}')
    .replace(/[&<>"\n]/g, (it) => ENTITIES[it]!)
}
