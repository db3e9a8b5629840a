/** Work on stored points in small: an estate with every kind of repository, and what is wrong with jobs in it. */
import { scenario } from './helpers.ts'

export const NIGHTLY =
  '{ name: nightly, target: disk, machines: [{ name: vm, count: 3, size: 200 GiB, datastore: san }] }'
export const FILES =
  '{ name: files, type: file-backup, target: disk, machines: [{ name: home, size: 1 TiB }] }'
export const AGENTS =
  '{ name: agents, type: agent, target: nas, machines: [{ name: vm, count: 2, size: 50 GiB }] }'
export const DATABASES =
  '{ name: dbs, type: plug-in, target: nas, channels: 2, machines: [{ name: db, bytes: 50 GiB }] }'

const SERVERS: readonly string[] = [
  '{ name: vbr, cores: 24, memory: 64 GiB, roles: [backup-server, mount-server] }',
  '{ name: mount-dr, site: dr, roles: [mount-server] }',
  '{ name: proxy, count: 2, roles: [proxy] }',
  '{ name: fileproxy, roles: { proxy: { platform: file } } }',
  '{ name: repo, os: linux, memory: 64 GiB }',
  '{ name: tape, roles: { tape-server: { drives: 3 } } }',
  '{ name: wan-hq, roles: [wan-accelerator] }',
  '{ name: wan-dr, site: dr, roles: [wan-accelerator] }',
]

/** A month in which every usual schedule has a start. */
export function estate(jobs: readonly string[], sections: Readonly<Record<string, string>> = {}): string {
  return scenario({
    horizon: '31 d',
    sites: '[{ name: hq }, { name: dr }]',
    links: '[{ name: line, between: [hq, dr], bandwidth: 1 Gbit/s }]',
    servers: `[${SERVERS.join(', ')}]`,
    datastores: '[{ name: san }, { name: san-dr, site: dr }]',
    repositories:
      '[{ name: disk, type: linux, host: repo }, { name: nas, type: smb }, { name: far, type: smb, site: dr }, { name: bucket, type: object-storage }]',
    jobs: `[${jobs.join(', ')}]`,
    failures: '[{ server: repo, at: 5 h, for: 30 min }]',
    ...sections,
  })
}

/** `servers` without those of the names given. */
export function without(...names: readonly string[]): Readonly<Record<string, string>> {
  const left = SERVERS.filter((server) => !names.some((name) => server.startsWith(`{ name: ${name},`)))
  return { servers: `[${left.join(', ')}]` }
}
