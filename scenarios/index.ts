/** From a YAML file to an experiment. Pure: files are handed in. */
export { appliesTo, contradiction, parseCondition, readLimit } from './experiment/conditions.ts'
export { formatIssue } from './issues.ts'
export { loadScenario } from './load.ts'
export { MESSAGES } from './messages/index.ts'
export { scenarioSchema } from './schema/top.ts'
export { TEMPLATES } from './templates/index.ts'
export {
  FileError,
  type Files,
  type Improvement,
  type Issue,
  type LoadOptions,
  type LoadResult,
  type Scenario,
  type ScenarioSource,
  type UncertainInput,
} from './types.ts'
