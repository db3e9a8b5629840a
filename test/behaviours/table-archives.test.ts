/** The table of automatic selection: offload, moves and copies of backups; and where it has a dash. */
import { expect, test } from 'vitest'
import type { JobType } from '../../sim/model/index.ts'
import { scenario } from '../scenarios/helpers.ts'
import {
  estate,
  foundAt,
  mountDown,
  servedSynthetic,
  servedWork,
  told,
  workOn,
  workOnMonday,
} from './worlds.ts'

/** Type of job, and the letter of its rows. */
const TO_OBJECTS = [
  ['offload', 'I'],
  ['move', 'J'],
  ['copy', 'J'],
] as const

test('S70 offload, move and copy to object storage from a direct attached repository: the repository itself, hardened or not', () => {
  for (const [type, letter] of TO_OBJECTS)
    for (const source of ['disk', 'hardened']) {
      const facts = estate(workOn(type, source, 'bucket'))
      expect(told(facts.tasks, 'gateway', 'rule', 'fallback').at(-1)).toEqual(['host', `${letter}1`, false])
      expect(facts.tasks.at(-1)).toMatchObject({ sourceMover: 'host', targetMover: 'host' })
    }
})

test('S71 offload, move and copy to object storage from a share or appliance: the gateway of the source', () => {
  for (const [type, letter] of TO_OBJECTS) {
    expect(servedWork(workOn(type, 'listed', 'bucket'))).toEqual([['g1', `${letter}2`, false]])
    // The gateway of a source with automatic selection is its mount server, then the backup server.
    expect(servedWork(workOn(type, 'nas', 'bucket'))).toEqual([['mount', `${letter}2`, false]])
    expect(servedWork(workOn(type, 'nas', 'bucket'), mountDown)).toEqual([['bs', `${letter}2`, true]])
  }
})

test('S72 offload, move and copy between object storages: in direct mode the mount server of the source, else the backup server; in gateway mode its gateway', () => {
  for (const [type, letter] of TO_OBJECTS) {
    const direct = workOn(type, 'bucket-2', 'bucket')
    expect(servedWork(direct)).toEqual([['mount', `${letter}3`, false]])
    expect(servedWork(direct, mountDown)).toEqual([['bs', `${letter}3`, true]])
    expect(servedWork(workOn(type, 'vault', 'bucket'))).toEqual([['g2', `${letter}4`, false]])
  }
})

test('S73 move and copy to another share or appliance: the mount server, else the backup server', () => {
  for (const type of ['move', 'copy'] as const)
    for (const source of ['disk', 'listed', 'bucket']) {
      expect(servedWork(workOn(type, source, 'nas'))).toEqual([['mount', 'J5', false]])
      expect(servedWork(workOn(type, source, 'nas'), mountDown)).toEqual([['bs', 'J5', true]])
    }
})

/** Job of each type whose row has a dash, as the file says it. */
const DASHES: Readonly<Partial<Record<JobType, string>>> = {
  'plug-in': 'target: nas, machines: [{ name: db, size: 1 GiB }]',
  restore: 'target: san, machines: [{ from: nightly }]',
  replication: 'target: san, machines: [{ from: nightly }]',
  rescan: 'target: nas',
  offload: 'source: nas, target: bucket',
  move: 'source: nas, target: far',
  copy: 'source: nas, target: far',
  'health-check': 'target: nas',
}

test('S74 synthetic work is refused for plug-ins, restores, replications, rescans, offloads, moves, copies and health checks', () => {
  for (const [type, keys] of Object.entries(DASHES)) {
    const text = (full: string) =>
      scenario({
        datastores: '[{ name: san }]',
        repositories:
          '[{ name: nas, type: smb }, { name: far, type: smb }, { name: bucket, type: object-storage }]',
        jobs: `[{ name: nightly, target: nas, machines: [{ name: vm, size: 1 GiB }] },
  { name: work, type: ${type}, ${keys}${full} }]`,
        failures: '[]',
      })
    expect(foundAt(text(', full: »{ on: [sat], kind: synthetic }'))).toEqual(['E-SYNTHETIC'])
    expect(foundAt(text(', full: »none'))).not.toContain('E-SYNTHETIC')
  }
  // A world that asks for it all the same gets none: 2 GB of increment are moved, and nothing is built of them.
  for (const type of ['offload', 'copy', 'move', 'backup-copy'] as const) {
    const jobs = workOnMonday(type, 'disk', 'bucket')
    expect(servedSynthetic(jobs)).toHaveLength(type === 'backup-copy' ? 1 : 0)
    expect(estate(jobs).sessions.at(-1)).toMatchObject({ job: 'work', result: 'Success' })
  }
})
