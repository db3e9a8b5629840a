/** Invariants of docs/model.md 10 on random worlds; `run` throws when the audit finds a violation. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { World } from '../../sim/model/index.ts'
import { type Facts, GATEWAY, run, server } from '../model/worlds.ts'
import { arbitraryWorld } from './arbitrary-world.ts'
import { renamed, scaled, shuffled } from './transformations.ts'

const settings = { seed: 20_260_105, numRuns: 150 }

/** Outcome and time of everything that was done, without names and bytes. */
function timesOf({ tasks, sessions }: Facts) {
  return {
    tasks: tasks.map((task) => [
      task.queued,
      task.start,
      task.end,
      task.result,
      task.reason,
      task.suspendedSeconds,
    ]),
    sessions: sessions.map((session) => [session.start, session.end, session.result, session.reason]),
  }
}

function workOf({ tasks, sessions }: Facts) {
  return { tasks, sessions }
}

describe('random worlds with outages, losses, windows, retries and links', () => {
  test('keep the invariants, and every failed task has a reason', () => {
    const reasons = new Set<string | undefined>()
    fc.assert(
      fc.property(arbitraryWorld(true), (one) => {
        const { tasks, runs } = run(one)
        expect(runs[0]!.audit).toEqual([])
        for (const { result, reason } of tasks) {
          // A check that gave way ends as a Warning with a reason.
          if (result !== 'Warning') expect(reason === undefined).toBe(result === 'Success')
          reasons.add(reason)
        }
      }),
      { ...settings, numRuns: 600 },
    )
    // The worlds are wild enough to say something.
    expect([...reasons].map(String).sort()).toEqual([
      'gateway-connection-lost',
      'gateway-inaccessible',
      'link-lost',
      'no-eligible-gateway',
      'other',
      'repository-full',
      'repository-inaccessible',
      'server-lost',
      'sibling-failed',
      'stopped',
      'stream-limit',
      'undefined',
      'unfinished',
      'window-closed',
    ])
  })

  test('the same seed gives the same facts, another one another night', () => {
    fc.assert(
      fc.property(arbitraryWorld(true), (one) => {
        expect(run(one, 7)).toEqual(run(one, 7))
      }),
      settings,
    )
  })

  test('new names change nothing', () => {
    fc.assert(
      fc.property(arbitraryWorld(false), (one) => {
        expect(timesOf(run(renamed(one)))).toEqual(timesOf(run(one)))
      }),
      settings,
    )
  })

  test('the order of independent entries changes nothing', () => {
    fc.assert(
      fc.property(arbitraryWorld(true), (one) => {
        expect(workOf(run(shuffled(one)))).toEqual(workOf(run(one)))
      }),
      settings,
    )
  })

  test('a gateway that nobody may use changes nothing', () => {
    const idle = server('idle', GATEWAY)
    const withIdle = (one: World): World => ({ ...one, servers: [...one.servers, idle] })
    fc.assert(
      fc.property(arbitraryWorld(true), (one) => {
        expect(workOf(run(withIdle(one)))).toEqual(workOf(run(one)))
      }),
      settings,
    )
  })

  test('four times the bytes at four times the rates take the same time', () => {
    fc.assert(
      fc.property(arbitraryWorld(true), (one) => {
        // What a rescan reads per point is as large as it is.
        const same = { ...one, jobs: one.jobs.filter(({ type }) => type !== 'rescan') }
        expect(timesOf(run(scaled(same, 4)))).toEqual(timesOf(run(same)))
      }),
      settings,
    )
  })
})
