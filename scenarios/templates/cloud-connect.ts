/** A provider: tenants that send their backups through cloud gateways. */
export const CLOUD_CONNECT = `# A provider's night: tenants reach the cloud repository through cloud gateways.
# Do the gateways carry all tenants, and what happens to running backups when one of them is lost?
name: cloud-connect
description: Thirty tenants behind three cloud gateways
start: 2026-01-05T18:00
timezone: Europe/Berlin
horizon: 24 h

servers:
  - { name: vbr, cores: 16, memory: 64 GiB, roles: [backup-server, mount-server] }
  - { name: cgw, count: 3, cores: 8, memory: 16 GiB, nic: 1 Gbit/s, roles: [cloud-gateway] }   # Windows; Linux too from version 13
  - { name: repo, cores: 32, memory: 128 GiB }

repositories:
  - { name: cloud-repo, type: windows, host: repo, write: 1 GB/s, read: 1 GB/s, maxTasks: 64 }

cloud:
  layout: many-to-many                                # or many-to-one, one-to-many; or pools
  balance: least-connections
  tenants:
    - name: tenant                                    # tenant-1 ... tenant-30
      count: 30
      uplink: { choice: [{ value: 50 Mbit/s, weight: 2 }, { value: 200 Mbit/s, weight: 1 }] }
      latency: { uniform: [5 ms, 25 ms] }
      maxTasks: 2                                     # counts instead of the slots of the repository
      quota: 4 TiB
      jobs:
        - name: offsite                               # from outside: tenant-3/offsite
          type: backup
          target: cloud-repo
          schedule: { daily: "22:00" }
          window: { from: "22:00", to: "06:00" }
          reduction: 2
          machines:
            - { name: vm, count: 4, disks: 1, size: 120 GiB, used: 60 %, changeRate: { lognormal: { median: 3 %, p95: 14 % } } }

failures:
  - { server: cgw, every: { exponential: { mean: 2000 h } }, repair: { lognormal: { median: 63 min, p95: 640 min } } }
  - { gateways: cloud, k: 1, at: "23:00", for: 30 min }   # a drill: the busiest cloud gateway

experiment:
  replications: 5
  variants:
    - { name: all for all }
    - { name: one for each, set: { cloud.layout: many-to-one } }
    - { name: two more gateways, set: { servers.cgw.count: 5 } }
`
