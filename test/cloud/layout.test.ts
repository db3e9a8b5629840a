/** The names of layouts, from who may use what alone. */
import { describe, expect, test } from 'vitest'
import { layoutOf } from '../../sim/model/cloud/index.ts'
import { tenant } from './worlds.ts'

/** `a: 1 2` is tenant a with gateways 1 and 2. */
const of = (...lines: string[]) =>
  layoutOf({
    tenants: lines.map((line) => {
      const [name, gateways] = line.split(': ') as [string, string]
      return tenant(name, gateways.split(' '))
    }),
  })

describe('one connected part', () => {
  test.each([
    ['one-to-one', ['a: 1']],
    ['many-to-one', ['a: 1', 'b: 1', 'c: 1']],
    ['one-to-many', ['a: 1 2 3']],
    ['many-to-many', ['a: 1 2', 'b: 1 2']],
    // Connected by b alone.
    ['many-to-many', ['a: 1', 'b: 1 2', 'c: 2']],
    // A chain: every tenant shares one gateway with the next.
    ['many-to-many', ['a: 1 2', 'b: 2 3', 'c: 3 4', 'd: 4 5']],
  ])('%s: %j', (name, lines) => {
    expect(of(...lines).name).toBe(name)
  })
})

describe('several parts', () => {
  test('that are alike are counted', () => {
    expect(of('a: 1', 'b: 1', 'c: 2', 'd: 2', 'e: 3', 'f: 3', 'g: 4', 'h: 4').name).toBe('4 x many-to-one')
    expect(of('a: 1', 'b: 2').name).toBe('2 x one-to-one')
    expect(of('a: 1 2', 'b: 3 4 5').name).toBe('2 x one-to-many')
  })

  test('that are unlike are mixed', () => {
    expect(of('a: 1', 'b: 1', 'c: 2 3').name).toBe('mixed')
  })

  test('are told per tenant', () => {
    const { ofTenant } = of('a: 1', 'b: 1', 'c: 2 3', 'd: 4', 'e: 5 6', 'f: 6 5')
    expect(Object.fromEntries(ofTenant)).toEqual({
      a: 'many-to-one',
      b: 'many-to-one',
      c: 'one-to-many',
      d: 'one-to-one',
      e: 'many-to-many',
      f: 'many-to-many',
    })
  })
})

test('gateways count once, however many tenants use them; unused ones do not count', () => {
  expect(of('a: 1 2', 'b: 2 3', 'c: 9')).toMatchObject({ tenants: 3, gateways: 4 })
})

test('a tenant and a gateway of the same name are two things', () => {
  expect(of('x: y', 'y: x').name).toBe('2 x one-to-one')
})

test('without tenants there is none', () => {
  expect(of()).toMatchObject({ name: 'none', tenants: 0, gateways: 0 })
})

test('the order of tenants and of their lists says nothing', () => {
  const lines = ['a: 1 2', 'b: 2 3', 'c: 4']
  const turned = [...lines].reverse().map((line) => line.replace('1 2', '2 1'))
  expect(of(...turned).name).toBe(of(...lines).name)
})
