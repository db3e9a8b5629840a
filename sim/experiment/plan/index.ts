export { plan } from './plan.ts'
export type {
  GoalFinding,
  Plan,
  PlannedPoint,
  PlanPoint,
  Step,
} from './problem.ts'
