import { describe, expect, it } from 'vitest'
import { bytesWithin, pathsOf } from '../../../output/page/browser/paths.ts'
import { topologyPicture } from '../../../output/page/browser/pictures/topology.ts'
import { drawn, GIB, night, type Row } from './nights.ts'

function task(more: Row): Row {
  return { job: 'nightly', repository: 'nas', direction: 'backup', ...more }
}

function flow(more: Row): Row {
  return { kind: 'server', repository: 'nas', direction: 'backup', ...more }
}

const throughGateway = {
  proxy: 'p-1',
  gateway: 'gw-1',
  gatewayBytesIn: 3 * GIB,
  gatewayBytesOut: GIB,
  transferredBytes: 3 * GIB,
}

function links(picture: ReturnType<typeof topologyPicture>): readonly (readonly [string, string, number])[] {
  const [{ links: all }] = drawn(picture!).series as unknown as [
    { links: { source: string; target: string; value: number }[] },
  ]
  return all.map(({ source, target, value }) => [source, target, value / GIB] as const)
}

describe('the ways of the bytes', () => {
  it('lead from the job through proxy and gateway to the repository, as wide as the bytes', () => {
    const gateways = [{ gateway: 'gw-1', bytesIn: 3 * GIB }]
    const picture = topologyPicture(night({ tasks: [task(throughGateway)], gateways }))
    // The gateway deduplicates: it gives on a third of what it took in.
    expect(links(picture)).toEqual([
      ['0=nightly', '1=p-1', 3],
      ['1=p-1', '3=gw-1', 3],
      ['3=gw-1', '4=nas', 1],
    ])
    expect(picture!.lead).toBe('3.0 GiB into repositories, all through gw-1.')
  })

  it('are scaled to flows.csv where attempts were thinned out', () => {
    const tasks = [task(throughGateway), task({ ...throughGateway, proxy: 'p-2' })]
    const flows = [flow({ gateway: 'gw-1', bytesIn: 12 * GIB, bytesOut: 4 * GIB })]
    const paths = pathsOf(night({ tasks, flows }))
    // 6 GiB of attempts stand for 12: each counts twice.
    expect(paths.map(({ proxy, bytes }) => [proxy, bytes / GIB])).toEqual([
      ['p-1', 6],
      ['p-2', 6],
    ])
  })

  it('take in a gateway of flows.csv that no attempt on the page went through', () => {
    const flows = [flow({ gateway: 'gw-2', bytesIn: GIB, bytesOut: GIB })]
    expect(pathsOf(night({ tasks: [], flows }))).toMatchObject([{ gateway: 'gw-2', bytes: GIB }])
  })

  it('count the bytes behind a cloud gateway once', () => {
    const tenant = { tenant: 'acme', repository: 'cloud' }
    const tasks = [task({ ...tenant, cloudGateway: 'cgw', gateway: 'gw', transferredBytes: GIB })]
    const flows = [
      flow({ ...tenant, kind: 'cloud', gateway: 'cgw', bytesIn: GIB, bytesOut: GIB }),
      flow({ ...tenant, gateway: 'gw', bytesIn: GIB, bytesOut: GIB }),
    ]
    expect(links(topologyPicture(night({ tasks, flows })))).toEqual([
      ['0=acme', '2=cgw', 1],
      ['2=cgw', '3=gw', 1],
      ['3=gw', '4=cloud', 1],
    ])
  })

  it('go from left to right without a circle when a repository is written to and restored from', () => {
    const restore = task({ job: 'drill', direction: 'restore', gateway: 'gw-1', transferredBytes: 2 * GIB })
    const gateways = [{ gateway: 'gw-1', bytesIn: 5 * GIB }]
    const picture = topologyPicture(night({ tasks: [task(throughGateway), restore], gateways }))
    expect(links(picture)).toContainEqual(['0=nas (read)', '3=gw-1', 2])
    expect(links(picture)).toContainEqual(['3=gw-1', '4=drill (restored)', 2])
    expect(picture!.lead).toBe('3.0 GiB into repositories and 2.0 GiB out of them, all through gw-1.')
  })

  it('say what went past all gateways', () => {
    const past = task({ job: 'local', repository: 'disk', transferredBytes: 2 * GIB })
    const gateways = [{ gateway: 'gw-1', bytesIn: 3 * GIB }]
    expect(topologyPicture(night({ tasks: [task(throughGateway), past], gateways }))!.lead).toBe(
      '5.0 GiB into repositories, 3.0 GiB through gw-1; 2.0 GiB without a gateway.',
    )
  })

  it('name the gateway that took in most, behind a cloud gateway as well', () => {
    const tenant = { tenant: 'acme', repository: 'cloud', gateway: 'gw', transferredBytes: GIB }
    const tasks = [task({ ...tenant, cloudGateway: 'cgw-1' }), task({ ...tenant, cloudGateway: 'cgw-2' })]
    const gateways = [
      { gateway: 'cgw-1', bytesIn: GIB },
      { gateway: 'cgw-2', bytesIn: GIB },
      { gateway: 'gw', bytesIn: 2 * GIB },
    ]
    expect(topologyPicture(night({ tasks, gateways }))!.lead).toBe(
      '2.0 GiB into repositories, through 3 gateways, most through gw: 2.0 GiB.',
    )
  })

  it('leave out work within repositories, and say how much it was', () => {
    const within = task({ direction: 'synthetic', transferredBytes: 5 * GIB })
    const there = night({ tasks: [task(throughGateway), within] })
    expect(bytesWithin(there)).toBe(5 * GIB)
    expect(topologyPicture(there)!.notes!.join(' ')).toContain(
      'Work within repositories is not drawn: 5.0 GiB.',
    )
  })

  it('name the twelve largest of many tenants and take the others together', () => {
    const tasks = Array.from({ length: 20 }, (_, i) =>
      task({ tenant: `t-${i}`, cloudGateway: 'cgw', transferredBytes: (i + 1) * GIB }),
    )
    const sources = links(topologyPicture(night({ tasks }))).filter(([, to]) => to === '2=cgw')
    expect(sources).toHaveLength(13)
    // 1 + 2 + ... + 8 GiB.
    expect(sources.find(([from]) => from === '0+8 others')).toEqual(['0+8 others', '2=cgw', 36])
  })

  it('are nothing to draw when nothing was transferred', () => {
    expect(topologyPicture(night({ tasks: [task({ transferredBytes: 0 })] }))).toBeUndefined()
  })
})
