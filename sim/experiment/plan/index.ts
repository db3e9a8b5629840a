export { plan } from './plan.ts'
export type {
  Anomaly,
  GoalFinding,
  Plan,
  PlannedPoint,
  PlanPoint,
  PlanProblem,
  PointVerdict,
  Step,
} from './problem.ts'
