/** Agents and a file share to object storage through gateways. */
export const AGENTS = `# Physical machines with agents, and a file share, to object storage through gateways.
name: agents
description: 80 agents and a file server to object storage, through dedicated gateways
start: 2026-01-05T12:00
timezone: Europe/Berlin
horizon: 24 h

servers:
  - { name: vbr, cores: 16, memory: 64 GiB, roles: [backup-server, mount-server] }
  - { name: gw, count: 2, os: linux, cores: 8, memory: 64 GiB, roles: [gateway] }
  - { name: filer, cores: 8, roles: { proxy: { platform: file, maxTasks: 4, transport: nbd } } }

repositories:
  - name: bucket
    type: object-storage
    connection: gateway        # "direct" lets the proxies write themselves
    gateway: [gw]
    rateLimit: 500 MB/s

jobs:
  - name: laptops
    type: agent
    target: bucket
    reduction: 2
    schedule: { every: 4 h, permitted: ["08:00", "20:00"] }
    machines:
      - { name: pc, count: 80, size: 500 GiB, used: 40 %, changeRate: { lognormal: { median: 2 %, p95: 10 % } }, rate: 100 MB/s }
  - name: shares
    type: file-backup
    target: bucket
    reduction: 2
    schedule: { cron: "30 20 * * *" }
    full: { every: 30 d, kind: active }
    machines:
      - { name: home, size: 20 TiB, used: 80 %, changeRate: 1 % }
      - { name: scans, bytes: { triangular: [20 GiB, 60 GiB, 200 GiB] } }   # the same kind of volume every night

failures:
  - { job: laptops, taskFailure: 4 %, retryFailure: 16.4 % }           # closed lids
  - { server: gw-1, kind: connection-loss, at: "21:00", for: 10 min }
`
