export { type Option, ROWS, type Row } from './rows.ts'
export { candidatesOf, type Decision, type Situation, selectGateway } from './select.ts'
