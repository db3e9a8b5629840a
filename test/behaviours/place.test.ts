/** Where a gateway stands decides what crosses the line between two sites. */
import { expect, test } from 'vitest'
import type { Repository } from '../../sim/model/index.ts'
import { appliance } from '../model/estates.ts'
import { but, estate, GB, gb, job, machine, otherwise, passed, share, vm } from './worlds.ts'

/** 40 GB at 2:1 from a proxy in `hq` to a store in `dr`: what crosses the line, and what g1 takes in and sends out, in GB. */
const night = (gatewayIn: string, store: Repository, list = [machine('vm', 40 * GB)]) => {
  const facts = estate([job('nightly', store.name, list, { reduction: 2, newShare: 1 })], {
    servers: but(otherwise('g1', { site: gatewayIn })),
    repositories: [store],
  })
  const { gateway, gatewayBytesIn, gatewayBytesOut } = facts.tasks[0]!
  expect(gateway).toBe('g1')
  return { line: passed(facts, 'wan'), in: gb(gatewayBytesIn), out: gb(gatewayBytesOut) }
}

test('S30 a listed gateway far from the repository sends the repository side over the slow line, a near one only the proxy side', () => {
  // The proxy sends 20 GB; the share wants data inflated, so that the gateway sends 40 GB on.
  const inflated = share('store', ['g1'], { site: 'dr', decompress: true })
  expect(night('hq', inflated)).toEqual({ line: [40, 0], in: 20, out: 40 })
  expect(night('dr', inflated)).toEqual({ line: [20, 0], in: 20, out: 40 })
  // Proxy and share in one site, the gateway in the other: both sides cross, one there and one back.
  expect(night('dr', share('store', ['g1'], { decompress: true }))).toEqual({
    line: [20, 40],
    in: 20,
    out: 40,
  })
})

test('S31 with source-side deduplication a gateway near the proxy puts fewer bytes on the line than one near the appliance', () => {
  // Of a full of 40 GB the proxy sends 20 GB, and a tenth of the inflated 40 GB is new to the appliance.
  const full = [vm('vm', 40 * GB)]
  const dd = appliance('dd', ['g1'], { site: 'dr' })
  expect(night('hq', dd, full)).toEqual({ line: [4, 0], in: 20, out: 4 })
  expect(night('dr', dd, full)).toEqual({ line: [20, 0], in: 20, out: 4 })
  // Without it everything leaves the gateway, and the near one is the better again.
  const plain = appliance('dd', ['g1'], { site: 'dr', sourceSideDedup: { full: 1, increment: 1 } })
  expect(night('hq', plain, full).line).toEqual([40, 0])
  expect(night('dr', plain, full).line).toEqual([20, 0])
})
