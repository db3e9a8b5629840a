import type { Recorder } from '../model/index.ts'

/** Passes every record on to each of the listeners, in their order. */
export function teeRecorder(listeners: readonly Recorder[]): Recorder {
  const all = (tell: (listener: Recorder) => void): void => listeners.forEach(tell)
  return {
    session: (record) => all((it) => it.session(record)),
    task: (record) => all((it) => it.task(record)),
    night: (record) => all((it) => it.night(record)),
    outage: (record) => all((it) => it.outage(record)),
    gateway: (record) => all((it) => it.gateway(record)),
    resource: (record) => all((it) => it.resource(record)),
    flow: (record) => all((it) => it.flow(record)),
    tenant: (record) => all((it) => it.tenant(record)),
    load: (record) => all((it) => it.load(record)),
    warning: (record) => all((it) => it.warning(record)),
    decision: (record) => all((it) => it.decision(record)),
    event: (record) => all((it) => it.event(record)),
    end: (record) => all((it) => it.end(record)),
  }
}
