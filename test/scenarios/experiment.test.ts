import { describe, expect, test } from 'vitest'
import { parseConstraint } from '../../scenarios/experiment/constraints.ts'
import { codesOf, good, issuesOf, scenario } from './helpers.ts'

const variants = (experiment: string, sections: Readonly<Record<string, string>> = {}) =>
  good(scenario({ ...sections, experiment })).variants
const gateways = '{ name: gateways, path: servers.gw.count, values: [1, 2] }'
const slots = '{ name: slots, path: repositories.nas.maxTasks, values: { from: 3, to: 5 } }'

describe('variants', () => {
  test('without factors and variants there is one, named base', () => {
    expect(variants('{ replications: 3 }').map(({ name, factors }) => [name, factors])).toEqual([
      ['base', {}],
    ])
  })

  test('factors make a grid in order of declaration', () => {
    const grid = variants(`{ factors: [${gateways}, ${slots}] }`)
    expect(grid.map(({ name }) => name)).toEqual([
      'gateways=1, slots=3',
      'gateways=1, slots=4',
      'gateways=1, slots=5',
      'gateways=2, slots=3',
      'gateways=2, slots=4',
      'gateways=2, slots=5',
    ])
    expect(grid[5]!.factors).toEqual({ gateways: 2, slots: 5 })
    expect(grid[5]!.world.repositories[0]!.maxTasks).toBe(5)
    expect(grid[0]!.world.servers.filter(({ name }) => name.startsWith('gw'))).toHaveLength(1)
  })

  test('a factor without a name is called by its path; text and maps are values too', () => {
    const grid = variants(
      '{ factors: [{ path: servers.gw.nic, values: [1 Gbit/s, { in: 1 Gbit/s, out: 2 Gbit/s }] }] }',
    )
    expect(grid.map(({ name }) => name)).toEqual([
      'servers.gw.nic=1 Gbit/s',
      'servers.gw.nic={"in":"1 Gbit/s","out":"2 Gbit/s"}',
    ])
  })

  test('named patches are variants, also one that sets nothing', () => {
    const list = variants(
      '{ variants: [{ name: today }, { name: more, set: { servers.gw.count: 4, horizon: 48 h } }] }',
    )
    expect(list.map(({ name }) => name)).toEqual(['today', 'more'])
    expect(list[1]!.world).toMatchObject({ horizon: 172_800 })
    expect(list[0]!.world.servers).toHaveLength(5)
    expect(list[1]!.world.servers).toHaveLength(7)
  })

  test('named patches cross with factors', () => {
    expect(
      variants(`{ variants: [{ name: a }, { name: b, set: { horizon: 2 d } }], factors: [${gateways}] }`).map(
        ({ name }) => name,
      ),
    ).toEqual(['a, gateways=1', 'a, gateways=2', 'b, gateways=1', 'b, gateways=2'])
  })

  test('constraints leave points out without a word', () => {
    const { variants: list, warnings } = good(
      scenario({
        experiment: `{ factors: [${gateways}, ${slots}], constraints: ["slots <= 2 * gateways + 1"] }`,
      }),
    )
    expect(list.map(({ name }) => name)).toEqual([
      'gateways=1, slots=3',
      'gateways=2, slots=3',
      'gateways=2, slots=4',
      'gateways=2, slots=5',
    ])
    expect(warnings.map(({ code }) => code)).toEqual(['W-ASSUMED'])
  })

  test('a point that is no valid scenario is reported and left out', () => {
    const experiment = '{ factors: [{ name: gateways, path: servers.gw.count, values: [0, 1] }] }'
    const { variants: list, warnings } = good(scenario({ experiment }))
    expect(list.map(({ name }) => name)).toEqual(['gateways=1'])
    const left = warnings.find(({ code }) => code === 'W-POINT-LEFT-OUT')!
    expect(left.message).toContain(
      '`gateways=0` is no valid scenario and is left out: repositories[0].gateway:',
    )
    expect(left.message).toContain('[E-NO-GATEWAY]')
  })

  test('when no point is left, the errors are errors, each once', () => {
    const experiment = '{ factors: [{ name: gateways, path: servers.gw.count, values: [1, 2] }] }'
    const issues = issuesOf(scenario({ experiment, horizon: '5' })).filter(
      ({ severity }) => severity === 'error',
    )
    expect(issues).toMatchObject([{ code: 'E-UNIT-MISSING', path: 'horizon' }])
  })

  test('a named patch that is no valid scenario is an error at the value of the patch', () => {
    const issue = issuesOf(
      scenario({ experiment: '{ variants: [{ name: a }, { name: b, set: { servers.gw.cores: none } }] }' }),
    )[0]
    expect(issue).toMatchObject({ code: 'E-VALUE', path: 'servers[2].cores', line: 5, severity: 'error' })
  })

  test('warnings of several variants are said once', () => {
    const codes = codesOf(scenario({ failures: '[]', experiment: `{ factors: [${gateways}] }` }))
    expect(codes).toEqual(['W-NO-FAILURE-MODEL'])
  })
})

