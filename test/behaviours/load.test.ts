/** What the table of automatic selection does to mount and backup server. */
import { expect, test } from 'vitest'
import type { Job } from '../../sim/model/index.ts'
import {
  at,
  but,
  carried,
  DAY,
  down,
  estate,
  GB,
  HOUR,
  job,
  MB,
  machines,
  otherwise,
  PLAIN,
  told,
  UNLIMITED,
  workOn,
} from './worlds.ts'

const AGENT: Partial<Job> = { type: 'agent', platform: 'none', proxies: [] }

test('S75 agents, copies and moves concentrate load on mount and backup server, and the tables show them as gateways', () => {
  // 40 GB of agents, 10 GB copied from disk, 10 GB moved to a share, and 10 GB to tape through the backup server.
  const [nightly, copy] = workOn('backup-copy', 'disk', 'nas-2')
  const move = { ...workOn('move', 'disk', 'nas')[1]!, name: 'move', schedule: at(2 * HOUR) }
  const tape = { ...workOn('tape', 'disk', 'tape')[1]!, name: 'tape', schedule: at(1.5 * HOUR) }
  const database = job('database', 'nas', machines(1, 10 * GB), { ...AGENT, type: 'plug-in' })
  const facts = estate(
    [nightly!, copy!, tape, move, job('agents', 'nas', machines(4, 10 * GB), AGENT), database],
    {
      servers: but(otherwise('mount', { compute: 200 * MB })),
    },
  )
  expect(facts.sessions.map(({ result }) => result)).toEqual(Array(6).fill('Success'))
  expect(facts.gateways.filter(({ bytesIn }) => bytesIn > 0).map(({ gateway }) => gateway)).toEqual([
    'bs',
    'mount',
  ])
  expect([carried(facts, 'mount'), carried(facts, 'bs')]).toEqual([
    [60, 60],
    [10, 10],
  ])
  // Three gateways stand idle beside it. Of its 200 MB/s four agents take all for 200 s, copy and move one half for 100 s each.
  const mount = facts.gateways.find(({ gateway }) => gateway === 'mount')!
  expect(mount).toMatchObject({ roles: ['mount-server'], tasks: 6, peakTasks: 4 })
  expect(mount.computeUtilisation! * DAY).toBeCloseTo(300, 6)
  expect(mount.saturatedSeconds).toBeCloseTo(200, 6)
  expect(
    told(
      facts.tasks.filter(({ job: name }) => name === 'agents'),
      'bottleneck',
    ),
  ).toEqual(Array(4).fill(['Gateway']))
})

test('S76 a backup server that serves as fallback gateway is marked, because it competes with control work', () => {
  // Opening a session takes 5 core-seconds: 5 s on one of eight cores that move 100 MB/s each. Beside 15 agents that
  // ask for all 800 MB/s of the backup server, every sixteenth part is 50 MB/s, and opening takes 10 s.
  const agents = job('agents', 'nas', machines(15, 100 * GB), {
    ...AGENT,
    schedule: at(10),
    taskRate: { full: UNLIMITED, increment: UNLIMITED },
  })
  const other = job('other', 'disk', machines(1, GB), { schedule: at(100) })
  const night = (mountLost: boolean) =>
    estate([agents, other], {
      servers: but(otherwise('bs', { compute: 800 * MB })),
      failures: mountLost ? [down('server/mount', 1)] : [],
      policies: { ...PLAIN, control: { session: 5, task: 0 } },
    })
  const [usual, fallback] = [night(false), night(true)]
  const marks = (facts: ReturnType<typeof night>) => {
    const record = facts.gateways.find(({ gateway }) => gateway === 'bs')
    return [record?.roles, record?.tasks, record?.fallbackTasks]
  }
  expect(marks(fallback)).toEqual([['backup-server'], 15, 15])
  expect(marks(usual)).toEqual([undefined, undefined, undefined])
  const agentsOf = (facts: ReturnType<typeof night>) =>
    facts.tasks.filter(({ job: name }) => name === 'agents')
  expect(told(agentsOf(fallback), 'gateway', 'fallback')).toEqual(Array(15).fill(['bs', true]))
  expect(told(agentsOf(usual), 'gateway', 'fallback')).toEqual(Array(15).fill(['mount', false]))
  const opening = (facts: ReturnType<typeof night>) =>
    facts.sessions.find(({ job: name }) => name === 'other')!.controlSeconds
  expect(opening(usual)).toBeCloseTo(5, 9)
  expect(opening(fallback)).toBeCloseTo(10, 9)
})
