/** What cloud gateways carried, and for whom. */
import type { ServerState } from '../infrastructure/index.ts'
import type { Runtime } from '../runtime.ts'
import type { Task } from './entities.ts'
import { flowOf } from './flow-of.ts'

/** A relay sends on what it takes in. */
export function bookRelayed(rt: Runtime, task: Task, gateway: ServerState, bytes: number): void {
  const { server, cloud } = gateway
  const { served } = cloud!
  task.clouds!.set(gateway, task.clouds!.get(gateway)! + bytes)
  served.bytesIn += bytes
  served.bytesOut += bytes
  rt.flows.bytes({ gateway: server.name, kind: 'cloud', ...flowOf(task) }, bytes, bytes)
}

/** A task that ended: it counts on every gateway that it went through. */
export function bookConnections(rt: Runtime, task: Task): void {
  const { tenant } = task.run.state.job
  for (const { server, cloud } of task.clouds?.keys() ?? []) {
    cloud!.served.tasks++
    cloud!.tenants.add(tenant!)
    rt.flows.task({ gateway: server.name, kind: 'cloud', ...flowOf(task) })
  }
}