describe('constraints', () => {
  const check = (text: string, factors: Record<string, string | number>): boolean => {
    const read = parseConstraint(text)
    if ('refusal' in read) throw new Error(read.refusal)
    return read.test(factors)
  }

  test('arithmetic with brackets and precedence', () => {
    expect(check('a <= 2 * (b + 1)', { a: 6, b: 2 })).toBe(true)
    expect(check('a < 2 * b + 1', { a: 5, b: 2 })).toBe(false)
    expect(check('a - 1 >= b / 2', { a: 2, b: 2 })).toBe(true)
    expect(check('a != b', { a: 2, b: 2 })).toBe(false)
    expect(check('layout == "ring"', { layout: 'ring' })).toBe(true)
  })

  test.each(['a <', '<= 2', 'a = 2', 'a + 2', 'a <= (b', 'a <= b c', 'a <= $', ''])(
    '`%s` is no condition',
    (text) => {
      expect(parseConstraint(text)).toHaveProperty('refusal')
    },
  )
})

describe('expectations', () => {
  test('are read with their units', () => {
    const expectations =
      '[failureRate <= 1 %, "p95(sessionDuration) <= 8 h", "share(backupWindow > 8 h) <= 5 %", { metric: throughput, op: ">=", value: 1 GB/s, variant: "ba*", confidence: 99 % }]'
    expect(good(scenario({ expect: expectations })).expect).toEqual([
      {
        text: 'failureRate <= 1 %',
        term: { of: 'mean', metric: 'failureRate' },
        op: '<=',
        limit: 0.01,
        unit: 'share',
      },
      {
        text: 'p95(sessionDuration) <= 8 h',
        term: { of: 'quantile', metric: 'sessionDuration', q: 0.95 },
        op: '<=',
        limit: 28_800,
        unit: 's',
      },
      {
        text: 'share(backupWindow > 8 h) <= 5 %',
        term: { of: 'share', metric: 'backupWindow', op: '>', limit: 28_800 },
        op: '<=',
        limit: 0.05,
        unit: 'share',
      },
      {
        text: 'throughput >= 1 GB/s',
        term: { of: 'mean', metric: 'throughput' },
        op: '>=',
        limit: 1e9,
        unit: 'B/s',
        variant: 'ba*',
        confidence: 0.99,
      },
    ])
    expect(good(scenario()).expect).toEqual([])
  })

  test('that are about no variant, or contradict each other, are refused', () => {
    const lost = '[{ metric: failureRate, op: "<=", value: 1 %, variant: bas }]'
    expect(issuesOf(scenario({ expect: lost }))).toMatchObject([
      {
        code: 'E-REFERENCE',
        path: 'expect[0].variant',
        message: 'There is no variant `bas`. Did you mean `base`?',
      },
    ])
    const torn = '[failureRate <= 1 %, backupWindow <= 8 h, failureRate >= 2 %]'
    expect(issuesOf(scenario({ expect: torn }))).toMatchObject([
      { code: 'E-EXPECT', message: '`failureRate <= 1 %` and `failureRate >= 2 %` cannot both hold.' },
    ])
  })

  test('have a shape', () => {
    const issues = issuesOf(scenario({ expect: '[5, { metric: a, op: "=<", value: 1 }, { metric: a }]' }))
    expect(issues.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'E-EXPECT expect[0]',
      'E-VALUE expect[1].op',
      'E-MISSING expect[2]',
      'E-MISSING expect[2]',
    ])
  })
})
