import { describe, expect, test } from 'vitest'
import type { LoadOptions } from '../../scenarios/index.ts'
import { good, issuesOf, load, scenario } from './helpers.ts'

const GATEWAYS = '{ name: gateways, path: servers.gw.count, values: [1, 2] }'
const SLOTS = '{ name: slots, path: repositories.nas.maxTasks, values: [3, 4] }'

type Asked = Pick<LoadOptions, 'factors' | 'factorOption' | 'constraints' | 'mostPoints' | 'sample'>

const names = (options: Asked, experiment?: string): readonly string[] =>
  good(scenario(experiment === undefined ? {} : { experiment }), options).variants.map(({ name }) => name)

const firstIssue = (options: Asked, experiment?: string) =>
  issuesOf(scenario(experiment === undefined ? {} : { experiment }), options).find(
    ({ severity }) => severity === 'error',
  )

describe('factors of the command line', () => {
  test.each([
    ['servers.gw.count=1..4', ['1', '2', '3', '4']],
    ['servers.gw.count=1,2,4', ['1', '2', '4']],
    ['servers.gw.count=1..7..3', ['1', '4', '7']],
    ['servers.gw.count=1..3,8', ['1', '2', '3', '8']],
    ['jobs.nightly.machines.vm.changeRate=0.5..0.8..0.1', ['0.5', '0.6', '0.7', '0.8']],
    ['servers.gw.nic=1 Gbit/s, 10 Gbit/s', ['1 Gbit/s', '10 Gbit/s']],
    ['servers.gw.nic={ in: 1 Gbit/s, out: 2 Gbit/s }', ['{"in":"1 Gbit/s","out":"2 Gbit/s"}']],
  ])('%s', (text, values) => {
    const path = text.slice(0, text.indexOf('='))
    expect(names({ factors: [text] })).toEqual(values.map((value) => `${path}=${value}`))
  })

  test('may have a short name, and cross in the order in which they are given', () => {
    const list = names({
      factors: ['gateways:servers.gw.count=1,2', 'slots : repositories["nas"].maxTasks=3..4'],
    })
    expect(list).toEqual([
      'gateways=1, slots=3',
      'gateways=1, slots=4',
      'gateways=2, slots=3',
      'gateways=2, slots=4',
    ])
  })

  test('take the place of the factor of the same path in the file, which keeps its name', () => {
    const experiment = `{ factors: [${GATEWAYS}, ${SLOTS}], constraints: ["slots <= gateways"] }`
    expect(names({ factors: ['servers["gw"].count=3,4'] }, experiment)).toEqual([
      'gateways=3, slots=3',
      'gateways=4, slots=3',
      'gateways=4, slots=4',
    ])
    expect(names({ factors: ['n:servers.gw.count=3'] }, `{ factors: [${GATEWAYS}] }`)).toEqual(['n=3'])
  })

  test('are added to the other factors of the file and crossed with its variants', () => {
    const experiment = `{ factors: [${SLOTS}], variants: [{ name: a }, { name: b, set: { horizon: 2 d } }] }`
    expect(names({ factors: ['servers.gw.count=7'] }, experiment)).toEqual([
      'a, slots=3, servers.gw.count=7',
      'a, slots=4, servers.gw.count=7',
      'b, slots=3, servers.gw.count=7',
      'b, slots=4, servers.gw.count=7',
    ])
  })

  test('count like those of the file: the hash is the same, and changes with the values', () => {
    const written = good(scenario({ experiment: `{ factors: [${GATEWAYS}] }` })).hash
    const asked = (text: string): string => good(scenario(), { factors: [text] }).hash
    expect(asked('gateways:servers.gw.count=1,2')).toBe(written)
    expect(asked('gateways:servers.gw.count=1..2')).toBe(written)
    expect(asked('gateways:servers.gw.count=1..3')).not.toBe(written)
    expect(asked('n:servers.gw.count=1..2')).not.toBe(written)
  })

  test('the hash knows neither the number of replications nor the confidence', () => {
    const hash = (experiment: string): string => good(scenario({ experiment })).hash
    const more = `{ replications: { min: 5, max: 500 }, confidence: 99 %, factors: [${GATEWAYS}] }`
    expect(hash(more)).toBe(hash(`{ replications: 3, factors: [${GATEWAYS}] }`))
    expect(hash('{ replications: 3 }')).toBe(good(scenario()).hash)
  })

  test.each([
    ['servers.gw.count', 'E-FACTOR', 1, 'is no factor'],
    ['servers.gw.count=', 'E-FACTOR', 1, 'gives no values'],
    ['servers.gw.count=8..1', 'E-FACTOR', 18, 'runs nowhere'],
    ['servers.gw.count=1..8..0', 'E-FACTOR', 18, 'runs nowhere'],
    ['servers.gw.count=1..5000000', 'E-GRID-SIZE', 18, '5000000 values'],
    ['servers.gww.count=1..8', 'E-PATH', 1, 'Did you mean `gw`?'],
    ['server.gw.count=1..8', 'E-PATH', 1, 'Did you mean `servers`?'],
    ['servers.gw.count=[1', 'E-YAML-SYNTAX', 21, ''],
  ])('%s is refused with its number and place', (text, code, column, says) => {
    const issue = firstIssue({ factors: ['repositories.nas.maxTasks=4', text] })
    expect(issue).toMatchObject({ code, file: '--factor', line: 2, column })
    expect(issue!.message).toContain(says)
  })

  test('a value that no point can take is reported where it was typed', () => {
    expect(firstIssue({ factors: ['servers.gw.count=many'] })).toMatchObject({
      code: 'E-VALUE',
      file: '--factor',
      line: 1,
      column: 18,
    })
  })

  test('the option may be called otherwise', () => {
    expect(firstIssue({ factors: ['gw'], factorOption: '--vary' })).toMatchObject({ file: '--vary', line: 1 })
  })

  test('the same path twice is refused, whatever the names', () => {
    const issue = firstIssue({ factors: ['a:servers.gw.count=1,2', 'b:servers["gw"].count=3'] })
    expect(issue).toMatchObject({ code: 'E-DUPLICATE-NAME', line: 2 })
  })

  test('a factor that would undo what a variant sets is refused', () => {
    const experiment = '{ variants: [{ name: few, set: { servers.gw.count: 1 } }] }'
    const issue = firstIssue({ factors: ['servers.gw.count=1..8'] }, experiment)
    expect(issue).toMatchObject({ code: 'E-EXCLUSIVE', file: '--factor', line: 1 })
    expect(names({ factors: ['servers.gw.cores=8,16'] }, experiment)).toHaveLength(2)
  })
})

