/** A deduplicating appliance behind gateways with source-side deduplication. */
export const DATA_DOMAIN = `# A deduplicating appliance: the gateway sends only what the appliance does not hold yet.
name: data-domain
description: A Data Domain behind two to four gateways, with a machine to restore at night
start: 2026-01-09T18:00        # a Friday: the second night is Saturday's synthetic full
timezone: Europe/Berlin
horizon: 48 h

servers:
  - { name: vbr, cores: 16, memory: 64 GiB, roles: [backup-server, mount-server] }
  - { name: proxy, count: 4, cores: 8, roles: { proxy: { maxTasks: 8, transport: san } } }
  - { name: gw, count: 2, cores: 16, memory: 128 GiB, nic: 25 Gbit/s, roles: [gateway] }

datastores:
  - { name: san, read: 4 GB/s, write: 2 GB/s }

repositories:
  - name: dd
    type: data-domain
    write: 1.5 GB/s
    read: 600 MB/s
    maxTasks: 32
    gateway: [gw]
    fastClone: virtual-synthetic                      # synthetic fulls by pointer on the appliance
    sourceSideDedup: { full: 0.1, increment: 0.5 }    # assumed shares: measure yours

jobs:
  - name: nightly
    target: dd
    schedule: { daily: "20:00" }
    reduction: 2
    window: { from: "20:00", to: "06:00" }
    retention: 30
    machines:
      - { name: vm, count: 150, disks: 2, size: 200 GiB, used: 60 %, changeRate: { lognormal: { median: 3 %, p95: 14 % } }, datastore: san }
  - name: rescue
    type: restore
    target: san                                       # a datastore; read from where "nightly" keeps its points
    schedule: { at: "23:00" }
    priority: high
    machines: [{ from: nightly, select: vm-7 }]

failures:
  - { gateways: any, k: 1, at: 2 h 5 min, for: rest }   # a drill: the busiest gateway of the first night is lost for good

experiment:
  factors:
    - { name: gateways, path: servers.gw.count, values: [2, 3, 4] }
`
