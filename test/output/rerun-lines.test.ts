/** What changed against the last run, where chance has a part. */
import { describe, expect, test } from 'vitest'
import { PLAIN, type RerunFacts, type RunView, rerunLines, widthOf } from '../../output/index.ts'
import { compareVariants, replicate, summarise, type VariantResults } from '../../sim/experiment/index.ts'
import type { World } from '../../sim/model/index.ts'
import { GATEWAY, GB, job, machines, proxy, server, share, world } from '../model/worlds.ts'

const VOLUMES = { bytes: { kind: 'uniform', low: 30 * GB, high: 90 * GB } } as const

function nightAt(taskRate: number, gateways: readonly string[]): World {
  return world({
    servers: [...gateways.map((name) => server(name, GATEWAY)), proxy('proxy-1', 2)],
    repositories: [share('nas', [...gateways])],
    jobs: [
      job('nightly', 'nas', machines(6, 60 * GB, VOLUMES), {
        taskRate: { full: taskRate, increment: taskRate },
      }),
    ],
  })
}

interface Made {
  readonly view: RunView
  readonly worlds: Readonly<Record<string, World>>
  readonly results: readonly VariantResults[]
}

function runOf(
  worlds: Readonly<Record<string, World>>,
  replications: number,
  warnings: RunView['warnings'] = [],
): Made {
  const results = Object.entries(worlds).map(([name, it]) => ({
    variant: name,
    replications: Array.from({ length: replications }, (_, i) => replicate({ name, world: it }, 1, i + 1)),
  }))
  const first = Object.values(worlds)[0]!
  const view: RunView = {
    name: 'A night',
    description: '',
    horizon: first.horizon,
    clock: first.clock,
    replications,
    confidence: 0.95,
    variants: Object.keys(worlds).map((name) => ({ name, factors: {} })),
    rows: summarise(results, 0.95).rows,
    results: results.flatMap((it) => it.replications),
    warnings,
    folder: 'results/night',
    fingerprint: results.map((it) => it.replications.map(({ fingerprint }) => fingerprint).join()).join(),
  }
  return { view, worlds, results }
}

function factsOf(before: Made, now: Made): RerunFacts {
  const rows = now.results.flatMap((results) => {
    const was = before.results.find(({ variant }) => variant === results.variant)
    if (was === undefined) return []
    const { variant } = results
    return compareVariants(
      { world: before.worlds[variant]!, results: was },
      [{ world: now.worlds[variant]!, results }],
      0.95,
    )
  })
  return { before: before.view, now: now.view, rows }
}

const linesOf = (facts: RerunFacts, width = 80): readonly string[] =>
  rerunLines(facts, { width, style: PLAIN })

const SLOW = runOf({ base: nightAt(100e6, ['gw-1']) }, 8)
const FAST = runOf({ base: nightAt(200e6, ['gw-1', 'gw-2']) }, 8)

describe('several replications', () => {
  const lines = linesOf(factsOf(SLOW, FAST))

  test('give every change its interval, and mark what is beyond chance', () => {
    expect(lines[0]).toBe('Against the last run')
    expect(lines[1]).toMatch(/^ +metric +before +now +change$/)
    // Twice the rate takes half the time, night by night.
    expect(lines.join('\n')).toMatch(/^\+ +backupWindow +\d+ min +\d+ min +-\d+ min.* ± .*(min|s)$/m)
    expect(lines.join('\n')).toMatch(
      /^\+ +throughput +\d+ MiB\/s +\d+ MiB\/s +\+\d+ MiB\/s +± [\d.]+ MiB\/s$/m,
    )
  })

  test('are told of, with the level of the intervals', () => {
    expect(lines.join(' ')).toContain(
      'Changes over the 8 replications that both runs have, ± their 95 % intervals.',
    )
  })

  test('that one run has alone prove nothing', () => {
    const more = runOf({ base: nightAt(200e6, ['gw-1']) }, 12)
    expect(linesOf(factsOf(SLOW, more)).join(' ')).toContain('over the 8 replications that both')
  })
})

test('a single replication changes nothing beyond chance', () => {
  const text = linesOf(
    factsOf(runOf({ base: nightAt(100e6, ['gw-1']) }, 1), runOf({ base: nightAt(200e6, ['gw-1']) }, 1)),
  ).join('\n')
  expect(text).toMatch(/^ *backupWindow /m)
  expect(text).toContain('One replication: no change is more than chance here.')
})

test('the same run again has nothing to say', () => {
  expect(linesOf(factsOf(SLOW, SLOW))).toEqual([
    'Against the last run',
    'Nothing changed: the result is the same to the bit.',
  ])
})

test('variants are told one by one, with those that are new and gone', () => {
  const before = runOf({ near: nightAt(100e6, ['gw-1']), far: nightAt(50e6, ['gw-1']) }, 2)
  const now = runOf({ near: nightAt(200e6, ['gw-1']), away: nightAt(50e6, ['gw-1']) }, 2)
  const lines = linesOf(factsOf(before, now))
  expect(lines).toEqual(expect.arrayContaining(['near', 'New variants: away', 'Gone variants: far']))
  expect(lines).not.toContain('far')
})

test('a warning is the same though its line has moved, and an old one that is mended has ended', () => {
  const place = {
    code: 'W-BINARY-UNITS',
    message: '`60 GB` is decimal.',
    at: 'night.yaml:17:45 jobs[0]',
    count: 1,
  }
  const other = { code: 'W-OVER-COMMITTED', message: 'Up to 8 tasks.', at: 'gw-1', count: 3 }
  const worlds = { base: nightAt(100e6, ['gw-1']) }
  const before = runOf(worlds, 2, [place, other])
  const now = runOf({ base: nightAt(200e6, ['gw-1']) }, 2, [{ ...place, at: 'night.yaml:19:45 jobs[0]' }])
  const text = linesOf(factsOf(before, now)).join('\n')
  expect(text).toContain('Ended: W-OVER-COMMITTED gw-1')
  expect(text).not.toContain('W-BINARY-UNITS')
  expect(linesOf(factsOf(now, before)).join('\n')).toContain('New: W-OVER-COMMITTED gw-1: Up to 8 tasks.')
})

test.each([30, 40, 60, 80, 120])('on %d columns no line is wider', (width) => {
  const lines = linesOf(factsOf(SLOW, FAST), width)
  expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(width)
})