describe('constraints of the command line', () => {
  test('are added to those of the file', () => {
    const experiment = `{ factors: [${GATEWAYS}, ${SLOTS}], constraints: ["slots >= 4"] }`
    expect(names({ constraints: ['gateways > 1'] }, experiment)).toEqual(['gateways=2, slots=4'])
    const single = `{ factors: [${GATEWAYS}, ${SLOTS}], constraints: "slots >= 4" }`
    expect(names({ constraints: ['gateways > 1'] }, single)).toEqual(['gateways=2, slots=4'])
  })

  test('are refused where they were typed', () => {
    const experiment = `{ factors: [${GATEWAYS}] }`
    expect(firstIssue({ constraints: ['gateways > 1', 'gateway < 3'] }, experiment)).toMatchObject({
      code: 'E-CONSTRAINT',
      file: '--constraint',
      line: 2,
      message: 'There is no factor `gateway`. Did you mean `gateways`?',
    })
  })
})

describe('a grid of a million points', () => {
  const factors = ['servers.gw.count=1..1000', 'repositories.nas.maxTasks=1..1000']

  test('is refused before any world is built', () => {
    expect(firstIssue({ factors })).toMatchObject({
      code: 'E-GRID-SIZE',
      message: 'The experiment has 1000000 variants, the limit is 10000.',
    })
  })

  test('tell how many of them are built, left out ones not', () => {
    const told: (readonly [number, number])[] = []
    // A constraint leaves 2 x 2 - 1 points.
    good(scenario(), {
      factors: ['n:servers.gw.count=1,2', 'slots:repositories.nas.maxTasks=1,2'],
      constraints: ['slots <= n'],
      built: (points, of) => told.push([points, of]),
    })
    expect(told).toEqual([
      [1, 3],
      [2, 3],
      [3, 3],
    ])
  })

  test('can be counted, with its constraints, and looked at by its first valid point', () => {
    const sample = good(scenario(), {
      factors: ['n:servers.gw.count=0..999', 'slots:repositories.nas.maxTasks=1..1000'],
      constraints: ['slots <= n + 1'],
      mostPoints: 1_000_000,
      sample: true,
    })
    // 1 + 2 + ... + 1000; no gateway at all is no valid scenario.
    expect(sample.points).toBe(500_500)
    expect(sample.variants.map(({ name }) => name)).toEqual(['n=1, slots=1'])
  })

  test('that is larger still is not even counted', () => {
    const result = load(scenario(), { factors: ['servers.gw.count=1..100000', factors[1]!], mostPoints: 1e9 })
    expect(result).toMatchObject({ ok: false, issues: [{ code: 'E-GRID-SIZE' }] })
  })
})
