/** What happens to backups after the night: a copy in another site, and tapes. */
export const COPIES = `# After the backup: a copy in another site and tapes, before the next night begins.
# Both take the machines whose restore points lie in their source, and start when new points appear.
name: copies
description: One repository, copied to a share in another site and to three tape drives
start: 2026-01-05T18:00
timezone: Europe/Berlin
horizon: 48 h

sites: [{ name: hq }, { name: dr }]
links:
  - { name: wan, between: [hq, dr], bandwidth: 500 Mbit/s, latency: 6 ms }

servers:
  - { name: vbr, site: hq, cores: 16, memory: 64 GiB, roles: [backup-server, mount-server] }
  - { name: mount-dr, site: dr, cores: 8, memory: 32 GiB, roles: [mount-server] }
  - { name: proxy, count: 2, site: hq, cores: 8, roles: { proxy: { maxTasks: 8 } } }
  - { name: repo, site: hq, os: linux, cores: 16, memory: 64 GiB }
  - { name: tape, site: hq, cores: 8, memory: 32 GiB, roles: { tape-server: { drives: 3, driveRate: 160 MB/s } } }

datastores:
  - { name: san, site: hq, read: 2 GB/s }

repositories:
  - { name: main, type: linux, host: repo, write: 1 GB/s, read: 1 GB/s, maxTasks: 16, fastClone: xfs, tapeAttached: tape }
  - { name: far, type: smb, site: dr, write: 400 MB/s, read: 400 MB/s, maxTasks: 8 }

jobs:
  - name: nightly
    target: main
    schedule: { daily: "22:00" }
    reduction: 2
    machines:
      - { name: vm, count: 40, disks: 2, size: 150 GiB, used: 60 %, changeRate: { lognormal: { median: 3 %, p95: 14 % } }, datastore: san }
  - name: offsite
    type: backup-copy                                 # mode immediate: without a schedule, as points appear
    source: main
    target: far
    window: { from: "22:00", to: "07:00" }
  - name: tapes
    type: tape
    source: main
    drives: 2                                         # of the three
    schedule: { daily: "08:00" }
    protected: true                                   # a source job waits for it instead of ending it

failures:
  - { link: wan, every: { exponential: { mean: 500 h } }, for: { lognormal: { median: 5 min, p95: 59 min } } }

experiment:
  replications: 5
  variants:
    - { name: immediate copies }
    - { name: copies at three, set: { jobs.offsite.schedule: { daily: "03:00" } } }
    - { name: a faster line, set: { links.wan.bandwidth: 1 Gbit/s } }
`
