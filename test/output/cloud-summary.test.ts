/** The summary of a provider's run: layout, cloud gateways, tenants. */
import { describe, expect, test } from 'vitest'
import { PLAIN, type RunView, summaryLines, widthOf } from '../../output/index.ts'
import { type ReplicationResult, ReplicationRun, summarise } from '../../sim/experiment/index.ts'
import { layoutOf, type World } from '../../sim/model/index.ts'
import { cloudGateway, machine, narrow, offsite, provider, tenant } from '../cloud/worlds.ts'
import { GB, MB, machines } from '../model/worlds.ts'

/** Three tenants with lines of 100 MB/s over cloud gateways of 50 MB/s and one that limits nobody. */
const CROWDED = provider(
  [narrow('cgw-1', 50 * MB), cloudGateway('cgw-2')],
  [
    tenant('blue', ['cgw-1'], { uplink: { up: 100 * MB, down: 100 * MB } }),
    tenant('green', ['cgw-1'], { uplink: { up: 100 * MB, down: 100 * MB } }),
    tenant('red', ['cgw-2'], { uplink: { up: 100 * MB, down: 100 * MB } }),
  ],
  [
    offsite('blue', machines(2, 5 * GB)),
    offsite('green', [machine('vm', 5 * GB)]),
    offsite('red', [machine('vm', 5 * GB)]),
  ],
)
const SHARED = provider(
  [cloudGateway('cgw-1'), cloudGateway('cgw-2')],
  [tenant('blue', ['cgw-1', 'cgw-2']), tenant('red', ['cgw-1', 'cgw-2'])],
  [offsite('blue', machines(2, 5 * GB)), offsite('red', [machine('vm', 5 * GB)])],
)

function resultsOf(variant: string, world: World): readonly ReplicationResult[] {
  return [1, 2].map((replication) => {
    const run = new ReplicationRun({ name: variant, world }, { seed: 1, replication })
    while (!run.advance(1_000_000));
    return run.result()
  })
}

function viewOf(worlds: Readonly<Record<string, World>>): RunView {
  const variants = Object.entries(worlds).map(([variant, world]) => ({
    variant,
    replications: resultsOf(variant, world),
  }))
  return {
    name: 'A provider',
    description: '',
    horizon: CROWDED.horizon,
    clock: CROWDED.clock,
    replications: 2,
    confidence: 0.95,
    variants: Object.entries(worlds).map(([name, { cloud }]) => ({
      name,
      factors: {},
      layout: cloud && layoutOf(cloud),
    })),
    rows: summarise(variants, 0.95).rows,
    results: variants.flatMap(({ replications }) => replications),
    warnings: [],
    folder: 'results/provider',
    fingerprint: '0',
  }
}

const one = viewOf({ base: CROWDED })
const two = viewOf({ crowded: CROWDED, shared: SHARED })
const linesOf = (view: RunView, width: number) => summaryLines(view, { width, style: PLAIN })

describe('one variant', () => {
  const text = linesOf(one, 80).join('\n')

  test('the layout stands in the words of the document, with its size', () => {
    expect(text).toContain('Layout: mixed, 2 cloud gateways, 3 tenants')
  })

  test('cloud gateways stand in a block of their own, with tenants and peak of connections', () => {
    expect(text).toMatch(/^cloud gateway +bytes in +tasks +tenants +peak +busy +saturated +down$/m)
    expect(text).toMatch(/^cgw-1 +█+ +14\.0 GiB +3 +2 +3 /m)
    expect(text).toMatch(/^cgw-2 +█*[▏▎▍▌▋▊▉]? +4\.7 GiB +1 +1 +1 /m)
    expect(text).toMatch(/^gateway +bytes in .*\ng1 +█+ +18\.6 GiB/m)
  })

  test('tenants that got less than their line allows are named, with the stage that held them back', () => {
    expect(text.replace(/\s+/g, ' ')).toContain('2 got less than 90 % of what their line allows. Fairness 0.')
    expect(text).toMatch(/^blue +3\d\.?\d? % .* cloud gateway +0 of 2 +Success$/m)
    expect(text).toMatch(/^green +25 % .* cloud gateway/m)
    expect(text).not.toMatch(/^red /m)
  })
})

test('variants show the layout that each really is', () => {
  const text = linesOf(two, 80).join('\n')
  expect(text).toMatch(/^crowded +mixed /m)
  expect(text).toMatch(/^shared +many-to-many /m)
})

test.each([40, 50, 60, 80, 100, 140, 200])('on %d columns no line is wider', (width) => {
  for (const view of [one, two]) {
    expect(Math.max(...linesOf(view, width).map(widthOf))).toBeLessThanOrEqual(width)
  }
})
