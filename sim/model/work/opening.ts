/** How a session begins: what it will process, and when its window closes. */
import { localDay, nightOf, timeOfDayAfter, weekday } from '../../calendar.ts'
import { NO_NOTICE } from '../../kernel/index.ts'
import { BusyTime } from '../infrastructure/index.ts'
import { Rank } from '../rank.ts'
import type { Runtime } from '../runtime.ts'
import { newUnit } from './assignment.ts'
import type { JobState, MachineRun, MachineState, Session } from './entities.ts'
import { newTally } from './sums.ts'
import { decideFull, volumeOf } from './volumes.ts'

/** `bad`: in a bad state of the other failures. */
export function openSession(rt: Runtime, state: JobState, bad: boolean): Session {
  const { sim, world } = rt
  const { now } = sim
  const day = localDay(world.clock, now)
  const session: Session = {
    id: `${state.job.name}#${++state.opened}`,
    state,
    k: state.scheduled,
    opened: now,
    night: nightOf(world.clock, world.policies.night, now),
    measured: now >= world.warmup,
    startClass: state.job.schedule.kind === 'times' && state.job.schedule.manual ? 10 : 30,
    fullRun: decideFull(state, now, day, weekday(day)),
    bad,
    runs: [],
    phase: 'opening',
    attempt: 0,
    firstResult: undefined,
    windowEnd: undefined,
    windowNotice: NO_NOTICE,
    retryNotice: NO_NOTICE,
    stopped: false,
    missedWindow: false,
    streams: new Map(),
    cloud: [],
    unit: newUnit(),
    transferring: new BusyTime(),
    controlSeconds: 0,
    pending: 0,
    syntheticFailed: undefined,
    tally: newTally(),
  }
  for (const machine of state.machines) session.runs.push(machineRun(session, machine))
  return session
}

function machineRun(session: Session, state: MachineState): MachineRun {
  const { algorithm, processed, read, points, idle } = volumeOf(state, session)
  return {
    session,
    state,
    algorithm,
    processed,
    read,
    points,
    idle,
    unit: session.unit,
    tasks: [],
    pending: 0,
    result: undefined,
    reason: undefined,
    failedFirst: false,
    transferred: 0,
    stored: 0,
    synthetic: undefined,
  }
}

/** Its window closes at the first `to` after its start. */
export function watchWindow(rt: Runtime, session: Session): void {
  const { window } = session.state.job
  if (window === undefined) return
  const { world, sim } = rt
  session.windowEnd = timeOfDayAfter(world.clock, session.opened, window.to)
  session.windowNotice = sim.scheduleAt(session.windowEnd, Rank.clocks, { kind: 'window-closes', session })
}
