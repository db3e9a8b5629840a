import { describe, expect, test } from 'vitest'
import { Network } from '../../sim/flow/index.ts'

const over = (...resources: number[]) => resources.map((resource) => ({ resource, coefficient: 1 }))

describe('a transfer', () => {
  test('that is stopped and started again with what was left moves its bytes once', () => {
    const network = new Network()
    const link = network.addResource(10)
    const path = [{ resource: link, coefficient: 0.5 }]
    const first = network.start({ path, bytes: 100, cap: 8, weight: 1 }, 0)
    network.share(0)
    expect(network.rate(first)).toBe(8)
    const end = network.stop(first, 5)
    network.share(5)
    expect(end).toMatchObject({ left: 60 })
    const second = network.start({ path, bytes: end.left, cap: Infinity, weight: 1 }, 50)
    expect(network.rate(second)).toBe(0)
    network.share(50)
    expect(network.rate(second)).toBe(20)
    expect(network.nextDue()).toBe(53)
    expect(network.takeDue(53)[0]).toMatchObject({ left: 0 })
    network.share(53)
    expect(network.useIntegral(link, 60)).toBe(50)
  })

  test('that is stopped in the instant in which it starts has all its bytes left', () => {
    const network = new Network()
    const id = network.start({ path: over(network.addResource(10)), bytes: 7, cap: Infinity, weight: 1 }, 1)
    expect(network.stop(id, 1).left).toBe(7)
    network.share(1)
    expect([network.nextDue(), network.transfersInProgress]).toEqual([Infinity, 0])
  })

  test('tells how long each resource and its own cap limited it', () => {
    const network = new Network()
    const [near, far] = [network.addResource(10), network.addResource(6)]
    const id = network.start({ path: over(near, far), bytes: 100, cap: 5, weight: 1 }, 0)
    network.share(0)
    network.setCap(id, Infinity, 2)
    network.share(2)
    network.setCapacity(near, 4, 5)
    network.share(5)
    const out = new Float64Array(3)
    expect(network.limitedTimes(id, 9, out)).toBe(2)
    expect([...out]).toEqual([4, 3, 2])
    expect([...network.stop(id, 9).limited]).toEqual([4, 3, 2])
  })

  test('faults when it is impossible, unknown, or late', () => {
    const network = new Network()
    const link = network.addResource(10)
    const spec = { path: over(link), bytes: 1, cap: Infinity, weight: 1 }
    expect(() => network.start({ ...spec, bytes: 0 }, 0)).toThrow('impossible: 0 bytes')
    expect(() => network.start({ ...spec, weight: Number.NaN }, 0)).toThrow('weight NaN')
    expect(() => network.start({ ...spec, path: over(7) }, 0)).toThrow('resource 7: does not exist')
    expect(() => network.start({ ...spec, path: [{ resource: link, coefficient: 0 }] }, 0)).toThrow(
      'coefficient 0',
    )
    expect(() => network.stop(0, 0)).toThrow('transfer 0: is not in progress')
    network.start(spec, 3)
    expect(() => network.share(2)).toThrow('already t=3 s')
    expect(() => network.share(4)).toThrow('the changes at t=3 s were not shared')
  })
})

describe('a resource', () => {
  test('tells when it becomes saturated and when not, once per share and in order', () => {
    const told: string[] = []
    const network = new Network({
      saturationChanged: (resource, saturated, now) => told.push(`${now}: ${resource} ${saturated}`),
    })
    const [one, two, wide] = [network.addResource(10), network.addResource(10), network.addResource(Infinity)]
    const start = (cap: number, now: number) =>
      network.start({ path: over(wide, two, one), bytes: 1000, cap, weight: 1 }, now)
    const first = start(9.99, 0)
    network.share(0)
    network.setCap(first, 9.98, 10)
    network.share(10)
    start(5, 30)
    network.share(30)
    network.stop(first, 31)
    network.share(31)
    expect(told).toEqual([
      '0: 0 true',
      '0: 1 true',
      '10: 0 false',
      '10: 1 false',
      '30: 0 true',
      '30: 1 true',
      '31: 0 false',
      '31: 1 false',
    ])
    expect([one, two, wide].map((id) => network.saturatedTime(id, 50))).toEqual([11, 11, 0])
    expect([network.use(wide), network.capacity(one)]).toEqual([5, 10])
  })

  test('can go when nothing crosses it, and its id is fresh again', () => {
    const network = new Network()
    const [trunk, old] = [network.addResource(10), network.addResource(4)]
    const spec = { path: over(trunk, old), bytes: 8, cap: Infinity, weight: 1 }
    network.start(spec, 0)
    network.share(0)
    expect(() => network.removeResource(old)).toThrow('while transfers cross it')
    network.takeDue(2)
    network.share(2)
    network.removeResource(old)
    const young = network.addResource(8)
    expect([young, network.useIntegral(young, 2), network.useIntegral(trunk, 2)]).toEqual([old, 0, 8])
    const id = network.start(spec, 2)
    network.share(2)
    expect([network.rate(id), network.limiter(id), network.nextDue()]).toEqual([8, 1, 3])
  })

  test('may come and go by the thousand with transfers of their own', () => {
    const network = new Network()
    const trunk = network.addResource(100)
    for (let i = 0; i < 5000; i++) {
      const own = network.addResource(1 + (i % 7))
      const id = network.start({ path: over(own, trunk), bytes: 5, cap: Infinity, weight: 1 }, i)
      network.share(i)
      expect(network.rate(id)).toBe(1 + (i % 7))
      if (network.takeDue(i + 1).length === 0) network.stop(id, i + 1)
      network.share(i + 1)
      network.removeResource(own)
    }
    expect(network.certificate()).toEqual([])
  })

  test('that is unlimited joins nobody: each side of it is shared alone', () => {
    const network = new Network()
    const [left, right, hub] = [network.addResource(6), network.addResource(8), network.addResource(Infinity)]
    const a = network.start({ path: over(left, hub), bytes: 100, cap: Infinity, weight: 1 }, 0)
    const b = network.start({ path: over(right, hub), bytes: 100, cap: Infinity, weight: 1 }, 0)
    network.share(0)
    network.setCapacity(left, 2, 1)
    network.share(1)
    expect([network.rate(a), network.rate(b), network.use(hub)]).toEqual([2, 8, 10])
    network.setCapacity(hub, 6, 2)
    network.share(2)
    expect([network.rate(a), network.rate(b), network.isSaturated(hub)]).toEqual([2, 4, true])
    network.setCapacity(hub, Infinity, 3)
    network.share(3)
    expect([network.rate(b), network.useIntegral(hub, 4), network.saturatedTime(hub, 4)]).toEqual([8, 40, 1])
  })
})
