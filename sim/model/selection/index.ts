export { type Option, ROWS } from './rows.ts'
export { candidatesOf, type Decision, selectGateway } from './select.ts'
export { type RuleInWords, ruleInWords } from './words.ts'
