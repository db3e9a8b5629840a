/** Codes of Cloud Connect: what a provider may not do for its tenants, and what is not advised. */
import type { MessageTable } from '../../sim/messages.ts'

export const CLOUD: MessageTable = {
  'E-NO-CLOUD-GATEWAY': {
    when: 'There are tenants but no cloud gateways, or none that a tenant may use: all are in pools and it names none.',
    remedy: 'Give a server `roles: [cloud-gateway]`, or name a pool.',
    rule: '"Data communication and transfer in the cloud is carried out via cloud gateways" (Cloud Gateway). Tenants without a pool use only gateways outside of all pools. See docs/scenario.md, cloud.',
  },
  'E-CLOUD-GATEWAY-OS': {
    when: 'A cloud gateway does not run Windows; from version 13 on, neither Windows nor Linux.',
    remedy: 'Use `os: windows`, or `productVersion: "13"` for Linux.',
    rule: '"The cloud gateway must run Microsoft Windows OS" (Cloud Gateway, version 9.5); version 13 has Linux ones too.',
  },
  'E-NOT-CLOUD-GATEWAY': {
    when: 'A pool names a server that is no cloud gateway.',
    remedy: 'Give it `roles: [cloud-gateway]`, or take it out of the pool.',
    rule: '"The SP must assign the cloud gateway role to a necessary server in the SP backup infrastructure" (Cloud Gateway).',
  },
  'E-EMPTY-POOL': {
    when: 'A pool has no cloud gateway, also because of `count: 0`.',
    remedy: 'Name at least one, or remove the pool.',
    rule: 'A pool is a group of cloud gateways reserved for chosen tenants, who may use no other ones.',
  },
  'E-LAYOUT-POOLS': {
    when: '`layout: pools` is given without pools.',
    remedy: 'Add `pools`, or choose many-to-one, one-to-many or many-to-many.',
  },
  'E-ONE-TO-MANY': {
    when: 'The layout one-to-many has fewer cloud gateways than tenants.',
    remedy: 'Add cloud gateways, or use many-to-many.',
    rule: '"The SP deploys several cloud gateways that work with one or several tenants" (Cloud Gateway): here each gateway with one.',
  },
  'E-TENANT-JOB': {
    when: 'A tenant has a job of a type that cloud repositories and hosts do not take.',
    remedy:
      'Jobs of tenants are backup, agent, backup-copy, restore, replication; all others stand under `jobs`.',
    rule: 'NAS backup is not supported to cloud repositories (Cloud Connect, limitations).',
  },
  'E-CLOUD-TARGET': {
    when: 'A job of a tenant writes to something that is no cloud repository, or for a replication no cloud host.',
    remedy: 'Name a repository other than StoreOnce; for replications a server with `roles: [cloud-host]`.',
    rule: '"Tenants know only about cloud repositories and/or cloud hosts" (Cloud Gateway); StoreOnce behind a cloud gateway is not supported.',
  },
  'E-CLOUD-COPY': {
    when: 'A backup copy takes points of tenants out of a cloud repository.',
    remedy:
      'A copy of a tenant lists its machines and has no `source`; the provider moves or offloads instead.',
    rule: 'Backup copy from a cloud repository is not supported (Cloud Connect, limitations).',
  },
  'E-CLOUD-DIRECT-OBJECT': {
    when: 'Before version 12, a job of a tenant uses object storage in direct mode.',
    remedy: 'Use `connection: gateway`, or `productVersion: "12"`.',
    rule: 'Object storage as cloud repository in direct mode came with version 12.',
  },
  'E-QUOTA': {
    when: 'A quota is below 1 GB, or more is used than it allows.',
    remedy: 'Write `quota: { limit: 2 TiB, used: 1.4 TiB }`.',
    rule: 'The smallest quota that the product takes is 1 GB.',
  },
  'W-LAYOUT-UNUSED': {
    when: 'A layout is given beside pools, which say already who may use what.',
    remedy: 'Remove `layout`, or the pools.',
  },
  'W-LEASE-EXPIRED': {
    when: 'A lease ends before the run begins.',
    remedy: 'Move `leaseUntil`, or `start`.',
    rule: 'With an expired lease there is no backup, copy or restore.',
  },
  'W-TENANT-LIMITS-EXCEED-REPOSITORY': {
    when: 'Limits of tenants together are above the slots of the repository that they use.',
    remedy: 'Lower `maxTasks` of the tenants, or count with an overloaded repository.',
    rule: 'For tenants the limits of repositories and proxies are ignored: 4 tasks of a tenant run on a repository with 2 slots.',
  },
}
