import { describe, expect, test } from 'vitest'
import type { World } from '../../sim/model/index.ts'
import { good, issuesOf, scenario } from './helpers.ts'

const uncertain = (entries: string, sections: Readonly<Record<string, string>> = {}): string =>
  scenario({ ...sections, uncertain: entries })

const inputOf = (path: string, range: string) =>
  good(uncertain(`[{ path: ${path}, range: ${range} }]`)).uncertain[0]!

describe('uncertain', () => {
  test('keeps the ends of a range as they are written', () => {
    const { uncertain: inputs } = good(
      uncertain(
        '[{ path: servers.gw.nic, range: [900 Mbit/s, 2 Gbit/s] }, { path: servers.gw.count, range: [2, 4] }]',
      ),
    )
    expect(inputs.map(({ path, low, high }) => [path, low, high])).toEqual([
      ['servers.gw.nic', '900 Mbit/s', '2 Gbit/s'],
      ['servers.gw.count', '2', '4'],
    ])
  })

  test.each([
    // 900 + 1/2 x (2000 - 900) Mbit/s, and so on.
    ['servers.gw.nic', '[900 Mbit/s, 2 Gbit/s]', 0.5, '1450 Mbit/s'],
    ['jobs.nightly.machines.vm.changeRate', '[2 %, 8 %]', 1 / 3, '4 %'],
    ['jobs.nightly.machines.vm.changeRate', '[0.02, 8 %]', 0.5, '5 %'],
    ['jobs.nightly.reduction', '[1.5, 3]', 1 / 3, 2],
    ['failures.0.for', '[30 min, 1 h 30 min]', 0.5, '60 min'],
    ['failures.0.for', '[0, 1 h]', 0.5, '0.5 h'],
    ['jobs.nightly.reduction', '[1, 2]', 1 / 3, 1.33333],
  ])('between the ends of %s %s there are values in the same unit', (path, range, share, value) => {
    const input = inputOf(path, range)
    expect(input.valueAt(share)).toBe(value)
    expect(input.shareAt(share)).toBe(share)
  })

  test('what can only be whole goes in whole steps, and says where it really is', () => {
    const input = inputOf('servers.gw.count', '[2, 6]')
    // 2 + 1/3 x 4 = 3.33, which is 3: a quarter of the way.
    expect([input.valueAt(0), input.valueAt(1 / 3), input.valueAt(1)]).toEqual([2, 3, 6])
    expect(input.shareAt(1 / 3)).toBe(0.25)
  })

  test('a range changes nothing in what runs, nor in what a finished study is worth', () => {
    const [with_, without] = [
      good(uncertain('[{ path: servers.gw.count, range: [2, 6] }]')),
      good(scenario()),
    ]
    expect(with_.variants).toEqual(without.variants)
    expect(with_.hash).toBe(without.hash)
  })

  test('ranges are about the first variant', () => {
    const loaded = good(
      uncertain('[{ path: servers.gw.nic, range: [1 Gbit/s, 2 Gbit/s] }]', {
        experiment: '{ factors: [{ path: servers.gw.count, values: [5, 6] }] }',
      }),
    )
    const world = loaded.worldWith([{ path: 'servers.gw.nic', value: '2 Gbit/s' }]) as World
    const gateways = world.servers.filter(({ name }) => name.startsWith('gw'))
    expect(gateways.map(({ nic }) => nic.in)).toEqual(Array(5).fill(250e6))
  })

  test('a world with several other values is checked as a whole', () => {
    const loaded = good(scenario())
    expect(loaded.worldWith([{ path: 'servers.gw.count', value: -1 }])).toMatchObject({ code: 'E-VALUE' })
    expect(loaded.worldWith([{ path: 'servers.gww.count', value: 1 }])).toMatchObject({ code: 'E-PATH' })
  })

  test.each([
    [
      'an end that is no valid scenario',
      'servers.gw.nic',
      '[1 Gbit/s, 10 Gb]',
      'uncertain[0].range[1]',
      'E-UNCERTAIN',
      '`10 Gb`',
    ],
    [
      'a unit of another kind',
      'servers.gw.nic',
      '[5 min, 10 min]',
      'uncertain[0].range[0]',
      'E-UNCERTAIN',
      'E-UNIT',
    ],
    ['a missing unit', 'servers.gw.nic', '[1, 2]', 'uncertain[0].range[0]', 'E-UNCERTAIN', 'E-UNIT-MISSING'],
    [
      'a share above the whole',
      'jobs.nightly.machines.vm.used',
      '[50 %, 150 %]',
      'uncertain[0].range[1]',
      'E-UNCERTAIN',
      'E-RANGE',
    ],
    [
      'two quantities of different kinds',
      'servers.gw.nic',
      '[1 Gbit/s, 5 min]',
      'uncertain[0].range[1]',
      'E-UNCERTAIN',
      'E-UNIT',
    ],
    [
      'words',
      'repositories.nas.type',
      '[smb, nfs]',
      'uncertain[0].range',
      'E-VALUE',
      '`smb` and `nfs` are no range',
    ],
    [
      'a falling range',
      'servers.gw.nic',
      '[2 Gbit/s, 900 Mbit/s]',
      'uncertain[0].range',
      'E-RANGE',
      '`[900 Mbit/s, 2 Gbit/s]`',
    ],
    [
      'equal ends',
      'servers.gw.nic',
      '[1 Gbit/s, 1000 Mbit/s]',
      'uncertain[0].range',
      'E-RANGE',
      'nothing is uncertain',
    ],
    [
      'three values',
      'servers.gw.count',
      '[1, 2, 3]',
      'uncertain[0].range',
      'E-VALUE',
      'expected the smallest and the largest',
    ],
    ['no list', 'servers.gw.count', '4', 'uncertain[0].range', 'E-VALUE', '[2 %, 8 %]'],
    [
      'an entry that is not there',
      'servers.gww.count',
      '[1, 2]',
      'uncertain[0].path',
      'E-PATH',
      'Did you mean `gw`?',
    ],
    [
      'a key that is not there',
      'servers.gw.cuont',
      '[1, 2]',
      'uncertain[0].range[0]',
      'E-UNCERTAIN',
      'Did you mean `count`?',
    ],
    ['no path at all', '"..x"', '[1, 2]', 'uncertain[0].path', 'E-PATH', 'is not a path'],
    [
      'what is no part of the world',
      'experiment.replications',
      '[1, 2]',
      'uncertain[0].path',
      'E-PATH',
      'would change nothing',
    ],
  ])('%s is refused, at its place', (_, path, range, at, code, says) => {
    const text = `${scenario({ experiment: '{ replications: 3 }' })}\nuncertain:\n  - path: ${path}\n    range: ${range}\n`
    const issues = issuesOf(text)
    const [issue] = issues
    expect(issue).toMatchObject({ code, path: at })
    expect(issue!.message).toContain(says)
    const lines = text.split('\n')
    const line = lines.findIndex((it) => it.trimStart().startsWith(at.endsWith('path') ? '- path' : 'range'))
    expect(issue!.line).toBe(line + 1)
    const place = lines[line]!.slice(issue!.column - 1)
    const value = at.endsWith('[1]')
      ? range.split(', ')[1]!
      : at.endsWith('[0]')
        ? range.slice(1).split(',')[0]!
        : at.endsWith('path')
          ? path
          : range
    expect(place.startsWith(value)).toBe(true)
  })

  test('a second range for the same key is refused, however it is written', () => {
    const text = uncertain(
      '[{ path: servers.gw.count, range: [1, 2] }, { path: \'servers["gw"].count\', range: [1, 3] }]',
    )
    expect(issuesOf(text)).toMatchObject([{ code: 'E-DUPLICATE-NAME', path: 'uncertain[1]' }])
  })

  test('an entry without path or range, or with other keys, is refused', () => {
    const text = uncertain(
      '[{ range: [1, 2] }, { path: servers.gw.count }, { path: servers.gw.cores, rang: [1, 2] }]',
    )
    expect(issuesOf(text).map(({ code, path }) => [code, path])).toEqual([
      ['E-MISSING', 'uncertain[0]'],
      ['E-MISSING', 'uncertain[1]'],
      ['E-MISSING', 'uncertain[2]'],
      ['E-UNKNOWN-KEY', 'uncertain[2].rang'],
    ])
  })

  test('in a file with errors the ends are not tried, so that nothing is said twice', () => {
    const text = uncertain('[{ path: servers.gw.count, range: [1, 2] }]', { links: '[{ name: wan }]' })
    expect(issuesOf(text).filter(({ path }) => path.startsWith('uncertain'))).toEqual([])
  })
})
