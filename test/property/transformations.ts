/** Changes of a world that must not change what happens in it. */
import type { Cloud, Job, Roles, World } from '../../sim/model/index.ts'

/** Every entity under another name. Random draws are keyed by name: only for worlds without them. */
export function renamed(world: World): World {
  const other = (name: string) => `x-${[...name].reverse().join('')}`
  const others = (names: readonly string[]) => names.map(other)
  return {
    ...world,
    sites: others(world.sites),
    links: world.links.map((link) => ({
      ...link,
      name: other(link.name),
      between: [other(link.between[0]), other(link.between[1])],
    })),
    servers: world.servers.map((server) => ({
      ...server,
      name: other(server.name),
      site: other(server.site),
      reaches: server.reaches === 'all' ? 'all' : others(server.reaches),
    })),
    datastores: world.datastores.map((store) => ({
      ...store,
      name: other(store.name),
      site: other(store.site),
    })),
    repositories: world.repositories.map((repository) => ({
      ...repository,
      name: other(repository.name),
      site: other(repository.site),
      gateway: repository.gateway === 'automatic' ? 'automatic' : others(repository.gateway),
      ...(repository.host === undefined ? {} : { host: other(repository.host) }),
      ...(repository.mountServer === undefined ? {} : { mountServer: other(repository.mountServer) }),
      ...(repository.tapeAttached === undefined ? {} : { tapeAttached: other(repository.tapeAttached) }),
    })),
    throttles: world.throttles.map((throttle) => ({
      ...throttle,
      name: other(throttle.name),
      from: others(throttle.from),
      to: others(throttle.to),
    })),
    ...(world.cloud === undefined ? {} : { cloud: renamedCloud(world.cloud, other) }),
    jobs: world.jobs.map((job) => renamedJob(job, other)),
    failures: world.failures.map((failure) =>
      'subject' in failure
        ? { ...failure, subject: { ...failure.subject, name: other(failure.subject.name) } }
        : failure,
    ),
  }
}

function renamedCloud(cloud: Cloud, other: (name: string) => string): Cloud {
  const tenants = cloud.tenants.map((tenant) => ({
    ...tenant,
    name: other(tenant.name),
    gateways: tenant.gateways.map(other),
  }))
  return { ...cloud, tenants }
}

function renamedJob(job: Job, other: (name: string) => string): Job {
  return {
    ...job,
    // A tenant's job is `tenant/job`.
    name: job.name.split('/').map(other).join('/'),
    ...(job.tenant === undefined ? {} : { tenant: other(job.tenant) }),
    target: job.target === '' ? '' : other(job.target),
    ...(job.source === undefined ? {} : { source: other(job.source) }),
    ...(job.via === undefined
      ? {}
      : { via: { source: other(job.via.source), target: other(job.via.target) } }),
    ...(job.schedule.kind === 'after' ? { schedule: { kind: 'after', job: other(job.schedule.job) } } : {}),
    proxies: job.proxies.map(other),
    machines: job.machines.map((machine) => ({
      ...machine,
      name: other(machine.name),
      site: other(machine.site),
      ...(machine.datastore === undefined ? {} : { datastore: other(machine.datastore) }),
      ...(machine.from === undefined ? {} : { from: other(machine.from) }),
    })),
  }
}

/** Entries whose order says nothing, the other way round. */
export function shuffled(world: World): World {
  return {
    ...world,
    sites: [...world.sites].reverse(),
    datastores: [...world.datastores].reverse(),
    repositories: [...world.repositories].reverse(),
    failures: [...world.failures].reverse(),
  }
}

/** Every size and every rate times `by`. */
export function scaled(world: World, by: number): World {
  return {
    ...world,
    links: world.links.map((link) => ({ ...link, bandwidth: link.bandwidth * by })),
    servers: world.servers.map((server) => ({
      ...server,
      nic: { ...server.nic, in: server.nic.in * by, out: server.nic.out * by },
      compute: server.compute * by,
      roles: scaledRoles(server.roles, by),
    })),
    datastores: world.datastores.map((store) => ({
      ...store,
      read: store.read * by,
      write: store.write * by,
    })),
    repositories: world.repositories.map((repository) => ({
      ...repository,
      read: repository.read * by,
      write: repository.write * by,
      capacity: repository.capacity * by,
    })),
    jobs: world.jobs.map((job) => scaledJob(job, by)),
    policies: { ...world.policies, tcp: { ...world.policies.tcp, window: world.policies.tcp.window * by } },
  }
}

function scaledRoles(roles: Roles, by: number): Roles {
  const { 'tape-server': tape, 'wan-accelerator': accelerator, ...others } = roles
  return {
    ...others,
    ...(tape === undefined ? {} : { 'tape-server': { ...tape, driveRate: tape.driveRate * by } }),
    ...(accelerator === undefined
      ? {}
      : { 'wan-accelerator': { ...accelerator, rate: accelerator.rate * by } }),
  }
}

function scaledJob(job: Job, by: number): Job {
  const { full, increment } = job.taskRate
  return {
    ...job,
    taskRate: { full: (full as number) * by, increment: (increment as number) * by },
    machines: job.machines.map((machine) => ({
      ...machine,
      size: (machine.size as number) * by,
      ...(machine.bytes === undefined ? {} : { bytes: (machine.bytes as number) * by }),
    })),
  }
}
