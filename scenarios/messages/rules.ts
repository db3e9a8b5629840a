/** Codes of the rules of the infrastructure: what the product refuses, and why. */
import type { MessageTable } from '../../sim/messages.ts'

export const RULES: MessageTable = {
  'E-LINK-ENDS': {
    when: 'A link does not join two different sites.',
    remedy: 'Name two sites in `between`.',
  },
  'E-NO-PATH': {
    when: 'No links lead between a repository that a job uses and its machines, proxies, gateways, accelerators, tape server or other repository.',
    remedy: 'Add a link, or correct a `site`.',
    rule: 'Traffic between sites takes the path of lowest latency over the links. See docs/model.md 5.',
  },
  'E-UNMANAGED': {
    when: 'A server with `managed: false` has a role or is named in a list.',
    remedy: 'Remove it from the list, or `managed: false`.',
    rule: 'A gateway must be a managed server already added to the backup infrastructure (Gateway Servers). See docs/model.md 4.',
  },
  'E-TWO-BACKUP-SERVERS': {
    when: 'Several servers have the role backup-server.',
    remedy: 'Keep one.',
    rule: 'An infrastructure has exactly one backup server. See docs/model.md 3.',
  },
  'E-NO-BACKUP-SERVER': {
    when: 'A backup server (or mount server) is needed, and there is none.',
    remedy: 'Give a server `roles: [backup-server, mount-server]`, or name gateways.',
    rule: 'Agents, copies, moves, rescans and health checks go through the mount server, then the backup server; plug-ins, tape without a direct connection and object storage in gateway mode through the backup server (Gateway Servers, selection table). See docs/model.md 4.',
  },
  'E-HOST-MISSING': {
    when: 'A direct attached repository names no host.',
    remedy: 'Add `host` with the name of a server.',
    rule: 'Windows, Linux and hardened repositories run the data mover on the server that holds them (Gateway Servers). See docs/model.md 4.',
  },
  'E-DIRECT-ATTACHED-GATEWAY': {
    when: 'A direct attached repository has `gateway`, `connection` or `fabric`.',
    remedy: 'Remove the key.',
    rule: 'A gateway server is for repositories that cannot host the data mover: shared folders, deduplicating appliances, object storage (Gateway Servers). See docs/model.md 4.',
  },
  'E-NO-GATEWAY': {
    when: 'A list of gateways is empty.',
    remedy: 'Name at least one server, or `automatic`.',
    rule: 'A manual list is never replaced by the automatic choice (Gateway Servers). See docs/model.md 4.',
  },
  'E-FIBRE-CHANNEL': {
    when: 'An appliance is reached over Fibre Channel, but no listed gateway can.',
    remedy: 'List gateways that have the appliance in `fibreChannel`.',
    rule: 'Over Fibre Channel at least one gateway with access must be chosen explicitly; automatic selection is impossible (Gateway Servers). See docs/model.md 4.',
  },
  'E-GATEWAY-NOT-WINDOWS': {
    when: 'Up to version 12, a gateway of an SMB share or appliance is no Windows server.',
    remedy: 'Use `os: windows`, or `productVersion: "13"`.',
    rule: 'Up to version 12 gateways of SMB, Data Domain and StoreOnce are Microsoft Windows servers (Gateway Servers, version 12). See docs/model.md 4.',
  },
  'E-APPLIANCE-CHAIN': {
    when: 'Chains on Data Domain or StoreOnce, of copies too, have no periodic fulls.',
    remedy: 'Use forward-incremental with `full: { on: [sat], kind: synthetic }`.',
    rule: 'Forever forward incremental is not supported on these appliances; chain length is limited. See docs/model.md 2.',
  },
  'E-SYNTHETIC': {
    when: 'A job type without synthetic operations has synthetic fulls.',
    remedy: 'Remove `full`.',
    rule: 'The row of this job type has no synthetic-operation gateway (Gateway Servers, selection table). See docs/model.md 4.',
  },
  'E-NO-PROXY': {
    when: 'No proxy fits the platform of a job.',
    remedy: 'Give a server `roles: { proxy: { platform: vmware } }` (or hyper-v, file).',
    rule: 'A proxy serves one platform; without one no data can be read. See docs/model.md 3.',
  },
  'E-HYPERV-HOST': {
    when: 'A machine of an on-host Hyper-V job names no host.',
    remedy: 'Add `host`, or `processing: off-host`.',
    rule: 'With on-host processing the Hyper-V host is the proxy (Gateway Servers). See docs/model.md 4.',
  },
  'E-AFTER-CYCLE': { when: 'Jobs wait for each other in a circle.', remedy: 'Give one of them a time.' },
  'E-NO-JOBS': { when: 'A scenario has no job.', remedy: 'Add one under `jobs`.' },
  'E-NO-MACHINES': {
    when: 'A job has an empty list of machines, or of the jobs whose machines it takes.',
    remedy: 'Add at least one, or remove the key `jobs`.',
  },
  'E-USED-WITHOUT-CAPACITY': {
    when: 'A share of the capacity is used, but no capacity is given.',
    remedy: 'Give `capacity`, or `used` as a size.',
  },
  'E-BELOW-REQUIREMENTS': {
    when: 'A server has less than its roles need, and `policies.requirements.level` is `enforce`.',
    remedy: 'Give it more cores or memory, or fewer roles.',
    rule: 'A gateway needs 2 cores and 4 GB plus up to 4 GB per machine processed; roles on one machine add up (System Requirements). See docs/model.md 4.',
  },
}
