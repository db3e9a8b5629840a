export { ROWS, rowOf } from './rows.ts'
export { candidatesOf, type Decision, type Situation, selectGateway, selectReader } from './select.ts'
export { namesSource, type Option } from './table.ts'
export { type RuleInWords, ruleInWords } from './words.ts'
