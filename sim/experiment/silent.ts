import type {
  DecisionRecord,
  EventRecord,
  FlowRecord,
  GatewayRecord,
  LoadRecord,
  NightRecord,
  OutageRecord,
  Recorder,
  ResourceRecord,
  RunRecord,
  SessionRecord,
  TaskRecord,
  TenantRecord,
  WarningRecord,
} from '../model/index.ts'

/** Hears everything and keeps nothing: recorders that care for some records only extend it. */
export class SilentRecorder implements Recorder {
  session(_record: SessionRecord): void {}
  task(_record: TaskRecord): void {}
  night(_record: NightRecord): void {}
  outage(_record: OutageRecord): void {}
  gateway(_record: GatewayRecord): void {}
  resource(_record: ResourceRecord): void {}
  flow(_record: FlowRecord): void {}
  tenant(_record: TenantRecord): void {}
  load(_record: LoadRecord): void {}
  warning(_record: WarningRecord): void {}
  decision(_record: DecisionRecord): void {}
  event(_record: EventRecord): void {}
  end(_record: RunRecord): void {}
}
