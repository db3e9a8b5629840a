/** What is refused of copies, tape and the other work on stored points; the place of each issue is marked with ». */
import { AGENTS, DATABASES, estate, FILES, NIGHTLY, without } from './stored.ts'

export interface Case {
  readonly code: string
  readonly text: string
  readonly path: string
  readonly says: string
  readonly files?: Readonly<Record<string, string>>
}

const copy = (keys: string): string => `{ name: offsite, type: backup-copy, ${keys} }`
const AT = 'schedule: { at: 5 h }'
/** Nobody in the site of `far`, nor anywhere, mounts or controls. */
const BARE = without('vbr', 'mount-dr')

export const STORED_CASES: readonly Case[] = [
  // what is missing or does not go together
  {
    code: 'E-MISSING',
    text: estate([NIGHTLY, '»{ name: away, type: move, source: disk, target: far }']),
    path: 'jobs[1]',
    says: '`schedule: { at: "23:00" }`',
  },
  {
    code: 'E-MISSING',
    text: estate([NIGHTLY, '»{ name: offsite, type: backup-copy, target: far }']),
    path: 'jobs[1]',
    says: 'needs `source`',
  },
  {
    code: 'E-MISSING',
    text: estate([NIGHTLY, '»{ name: tier, type: offload, source: disk }']),
    path: 'jobs[1]',
    says: 'needs `target`: a repository',
  },
  {
    code: 'E-MISSING',
    text: estate([
      NIGHTLY,
      '{ name: spare, type: replication, target: san-dr, machines: [»{ select: vm-1 }] }',
    ]),
    path: 'jobs[1].machines[0]',
    says: 'A replication says which job',
  },
  {
    code: 'E-EXCLUSIVE',
    text: estate([
      NIGHTLY,
      copy('source: disk, target: far, mode: immediate, schedule: »{ daily: "22:00" }'),
    ]),
    path: 'jobs[1].schedule',
    says: '`mode: periodic`',
  },
  {
    code: 'E-NOT-APPLICABLE',
    text: estate([NIGHTLY, '{ name: tapes, type: tape, source: disk, target: »disk }']),
    path: 'jobs[1].target',
    says: 'it writes to drives, those of `tapeServer`',
  },
  {
    code: 'E-NOT-APPLICABLE',
    text: estate([`${NIGHTLY.slice(0, -2)}, via: »{ wanAccelerators: [wan-hq, wan-dr] } }`]),
    path: 'jobs[0].via',
    says: 'nothing for a job of type backup',
  },
  {
    code: 'E-NOT-APPLICABLE',
    text: estate([NIGHTLY, copy('source: disk, target: far, full: »{ on: [sat], kind: active }')]),
    path: 'jobs[1].full',
    says: 'reads stored points, not machines',
  },
  {
    code: 'E-NOT-APPLICABLE',
    text: estate([NIGHTLY, copy('source: disk, target: far, method: »reverse')]),
    path: 'jobs[1].method',
    says: '`forward-incremental` or `forever-forward`',
  },
  {
    code: 'E-NOT-APPLICABLE',
    text: estate([NIGHTLY, copy('source: disk, target: far, machines: [{ name: »vm }]')]),
    path: 'jobs[1].machines[0].name',
    says: 'A backup-copy takes `name` from the job',
  },
  {
    code: 'E-SYNTHETIC',
    text: estate([`${DATABASES.slice(0, -2)}, full: »{ on: [sat], kind: synthetic } }`]),
    path: 'jobs[0].full',
    says: 'no synthetic operations',
  },
  {
    code: 'E-RANGE',
    text: estate([NIGHTLY], { servers: '[{ name: wan, roles: { wan-accelerator: { reduction: »0.5 } } }]' }),
    path: 'servers[0].roles.wan-accelerator.reduction',
    says: 'at least `1`',
  },
  {
    code: 'E-UNIT-MISSING',
    text: estate([NIGHTLY], { repositories: '[{ name: b, type: object-storage, putRate: »3500 }]' }),
    path: 'repositories[0].putRate',
    says: '`3500 /s`',
  },
  // whose machines
  {
    code: 'E-NO-POINTS',
    text: estate([NIGHTLY, copy('source: »nas, target: far')]),
    path: 'jobs[1].source',
    says: 'no job leaves any in `nas`',
  },
  {
    code: 'E-NO-POINTS',
    text: estate([FILES, copy('source: »disk, target: far')]),
    path: 'jobs[1].source',
    says: 'are for a file-backup-copy',
  },
  {
    code: 'E-NO-POINTS',
    text: estate([
      NIGHTLY,
      AGENTS,
      copy('source: disk, target: far, jobs: [»agents]').replace('[»agents]', '»[agents]'),
    ]),
    path: 'jobs[2].jobs',
    says: 'leaves its points in `nas`, not in `disk`. There are points of `nightly`.',
  },
  {
    code: 'E-NO-POINTS',
    text: estate([
      NIGHTLY,
      `{ name: back, type: restore, source: nas, target: san, ${AT}, machines: [{ from: »nightly }] }`,
    ]),
    path: 'jobs[1].machines[0].from',
    says: 'not in `nas`',
  },
  {
    code: 'E-RESTORE-FROM',
    text: estate([
      NIGHTLY,
      '{ name: tapes, type: tape, source: disk }',
      copy('source: disk, target: far, jobs: »tapes'),
    ]),
    path: 'jobs[2].jobs',
    says: '`tapes` leaves no restore points',
  },
  {
    code: 'E-REFERENCE',
    text: estate([NIGHTLY, copy('source: disk, target: far, jobs: [»nigthly]')]),
    path: 'jobs[1].jobs[0]',
    says: 'Did you mean `nightly`?',
  },
  {
    code: 'E-REFERENCE',
    text: estate([NIGHTLY, copy('source: disk, target: far, machines: [{ select: [vm-1, »mv-2] }]')]),
    path: 'jobs[1].machines[0].select',
    says: 'Did you mean `vm-2`?',
  },
  {
    code: 'E-COPY-CYCLE',
    text: estate([
      NIGHTLY,
      '{ name: there, type: backup-copy, source: »disk, target: far }',
      '{ name: back, type: backup-copy, source: far, target: disk }',
    ]),
    path: 'jobs[1].source',
    says: '`there` from `back` from `there`',
  },
  {
    code: 'E-SAME-REPOSITORY',
    text: estate([NIGHTLY, copy('source: »disk, target: disk')]),
    path: 'jobs[1].source',
    says: 'source and target',
  },
  // ends that nobody serves
  {
    code: 'E-OFFLOAD-TARGET',
    text: estate([NIGHTLY, '{ name: tier, type: offload, source: disk, target: »far }']),
    path: 'jobs[1].target',
    says: '`far` is of type smb',
  },
  {
    code: 'E-NO-TAPE-SERVER',
    text: estate([NIGHTLY, '»{ name: tapes, type: tape, source: disk }'], without('tape')),
    path: 'jobs[1]',
    says: 'no server has the role tape-server',
  },
  {
    code: 'E-NO-TAPE-SERVER',
    text: estate([NIGHTLY, '{ name: tapes, type: tape, source: disk, tapeServer: »repo }']),
    path: 'jobs[1].tapeServer',
    says: '`repo` has no role tape-server',
  },
  {
    code: 'E-NO-TAPE-SERVER',
    text: estate([NIGHTLY], {
      repositories: '[{ name: disk, type: linux, host: repo, tapeAttached: »repo }]',
    }),
    path: 'repositories[0].tapeAttached',
    says: '`repo` has no role tape-server',
  },
  {
    code: 'E-VIA',
    text: estate([NIGHTLY, copy('source: disk, target: far, via: { wanAccelerators: »[wan-hq] }')]),
    path: 'jobs[1].via.wanAccelerators',
    says: 'Two servers are expected',
  },
  {
    code: 'E-NO-WAN-ACCELERATOR',
    text: estate([NIGHTLY, copy('source: disk, target: far, via: { wanAccelerators: [wan-hq, »mount-dr] }')]),
    path: 'jobs[1].via.wanAccelerators[1]',
    says: '`mount-dr` has no role wan-accelerator',
  },
  {
    code: 'E-REFERENCE',
    text: estate([NIGHTLY, copy('source: disk, target: far, via: { wanAccelerators: [wan-hq, »wan-rd] }')]),
    path: 'jobs[1].via.wanAccelerators[1]',
    says: 'Did you mean',
  },
  {
    code: 'E-FILE-COPY-VIA',
    text: estate([
      FILES,
      '{ name: second, type: file-backup-copy, source: disk, target: far, via: »{ wanAccelerators: [wan-hq, wan-dr] } }',
    ]),
    path: 'jobs[1].via',
    says: 'does not support WAN accelerators',
  },
  {
    code: 'E-UNMANAGED',
    text: estate([NIGHTLY, '{ name: tapes, type: tape, source: disk, tapeServer: »old }'], {
      servers: '[{ name: proxy, roles: [proxy] }, { name: repo }, { name: old, managed: false }]',
    }),
    path: 'jobs[1].tapeServer',
    says: 'not managed',
  },
  {
    code: 'E-UNMANAGED',
    text: estate([NIGHTLY, copy('source: disk, target: far, via: { wanAccelerators: [»old, wan] }')], {
      servers:
        '[{ name: proxy, roles: [proxy] }, { name: repo }, { name: old, managed: false }, { name: wan, roles: [wan-accelerator] }]',
    }),
    path: 'jobs[1].via.wanAccelerators[0]',
    says: 'not managed',
  },
  {
    code: 'E-APPLIANCE-CHAIN',
    text: estate([NIGHTLY, copy('source: disk, target: dd, method: »forever-forward')], {
      repositories: '[{ name: disk, type: linux, host: repo }, { name: dd, type: data-domain }]',
    }),
    path: 'jobs[1].method',
    says: 'not supported on data-domain',
  },
  // rows of the selection table without a machine at their end
  ...(
    [
      ['D1', 'target', AGENTS.replace('target: nas', 'target: »nas'), 'mount-server'],
      ['E1', 'target', DATABASES.replace('target: nas', 'target: »nas'), '`backup-server`'],
    ] as const
  ).map(([row, key, job, says]) => ({
    code: 'E-NO-BACKUP-SERVER',
    text: estate([job], BARE),
    path: `jobs[0].${key}`,
    says: `(row ${row}), but no server has the role ${says.startsWith('`') ? says : `\`${says}\``}`,
  })),
  ...(
    [
      ['B1', 'target', [NIGHTLY, copy('source: disk, target: »far')]],
      [
        'B2',
        'source',
        [
          '{ name: n, target: nas, machines: [{ name: vm, size: 1 GiB }] }',
          copy('source: »nas, target: disk'),
        ],
      ],
      [
        'C2',
        'source',
        [
          '{ name: n, target: nas, machines: [{ name: vm, size: 1 GiB }] }',
          '{ name: t, type: tape, source: »nas }',
        ],
      ],
      [
        'H1',
        'target',
        [
          '{ name: n, target: nas, machines: [{ name: vm, size: 1 GiB }] }',
          `{ name: r, type: rescan, target: »nas, ${AT} }`,
        ],
      ],
      [
        'I, J',
        'source',
        [
          '{ name: n, target: nas, machines: [{ name: vm, size: 1 GiB }] }',
          '{ name: o, type: offload, source: »nas, target: bucket }',
        ],
      ],
      ['J5', 'target', [NIGHTLY, `{ name: m, type: move, source: disk, target: »nas, ${AT} }`]],
      [
        'K1',
        'target',
        [
          '{ name: n, target: nas, machines: [{ name: vm, size: 1 GiB }] }',
          '{ name: h, type: health-check, target: »nas }',
        ],
      ],
    ] as const
  ).map(([row, key, jobs]) => ({
    code: 'E-NO-BACKUP-SERVER',
    text: estate(jobs, BARE),
    path: `jobs[1].${key}`,
    says: `(row ${row})`,
  })),
  // sites without a line between them
  ...(
    [
      ['target', copy('source: disk, target: »far'), 'the repository `far`'],
      [
        'via',
        copy('source: disk, target: far, via: »{ wanAccelerators: [wan-hq, wan-dr] }'),
        'WAN accelerator `wan-dr`',
      ],
      ['tapeServer', '{ name: t, type: tape, source: disk, tapeServer: »tape-dr }', 'the tape server'],
      [
        'target',
        '{ name: r, type: replication, target: »san-dr, machines: [{ from: nightly }] }',
        'from the datastore `san-dr` in site `dr` to the repository `disk`',
      ],
    ] as const
  ).map(([key, job, says]) => ({
    code: 'E-NO-PATH',
    text: estate([NIGHTLY, job], {
      links: '[]',
      servers: `${without()['servers']!.slice(0, -1)}, { name: tape-dr, site: dr, roles: [tape-server] }]`,
    }),
    path: `jobs[1].${key}`,
    says,
  })),
]
