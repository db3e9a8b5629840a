/** Scenario text, run as a file would be, watched task by task: what the tables of a run would say. */
import { loadScenario } from '../../scenarios/index.ts'
import type {
  LoadRecord,
  Recorder,
  ResourceRecord,
  SessionRecord,
  TaskRecord,
} from '../../sim/model/index.ts'
import { Run } from '../../sim/model/index.ts'
import { mustLoad } from '../golden/run-file.ts'

export interface Watcher {
  task?(record: TaskRecord): void
  session?(record: SessionRecord): void
  load?(record: LoadRecord): void
  resource?(record: ResourceRecord): void
}

/** Runs the one variant of a scenario once. */
export function observe(text: string, watcher: Watcher): void {
  const loaded = loadScenario('scenario.yaml', { files: { read: () => text } })
  const { variants, seed } = mustLoad(loaded)
  const ignored = (): void => {}
  const recorder: Recorder = {
    task: ignored,
    session: ignored,
    load: ignored,
    resource: ignored,
    night: ignored,
    outage: ignored,
    gateway: ignored,
    flow: ignored,
    tenant: ignored,
    warning: ignored,
    decision: ignored,
    event: ignored,
    end: ignored,
    ...watcher,
  }
  const run = new Run(variants[0]!.world, { seed, replication: 1, recorder })
  while (!run.advance(1_000_000));
}
