/** The lines of blocks that say when the bytes went through. */
import { describe, expect, test } from 'vitest'
import { PLAIN, type RunView, summaryLines, widthOf } from '../../output/index.ts'
import { type ReplicationResult, ReplicationRun, summarise } from '../../sim/experiment/index.ts'
import type { World } from '../../sim/model/index.ts'
import { at, GATEWAY, GB, HOUR, job, machine, proxy, server, share, world } from '../model/worlds.ts'

/** 22:00 on the clock: t = 79,200 s. At 100 MB/s, which is 95.4 MiB/s, 60 GB take ten minutes. */
const TEN = 22 * HOUR
const NIGHT = world({
  horizon: 48 * HOUR,
  servers: [server('gw-1', GATEWAY), server('gw-2', GATEWAY), proxy('proxy-1', 4)],
  repositories: [share('nas-1', ['gw-1']), share('nas-2', ['gw-2'])],
  jobs: [
    job('long', 'nas-1', [machine('a', 360 * GB)], { schedule: at(TEN) }),
    job('short', 'nas-2', [machine('b', 60 * GB)], { schedule: at(TEN + 3000) }),
  ],
})

function viewOf(worlds: Readonly<Record<string, World>>, replications = 1): RunView {
  const variants = Object.entries(worlds).map(([variant, it]) => ({
    variant,
    replications: Array.from({ length: replications }, (_, i) => resultOf(variant, it, i + 1)),
  }))
  return {
    name: 'A night',
    description: '',
    horizon: NIGHT.horizon,
    clock: NIGHT.clock,
    replications,
    confidence: 0.95,
    variants: Object.keys(worlds).map((name) => ({ name, factors: {} })),
    rows: summarise(variants, 0.95).rows,
    results: variants.flatMap((it) => it.replications),
    warnings: [],
    folder: 'results/night',
    fingerprint: '0',
  }
}

function resultOf(variant: string, it: World, replication: number): ReplicationResult {
  const run = new ReplicationRun(
    { name: variant, world: it },
    { seed: 1, replication, load: replication === 1 },
  )
  while (!run.advance(100_000));
  return run.result()
}

function blockOf(view: RunView, width = 80): readonly string[] {
  const lines = summaryLines(view, { width, style: PLAIN })
  const from = lines.findIndex((line) => line.startsWith('Bytes in over time'))
  return from < 0 ? [] : lines.slice(from, lines.indexOf('', from))
}

describe('one variant', () => {
  test('shows all gateways together, then each on a common scale, with peaks and their times', () => {
    // The horizon of 48 h makes buckets of 10 min: six of the long job, the last of which both fill.
    expect(blockOf(viewOf({ base: NIGHT }))).toEqual([
      'Bytes in over time, 22:00 to 23:00, 10 min a column:',
      'gateways  ▄▄▄▄▄█   peak 191 MiB/s  at 22:50',
      'gw-1      ██████  peak 95.4 MiB/s  at 22:00',
      'gw-2           █  peak 95.4 MiB/s  at 22:50',
    ])
  })

  test('says whose night it is when there are several replications', () => {
    expect(blockOf(viewOf({ base: NIGHT }, 2))[0]).toBe(
      'Bytes in over time, 22:00 to 23:00, 10 min a column, replication 1:',
    )
  })

  test('takes buckets together where the terminal is narrow, and keeps the mean', () => {
    const long = { ...NIGHT, jobs: [job('long', 'nas-1', [machine('a', 3600 * GB)], { schedule: at(TEN) })] }
    const [, , ...lines] = blockOf(viewOf({ base: long }), 40)
    // Ten hours, 60 buckets of 10 min on 8 columns at most: 8 in one would do, 12 make two hours.
    expect(lines).toEqual([
      'gateways  █████  peak 95.4 MiB/s',
      'gw-1      █████  peak 95.4 MiB/s',
      'gw-2                  peak 0 B/s',
    ])
  })

  test('dates its times when they are more than a day apart', () => {
    const two = {
      ...NIGHT,
      jobs: [job('nightly', 'nas-1', [machine('a', 60 * GB)], { schedule: at(HOUR, 30 * HOUR) })],
    }
    expect(blockOf(viewOf({ base: two }))[0]).toContain('01-05 01:00 to 01-06 06:10, 1 h a column')
  })

  test('ends at the horizon, and says so, where work goes on behind it', () => {
    const cut = { ...NIGHT, horizon: 22.5 * HOUR }
    expect(blockOf(viewOf({ base: cut }))[0]).toBe(
      'Bytes in over time, 22:00 to 22:30 (the horizon), 5 min a column:',
    )
  })

  test('says nothing of a night in which nothing moved', () => {
    expect(blockOf(viewOf({ base: { ...NIGHT, jobs: [] } }))).toEqual([])
  })
})

test('several variants stand under each other on one scale', () => {
  const slow = {
    ...NIGHT,
    jobs: NIGHT.jobs.map((it) => ({ ...it, taskRate: { full: 25e6, increment: 25e6 } })),
  }
  const lines = blockOf(viewOf({ fast: NIGHT, slow }))
  expect(lines[1]).toMatch(/^fast +▄▄▄▄▄█ +peak 191 MiB\/s +at 22:50$/)
  // At a quarter of the rate they take four hours and 40 min: one eighth of the height, two where both run.
  expect(lines[2]).toBe(`slow  ${'▁'.repeat(5)}${'▂'.repeat(4)}${'▁'.repeat(15)}  peak 47.7 MiB/s  at 22:50`)
})

test.each([40, 50, 60, 80, 100])('on %d columns no line is wider', (width) => {
  for (const view of [viewOf({ base: NIGHT }), viewOf({ one: NIGHT, other: NIGHT }, 2)]) {
    expect(Math.max(...summaryLines(view, { width, style: PLAIN }).map(widthOf))).toBeLessThanOrEqual(width)
  }
})
