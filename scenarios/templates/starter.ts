/** One night on one share behind two gateways. */
export const STARTER = `# A starter scenario of gatesim: one night on a share behind two gateways.
# Check it with "gatesim validate", run it with "gatesim run".
name: starter
description: 60 machines, two proxies, two gateways in front of an SMB share
start: 2026-01-05T18:00        # a Monday; t = 0 of the simulation
timezone: Europe/Berlin
horizon: 24 h
seed: 1

servers:
  - { name: vbr, cores: 16, memory: 64 GiB, roles: [backup-server, mount-server] }
  - name: proxy
    count: 2                   # makes proxy-1 and proxy-2
    cores: 8
    roles: { proxy: { maxTasks: 8, transport: hot-add } }
  - name: gw
    count: 2                   # try: gatesim run FILE --set servers.gw.count=3
    cores: 8
    memory: 64 GiB
    nic: 10 Gbit/s             # each direction; 90 % of it is usable unless "efficiency" is given
    roles: [gateway]

datastores:
  - { name: san, read: 2 GB/s, write: 2 GB/s }

repositories:
  - name: nas
    type: smb
    write: 800 MB/s
    read: 800 MB/s
    maxTasks: 8                # task slots; a task is one disk
    gateway: [gw]              # the base name means all of them; "automatic" leaves the choice to the rules

jobs:
  - name: nightly
    type: backup
    target: nas
    schedule: { daily: "22:00", days: [mon, tue, wed, thu, fri] }
    reduction: 2                 # bytes read : bytes sent
    window: { from: "22:00", to: "06:00" }
    machines:
      - name: vm
        count: 60
        disks: 2
        size: 200 GiB
        used: 60 %
        changeRate: { lognormal: { median: 3 %, p95: 14 % } }   # drawn for each machine and night
        datastore: san

failures:
  # a server is lost every 30,000 hours on average, and needs an hour (median) to come back
  - { server: gw, every: { exponential: { mean: 30000 h } }, repair: { lognormal: { median: 63 min, p95: 640 min } } }
  - { server: gw, kind: connection-loss, every: { exponential: { mean: 2000 h } }, for: { lognormal: { median: 5 min, p95: 59 min } } }

expect:
  - failureRate <= 1 %
`
