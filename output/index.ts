export { type Checked, type CheckedBaseline, type CheckedFile, isGood, isWrong } from './check/facts.ts'
export { checkJson } from './check/json.ts'
export { junitXml } from './check/junit.ts'
export { checkedInAll, checkLines } from './check/lines.ts'
export { baselineWords, changeOf, expectationName, found } from './check/words.ts'
export type { Sink } from './chunks.ts'
export type { Table } from './column.ts'
export { CellPrinter, CsvWriter, plainText } from './csv.ts'
export type {
  CountedWords,
  DecisionFacts,
  Explanation,
  GatewayFacts,
  InWords,
  LoadFacts,
  MomentFacts,
  OutageFacts,
  PassedOver,
  RuleUse,
  RunFacts,
  SessionFacts,
  TaskFacts,
  ToldTask,
  WorkFacts,
} from './explain/facts.ts'
export { explanationLines } from './explain/lines.ts'
export {
  decisionOf,
  type FactRow,
  gatewayOf,
  loadOf,
  outageOf,
  sessionOf,
  taskOf,
} from './explain/records.ts'
export { concerns, DecisionsBehind, toldTask } from './explain/told.ts'
export { reasonInWords, waitInWords } from './explain/words.ts'
export { type CsvForm, csvForm } from './form.ts'
export { messagesPage } from './messages.ts'
export { metricsPage, metricsTable } from './metrics.ts'
export { PageTableMaker, type ReadRow } from './page/collect.ts'
export { pageData } from './page/data.ts'
export type { PageData, PageRun, PageTable, PageTableName } from './page/facts.ts'
export { PAGE_FILE, type PageProgram, pageHtml } from './page/html.ts'
export { type RecordedTables, recordedFiles, TableRecorder } from './recorder.ts'
export type {
  ProviderReport,
  TenantJob,
  TenantMachine,
  TenantReport,
  TenantRow,
  TenantSession,
  TenantStore,
} from './report/facts.ts'
export { type Report, reportLines } from './report/lines.ts'
export { tenantReason, tenantStage, tenantWait } from './report/words.ts'
export {
  estimateFiles,
  RESULT_FILE,
  type ResultDocument,
  type ResultVariant,
  type ResultWarning,
  resultJson,
  writeEstimates,
} from './result.ts'
export { stoppingWarnings } from './stopping.ts'
export { COMPARISON } from './tables/comparison.ts'
export { DECISIONS } from './tables/decisions.ts'
export { NIGHTS, replicationsTable, SUMMARY } from './tables/estimates.ts'
export { FLOWS, GATEWAYS, LOAD, OUTAGES, RESOURCES } from './tables/infrastructure.ts'
export { PLAN, planDocument } from './tables/plan.ts'
export { SENSITIVITY, type Sensitivity } from './tables/sensitivity.ts'
export { TENANTS } from './tables/tenants.ts'
export { VALUE } from './tables/value.ts'
export { SESSIONS, TASKS } from './tables/work.ts'
export { comparisonLines } from './terminal/comparison.ts'
export { curveLines } from './terminal/curve.ts'
export { grid } from './terminal/grid.ts'
export { planLines } from './terminal/plan.ts'
export { counted, duration, number, percent, quantity } from './terminal/quantity.ts'
export { type RerunFacts, rerunLines } from './terminal/rerun.ts'
export { selectionLines, selectionWarnings } from './terminal/selection.ts'
export { sensitivityLines } from './terminal/sensitivity.ts'
export { shellWord } from './terminal/shell.ts'
export { summaryLines } from './terminal/summary.ts'
export {
  bar,
  cut,
  firmNumbers,
  PLAIN,
  padEnd,
  type Style,
  type Tone,
  widthOf,
  wrap,
} from './terminal/text.ts'
export { valueLines } from './terminal/value.ts'
export type { Page, RunView } from './terminal/view.ts'
export {
  CELL_CHARACTERS,
  overviewOf,
  SHEET_ROWS,
  sheetsOf,
  type TableSheet,
  WORKBOOK_FILE,
  WorkbookWriter,
} from './workbook/index.ts'
