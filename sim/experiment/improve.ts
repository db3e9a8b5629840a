/** Worlds with a little more of something: what is asked when money is to be spent. Nothing else in them changes. */
import { scale } from '../kernel/index.ts'
import type { Machine, World } from '../model/index.ts'
import type { BytesPerSecond, Share } from '../units.ts'

/** `more` nominal rate for the cards of these servers, in both directions. */
export function withFasterCards(world: World, servers: readonly string[], more: BytesPerSecond): World {
  return {
    ...world,
    servers: world.servers.map((server) =>
      servers.includes(server.name)
        ? { ...server, nic: { ...server.nic, in: server.nic.in + more, out: server.nic.out + more } }
        : server,
    ),
  }
}

/** `more` nominal rate for these links, in both directions. */
export function withFasterLinks(world: World, links: readonly string[], more: BytesPerSecond): World {
  return {
    ...world,
    links: world.links.map((link) =>
      links.includes(link.name) ? { ...link, bandwidth: link.bandwidth + more } : link,
    ),
  }
}

/** One more task at once at each of these repositories. */
export function withMoreRepositorySlots(world: World, repositories: readonly string[]): World {
  return {
    ...world,
    repositories: world.repositories.map((it) =>
      repositories.includes(it.name) ? { ...it, maxTasks: it.maxTasks + 1 } : it,
    ),
  }
}

/** One more task at once for each of these servers in that role. */
export function withMoreSlots(world: World, servers: readonly string[], role: 'proxy' | 'gateway'): World {
  return {
    ...world,
    servers: world.servers.map((server) => {
      const held = server.roles[role]
      if (held === undefined || !servers.includes(server.name)) return server
      return { ...server, roles: { ...server.roles, [role]: { ...held, maxTasks: held.maxTasks + 1 } } }
    }),
  }
}

/** Every machine with `share` of its data, 0 < share: sizes and volumes are scaled, whatever law they follow. */
export function withLessData(world: World, share: Share): World {
  return {
    ...world,
    jobs: world.jobs.map((job) => ({ ...job, machines: job.machines.map((it) => shrunk(it, share)) })),
  }
}

function shrunk(machine: Machine, share: Share): Machine {
  const { size, used, bytes } = machine
  return {
    ...machine,
    size: scale(size, share),
    used: 'bytes' in used ? { bytes: scale(used.bytes, share) } : used,
    ...(bytes === undefined ? {} : { bytes: scale(bytes, share) }),
  }
}
