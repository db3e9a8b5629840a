/** What is refused of tenants and cloud gateways; the place of each issue is marked with ». */
import { OFFSITE, provider, tenant } from './cloud.ts'
import type { Case } from './stored-cases.ts'

const T = 'cloud.tenants[0]'
const one = (job: string): string => provider({ jobs: [job] })
const VM = 'machines: [{ name: vm, size: 1 GiB }]'
const POOLED = 'pools: [{ name: gold, gateways: [cgw] }]'

export const CLOUD_CASES: readonly Case[] = [
  {
    code: 'E-NO-CLOUD-GATEWAY',
    text: provider({ gateways: '{ name: cgw, count: 0, roles: [cloud-gateway] }' }).replace(
      'tenants: [',
      'tenants: »[',
    ),
    path: 'cloud.tenants',
    says: 'no server has the role cloud-gateway',
  },
  {
    code: 'E-NO-CLOUD-GATEWAY',
    text: provider({ cloud: POOLED, tenants: [tenant('name: »acme')] }),
    path: `${T}.name`,
    says: '`acme` names no pool, and every cloud gateway is in one',
  },
  {
    code: 'E-CLOUD-GATEWAY-OS',
    text: provider({
      gateways: '{ name: cgw, os: »linux, roles: [cloud-gateway] }',
      sections: { productVersion: '"9.5"' },
    }),
    path: 'servers[5].os',
    says: 'In version 9.5 a cloud gateway runs windows',
  },
  {
    code: 'E-CLOUD-GATEWAY-OS',
    text: provider({ gateways: '{ name: cgw, os: »hyper-v, roles: [cloud-gateway] }' }),
    path: 'servers[5].os',
    says: 'runs windows or linux',
  },
  {
    code: 'E-NOT-CLOUD-GATEWAY',
    text: provider({ cloud: 'pools: [{ name: gold, gateways: »[cgw-1, plain] }]' }),
    path: 'cloud.pools[0].gateways',
    says: '`plain` has not the role cloud-gateway',
  },
  {
    code: 'E-UNMANAGED',
    text: provider({
      cloud: 'pools: [{ name: gold, gateways: »[cgw-1, away] }]',
      gateways: '{ name: cgw, count: 2, roles: [cloud-gateway] }, { name: away, managed: false }',
    }),
    path: 'cloud.pools[0].gateways',
    says: '`away` is not managed',
  },
  {
    code: 'E-EMPTY-POOL',
    text: provider({ cloud: 'pools: [{ name: gold, gateways: »[] }]' }),
    path: 'cloud.pools[0].gateways',
    says: 'The pool `gold` is empty',
  },
  {
    code: 'E-REFERENCE',
    text: provider({ cloud: 'pools: [{ name: gold, gateways: [»cgx] }]' }),
    path: 'cloud.pools[0].gateways[0]',
    says: 'No server is named `cgx`',
  },
  {
    code: 'E-REFERENCE',
    text: provider({ cloud: POOLED, tenants: [tenant('name: acme, pools: [»glod]')] }),
    path: `${T}.pools[0]`,
    says: 'Did you mean `gold`?',
  },
  {
    code: 'E-DUPLICATE-NAME',
    text: provider({ tenants: [tenant('name: acme'), tenant('name: »acme')] }),
    path: 'cloud.tenants[1].name',
    says: 'A second tenant',
  },
  {
    code: 'E-DUPLICATE-NAME',
    text: provider({ jobs: [OFFSITE, OFFSITE.replace('offsite', '»offsite')] }),
    path: `${T}.jobs[1].name`,
    says: 'A second job of this tenant',
  },
  {
    code: 'E-MISSING',
    text: provider({ tenants: ['»{ name: acme, maxTasks: 4 }'] }),
    path: T,
    says: 'A tenant needs `uplink`',
  },
  {
    code: 'E-MISSING',
    text: provider({ tenants: ['»{ name: acme, uplink: 1 Gbit/s }'] }),
    path: T,
    says: 'A tenant needs `maxTasks`',
  },
  {
    code: 'E-VALUE',
    text: provider({ tenants: ['{ name: acme, uplink: 1 Gbit/s, maxTasks: »0 }'] }),
    path: `${T}.maxTasks`,
    says: 'at least 1',
  },
  {
    code: 'E-LAYOUT-POOLS',
    text: provider({ cloud: 'layout: »pools' }),
    path: 'cloud.layout',
    says: 'needs pools',
  },
  {
    code: 'E-ONE-TO-MANY',
    text: provider({ cloud: 'layout: »one-to-many' }),
    path: 'cloud.layout',
    says: 'there are 2 for 3',
  },
  {
    code: 'E-TENANT-JOB',
    text: one(`{ name: files, type: »file-backup, target: store, ${VM} }`),
    path: `${T}.jobs[0].type`,
    says: 'NAS backup is not supported to cloud repositories',
  },
  {
    code: 'E-TENANT-JOB',
    text: one('{ name: t, type: »tape, source: store }'),
    path: `${T}.jobs[0].type`,
    says: 'A job of type tape runs at the provider',
  },
  {
    code: 'E-CLOUD-TARGET',
    text: one(`{ name: j, target: »once, ${VM} }`),
    path: `${T}.jobs[0].target`,
    says: 'StoreOnce',
  },
  {
    code: 'E-CLOUD-TARGET',
    text: one(`{ name: j, target: »san, ${VM} }`),
    path: `${T}.jobs[0].target`,
    says: '`san` is a datastore',
  },
  {
    code: 'E-CLOUD-TARGET',
    text: one(`{ name: j, type: replication, target: »plain, ${VM} }`),
    path: `${T}.jobs[0].target`,
    says: '`plain` has not the role cloud-host',
  },
  {
    code: 'E-CLOUD-TARGET',
    text: one(`{ name: j, type: replication, target: »store, ${VM} }`),
    path: `${T}.jobs[0].target`,
    says: '`store` is a repository',
  },
  {
    code: 'E-REFERENCE',
    text: one(`{ name: j, target: »sotre, ${VM} }`),
    path: `${T}.jobs[0].target`,
    says: 'No repository is named `sotre`',
  },
  {
    code: 'E-REFERENCE',
    text: provider({ jobs: [OFFSITE, `{ name: late, target: store, schedule: { after: »ofsite }, ${VM} }`] }),
    path: `${T}.jobs[1].schedule.after`,
    says: 'Did you mean `offsite`?',
  },
  {
    code: 'E-CLOUD-COPY',
    text: one(`{ name: j, type: backup-copy, source: »store, target: nas, ${VM} }`),
    path: `${T}.jobs[0].source`,
    says: 'Backup copy from a cloud repository is not supported',
  },
  {
    code: 'E-CLOUD-COPY',
    text: provider({
      sections: {
        jobs: '[{ name: c, type: backup-copy, source: store, target: nas, jobs: »[tenant/offsite] }]',
      },
    }),
    path: 'jobs[0].jobs',
    says: 'is a job of a tenant',
  },
  {
    code: 'E-CLOUD-COPY',
    text: provider({
      sections: { jobs: '[{ name: c, type: backup-copy, source: »store, target: nas }]' },
    }),
    path: 'jobs[0].source',
    says: 'holds points of tenants only',
  },
  {
    code: 'E-CLOUD-DIRECT-OBJECT',
    text: provider({
      jobs: [`{ name: j, target: »bucket, ${VM} }`],
      sections: { productVersion: '"11"' },
    }),
    path: `${T}.jobs[0].target`,
    says: 'from version 12 on',
  },
  {
    code: 'E-QUOTA',
    text: provider({ tenants: [tenant('name: acme, quota: »900 MB')] }),
    path: `${T}.quota`,
    says: 'at least 1 GB',
  },
  {
    code: 'E-QUOTA',
    text: provider({ tenants: [tenant('name: acme, quota: »{ limit: 1 TiB, used: 2 TiB }')] }),
    path: `${T}.quota`,
    says: 'More is used',
  },
  {
    code: 'E-NO-PATH',
    text: provider({
      jobs: [`{ name: j, target: »store, ${VM} }`],
      gateways: '{ name: cgw, site: edge, roles: [cloud-gateway] }',
      sections: { sites: '[{ name: hq }, { name: edge }]' },
    }),
    path: `${T}.jobs[0].target`,
    says: 'from the cloud gateway `cgw` in site `edge`',
  },
  {
    code: 'E-NO-BACKUP-SERVER',
    text: provider()
      .replace('roles: [backup-server, mount-server]', 'roles: [mount-server]')
      .replace('tenants: [', 'tenants: »['),
    path: 'cloud.tenants',
    says: 'pass the commands of tenants on to the backup server',
  },
  ...['datastore: san', 'host: host', 'site: default'].map((place) => ({
    code: 'E-NOT-APPLICABLE',
    text: one(
      `{ name: j, target: store, machines: [{ name: vm, size: 1 GiB, ${place.replace(': ', ': »')} }] }`,
    ),
    path: `${T}.jobs[0].machines[0].${place.split(':')[0]}`,
    says: "stands at the tenant's",
  })),
  {
    code: 'E-NOT-APPLICABLE',
    text: one(`{ name: j, target: store, proxies: »[gw], ${VM} }`),
    path: `${T}.jobs[0].proxies`,
    says: 'its own proxies',
  },
  {
    code: 'E-FAILURE',
    text: provider({ sections: { failures: '[{ tenant: tenant-1, kind: »outage, at: 1 h, for: 1 h }]' } }),
    path: 'failures[0].kind',
    says: 'knows `connection-loss`',
  },
  {
    code: 'E-FAILURE',
    text: provider({
      sections: { failures: '[{ repository: nas, kind: »maintenance, at: 1 h, for: 1 h }]' },
    }),
    path: 'failures[0].kind',
    says: '`maintenance` does not go with `repository`',
  },
  {
    code: 'E-FAILURE',
    text: provider({
      sections: { failures: '[{ server: cgw, kind: maintenance, rolling: »true, at: 1 h, for: rest }]' },
    }),
    path: 'failures[0].rolling',
    says: '`for` as a constant',
  },
  {
    code: 'E-FAILURE',
    text: provider({ sections: { failures: '[{ tenant: tenant, rolling: »true, at: 1 h, for: 1 h }]' } }),
    path: 'failures[0].rolling',
    says: '`rolling` is for servers',
  },
  {
    code: 'E-REFERENCE',
    text: provider({ sections: { failures: '[{ tenant: »tenant-4, at: 1 h, for: 1 h }]' } }),
    path: 'failures[0].tenant',
    says: '`tenant` has `count: 3`',
  },
  {
    code: 'E-REFERENCE',
    text: provider({ sections: { failures: '[{ job: »tenant-4/offsite, taskFailure: 1 % }]' } }),
    path: 'failures[0].job',
    says: '`tenant` has `count: 3`',
  },
]
