/** The worked examples of Cloud Connect, to the second. */
import { expect, test } from 'vitest'
import { cutOff, down } from '../model/failing.ts'
import { GB, MB, machines, run } from '../model/worlds.ts'
import { cloudGateway, machine, narrow, offsite, provider, tenant, vault } from './worlds.ts'

test('O3 tenant 1 runs two tasks, tenant 2 one: they get 25, 25 and 50 % of the gateway', () => {
  const facts = run(
    provider(
      [narrow('cgw', 100 * MB)],
      [tenant('t1', ['cgw']), tenant('t2', ['cgw'])],
      [offsite('t1', machines(2, 5 * GB)), offsite('t2', [machine('vm', 5 * GB)])],
    ),
  )
  // t2 moves 5 GB at 50 MB/s: 100 s. By then each task of t1 has 2.5 GB left, at 50 MB/s: 50 s.
  expect(facts.tasks.map(({ tenant: who, end }) => [who, end])).toEqual([
    ['t2', 100],
    ['t1', 150],
    ['t1', 150],
  ])
})

test('O4 one machine of four disks, tenant limit 4, cloud repository limit 2: four run', () => {
  const facts = run(
    provider(
      [cloudGateway('cgw')],
      [tenant('t1', ['cgw'], { maxTasks: 4 })],
      [offsite('t1', [machine('vm', 4 * GB, { disks: 4 })])],
      { repositories: [vault({ maxTasks: 2 })] },
    ),
  )
  expect(facts.tasks.map(({ start, end }) => [start, end])).toEqual(Array(4).fill([0, 10]))
})

test('O12 the first gateway dies and the job goes on; it returns, the second dies, and the job fails', () => {
  const facts = run(
    provider(
      [cloudGateway('cgw-1'), cloudGateway('cgw-2')],
      [tenant('t1', ['cgw-1', 'cgw-2'])],
      [offsite('t1', [machine('vm', 100 * GB)])],
      { failures: [down('server/cgw-1', 100, 200), down('server/cgw-2', 500)] },
    ),
  )
  expect(facts.tasks).toMatchObject([
    {
      result: 'Failed',
      reason: 'cloud-gateways-unavailable',
      end: 500,
      cloudGateway: 'cgw-2',
      cloudGateways: ['cgw-1', 'cgw-2'],
      resumes: 1,
      suspendedSeconds: 15,
      // 100 s over the first, 385 s over the second, at 100 MB/s.
      transferredBytes: 48.5 * GB,
    },
  ])
  const relayed = facts.gateways.filter(({ kind }) => kind === 'cloud').map(({ bytesIn }) => bytesIn)
  expect(relayed).toEqual([10 * GB, 38.5 * GB])
})

test('a connection that drops for an instant moves its tasks too', () => {
  const facts = run(
    provider(
      [cloudGateway('cgw-1'), cloudGateway('cgw-2')],
      [tenant('t1', ['cgw-1', 'cgw-2'])],
      [offsite('t1', [machine('vm', 100 * GB)])],
      { failures: [cutOff('server/cgw-1', 100, 0)] },
    ),
  )
  expect(facts.tasks[0]).toMatchObject({ result: 'Success', end: 1015, cloudGateway: 'cgw-2' })
})
