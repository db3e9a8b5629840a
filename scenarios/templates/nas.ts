/** Gateways in front of a share across a WAN: is it the line or the gateways that limit? */
export const NAS = `# A share in another site: is it the line or the gateways that limit the night?
# The variants meet the same chance; the table at the end of a run sets them side by side.
name: nas
description: 120 machines in one site, an NFS share in another, two gateways beside it
start: 2026-01-05T18:00
timezone: Europe/Berlin
horizon: 24 h

sites: [{ name: hq }, { name: dr }]
links:
  - { name: wan, between: [hq, dr], bandwidth: 2 Gbit/s, latency: 4 ms }

servers:
  - { name: vbr, site: hq, cores: 16, memory: 64 GiB, roles: [backup-server] }
  - { name: mount, site: dr, cores: 8, memory: 32 GiB, roles: [mount-server] }
  - { name: proxy, count: 4, site: hq, cores: 8, roles: { proxy: { maxTasks: 8 } } }
  - { name: gw, count: 2, site: dr, os: linux, cores: 8, memory: 64 GiB, roles: [gateway] }

datastores:
  - { name: san, site: hq, read: 3 GB/s }

repositories:
  - name: nas
    type: nfs
    site: dr
    write: 1 GB/s
    read: 1 GB/s
    capacity: 200 TiB
    maxTasks: 16
    gateway: [gw]

jobs:
  - name: nightly
    target: nas
    schedule: { daily: "21:00" }
    reduction: 2
    taskRate: 200 MB/s
    window: { from: "21:00", to: "06:00" }
    full: { on: [sat], kind: synthetic }
    machines:
      - { name: vm, count: 100, disks: 2, size: 150 GiB, used: 60 %, changeRate: { lognormal: { median: 3 %, p95: 14 % } }, datastore: san }
      - { name: db, count: 20, disks: 4, size: 1 TiB, used: 70 %, changeRate: 10 %, datastore: san }

failures:
  - { link: wan, at: "23:30", for: 5 min }           # every day: transfers wait and resume
  - { server: gw, every: { exponential: { mean: 30000 h } }, repair: { lognormal: { median: 63 min, p95: 640 min } } }

experiment:
  replications: 20
  variants:
    - { name: as it is }
    - { name: two more gateways, set: { servers.gw.count: 4 } }
    - { name: a faster line, set: { links.wan.bandwidth: 10 Gbit/s } }
`
