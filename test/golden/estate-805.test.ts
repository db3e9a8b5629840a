/** A week of a real estate, from its inventory file to its nights; volumes by hand from the same file. */
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type Happened, here, runOnce } from './run-file.ts'

const SCENARIO = here('estate-805.yaml')
const INVENTORY = here('../../../shared/data/rvtools/vinfo-805.csv')
const ABSENT = 'the inventory of 805 machines is not here'

const DAY = 86_400
const MIB = 1_048_576
/** 20:00 of seven days, the start being 18:00. */
const NIGHTS = [0, 1, 2, 3, 4, 5, 6].map((n) => 7200 + n * DAY)
const SATURDAY = 5

/** Used bytes of the powered-on rows that are no template, by name. */
function usedOf(): ReadonlyMap<string, number> {
  const [header, ...rows] = readFileSync(INVENTORY, 'utf8').trim().split(/\r?\n/)
  const at = (name: string) => header!.split(',').indexOf(name)
  const [name, power, template, used] = ['vm_id', 'powerstate', 'template', 'in_use_mb'].map(at)
  return new Map(
    rows
      .map((row) => row.split(','))
      .filter((cells) => cells[power!] === 'poweredOn' && cells[template!] === 'False')
      .map((cells) => [cells[name!]!, Number(cells[used!]) * MIB]),
  )
}

const sum = (values: Iterable<number>) => [...values].reduce((a, b) => a + b, 0)

/** Names of machines with a failed task in the last attempt of a session. */
function failedIn({ sessions, tasks }: Happened, night: number): ReadonlySet<string> {
  const { session, attempts } = sessions[night]!
  const last = tasks.filter((task) => task.session === session && task.attempt === attempts)
  return new Set(last.filter(({ result }) => result === 'Failed').map(({ machine }) => machine))
}

/** Bytes that each night should read into good points: everything on Saturday, else 4 % for each day since the last one. */
function byHand(week: Happened): readonly number[] {
  const used = usedOf()
  const lastGood = new Map([...used.keys()].map((name) => [name, -DAY]))
  return NIGHTS.map((start, night) => {
    const failed = failedIn(week, night)
    const good = [...used].filter(([name]) => !failed.has(name))
    const bytes = good.map(([name, bytes]) => {
      const days = (start - lastGood.get(name)!) / DAY
      return night === SATURDAY ? bytes : bytes * Math.min(1, 0.04 * days)
    })
    for (const [name] of good) lastGood.set(name, start)
    return sum(bytes)
  })
}

describe.skipIf(!existsSync(INVENTORY))('seven nights of an estate of 805 rows', () => {
  const week = existsSync(INVENTORY) ? runOnce(SCENARIO) : undefined
  const { sessions, tasks, outages, result } = week ?? ({} as Happened)

  test('the powered-on rows that are no templates are its machines, in every night', () => {
    const used = usedOf()
    expect(used.size).toBe(763)
    expect(sessions.map(({ start }) => start)).toEqual(NIGHTS)
    expect(sessions.map(({ machines }) => machines)).toEqual(Array(7).fill(used.size))
    expect(new Set(tasks.map(({ machine }) => machine))).toEqual(new Set(used.keys()))
    expect(sessions.map(({ algorithm }) => algorithm)).toEqual(
      NIGHTS.map((_, night) => (night === SATURDAY ? 'full' : 'increment')),
    )
  })

  test('each night carries half of what its inventory says, machine by machine, missed nights made up for', () => {
    const expected = byHand(week!)
    for (const [night, { goodBytes }] of sessions.entries()) {
      expect(goodBytes / (expected[night]! / 2), `night ${night + 1}`).toBeCloseTo(1, 9)
    }
    for (const task of tasks) expect(task.transferredBytes).toBeCloseTo(task.readBytes / 2, 0)
  })

  test('in round numbers: 130 TB in use, 26 hours of change first, then 5.2 TB a night, all of it on Saturday', () => {
    const used = sum(usedOf().values())
    expect(used / 1e12).toBeCloseTo(130.4, 1)
    const reads = sessions.map(({ session }) =>
      sum(tasks.filter((it) => it.session === session).map((it) => it.readBytes)),
    )
    const shares = reads.map((bytes) => bytes / used)
    const plain = [(0.04 * 26) / 24, 0.04, 0.04, 0.04, 0.04, 1, 0.04]
    // The second night is the first without a failure: what the first left out is read with it.
    for (const [night, share] of shares.entries())
      expect(Math.abs(share / plain[night]! - 1)).toBeLessThan(0.07)
  })

  test('the bytes of a night in nights.csv are those of its tasks, failed ones included', () => {
    for (const [night, { bytes, machinesFailed }] of result.nights.entries()) {
      const { session } = sessions[night]!
      const moved = sum(tasks.filter((it) => it.session === session).map((it) => it.transferredBytes))
      expect(bytes / moved).toBeCloseTo(1, 9)
      expect(machinesFailed).toBe(failedIn(week!, night).size)
    }
  })

  test('who fails was on gw-1 at the instant of a loss, or shares a machine with a disk that was', () => {
    const failed = tasks.filter(({ result: it }) => it === 'Failed')
    const losses = new Set(outages.map(({ start }) => start))
    const [struck, siblings] = [
      failed.filter(({ reason }) => reason !== 'sibling-failed'),
      failed.filter(({ reason }) => reason === 'sibling-failed'),
    ]
    expect(struck.length).toBeGreaterThan(10)
    expect(new Set(outages.map(({ kind }) => kind))).toEqual(new Set(['outage', 'connection-loss']))
    for (const { gateway, reason, start, end } of struck) {
      expect(start === undefined ? 'gw-1' : gateway).toBe('gw-1')
      expect(['server-lost', 'gateway-connection-lost']).toContain(reason)
      expect(losses).toContain(end)
    }
    const machines = new Set(struck.map(({ session, machine }) => `${session} ${machine}`))
    for (const { session, machine } of siblings) expect(machines).toContain(`${session} ${machine}`)
    expect(sum(sessions.map(({ machinesFailed }) => machinesFailed))).toBe(machines.size)
  })

  test('three gateways share the work; the one that breaks down is left out while it is down', () => {
    const carried = new Map<string, number>()
    for (const { gateway } of tasks)
      if (gateway !== undefined) carried.set(gateway, (carried.get(gateway) ?? 0) + 1)
    expect([...carried.keys()].sort()).toEqual(['gw-1', 'gw-2', 'gw-3'])
    for (const { start, end } of outages) {
      const begun = tasks.filter(
        (it) => it.gateway === 'gw-1' && it.start !== undefined && it.start > start && it.start < end,
      )
      expect(begun).toEqual([])
    }
  })

  test('with three retries every machine is good every night, and only the bytes of failed attempts are extra', () => {
    const retried = runOnce(SCENARIO, ['jobs.nightly.retry.attempts=3'])
    const used = sum(usedOf().values())
    const read = NIGHTS.map(
      (_, night) => used * (night === 0 ? (0.04 * 26) / 24 : night === SATURDAY ? 1 : 0.04),
    )
    for (const [night, session] of retried.sessions.entries()) {
      expect(session.machinesFailed).toBe(0)
      expect(session.goodBytes / (read[night]! / 2), `night ${night + 1}`).toBeCloseTo(1, 9)
      const again = session.transferredBytes - session.goodBytes
      if (session.attempts === 1) expect(again / session.goodBytes).toBeCloseTo(0, 9)
      else expect(again).toBeGreaterThan(0)
    }
    expect(retried.sessions.some(({ attempts }) => attempts > 1)).toBe(true)
  })
})

test('the inventory is at hand', (context) => {
  if (!existsSync(INVENTORY)) context.skip(ABSENT)
})
