import { describe, expect, it } from 'vitest'
import { bottlenecksPicture } from '../../../output/page/browser/pictures/bottlenecks.ts'
import { HELD_BACK, tenantsPicture } from '../../../output/page/browser/pictures/tenants.ts'
import { waitsPicture } from '../../../output/page/browser/pictures/waits.ts'
import { HELD_BACK as OF_THE_MODEL } from '../../../sim/experiment/index.ts'
import { drawn, HOUR, MINUTE, night, type Row } from './nights.ts'

describe('the picture of waits', () => {
  const tasks = [
    { waitSeconds: 0 },
    { waitSeconds: 30, waitedFor: 'gateway' },
    { waitSeconds: 2 * HOUR, waitedFor: 'gateway' },
    { waitSeconds: HOUR, waitedFor: 'proxy' },
  ]

  it('says how many waited, how long, and mostly for what', () => {
    // 30 s + 2 h of 3 h 30 s: 7230 / 10830 = 66.8 %.
    expect(waitsPicture(night({ tasks }))!.lead).toBe(
      '3 of 4 task attempts waited, 3 h 1 min in all and 2 h at most; 66.8 % of it for a free slot at a gateway.',
    )
  })

  it('counts waits by their length, causes upon each other', () => {
    const [gateway, proxy] = drawn(waitsPicture(night({ tasks }))!).series
    // under 1 min, 1 to 5, 5 to 15, 15 to 30, 30 to 60 min, 1 to 2 h, 2 to 4 h
    expect(gateway!.data).toEqual([1, 0, 0, 0, 0, 0, 1])
    expect(proxy!.data).toEqual([0, 0, 0, 0, 0, 1, 0])
    expect([gateway!['stack'], proxy!['stack']]).toEqual(['waits', 'waits'])
  })

  it('has sum, median and longest wait of each cause in its table', () => {
    const { rows } = waitsPicture(night({ tasks }))!.sheet
    expect(rows[0]).toEqual(['gateway', 'a free slot at a gateway', 2, 2 * HOUR + 30, 30, 2 * HOUR])
  })

  it('shows nothing when no task waited', () => {
    expect(waitsPicture(night({ tasks: [{ waitSeconds: 0 }] }))).toBeUndefined()
  })
})

describe('the picture of bottlenecks', () => {
  const tasks = [
    { transferSeconds: 3 * HOUR, limitedNetwork: 1, limitedGateway: 0, veeamBottleneck: 'Network' },
    { transferSeconds: HOUR, limitedNetwork: 0.5, limitedGateway: 0.5, veeamBottleneck: 'Target' },
    { transferSeconds: 0, limitedNetwork: 0, limitedGateway: 0, veeamBottleneck: 'Target' },
  ]

  it('weighs stages by transfer time, and counts what the product would name', () => {
    // Network 3.5 h and gateway 0.5 h of 4 h; Target two of three tasks.
    const picture = bottlenecksPicture(night({ tasks }))!
    const [time, product] = drawn(picture).series
    expect((drawn(picture).yAxis as { data: string[] }).data).toEqual(['network', 'gateway', 'target'])
    expect(time!.data).toEqual([0.875, 0.125, 0])
    expect(product!.data).toEqual([1 / 3, 0, 2 / 3])
    expect(picture.lead).toBe(
      'The network limited 87.5 % of the transfer time (3 h 30 min). The product would name target most often: 66.7 % of the task attempts.',
    )
  })

  it('shows nothing when nothing was transferred', () => {
    expect(bottlenecksPicture(night({ tasks: [{ transferSeconds: 0, limitedNetwork: 0 }] }))).toBeUndefined()
  })
})

describe('the picture of tenants', () => {
  const tenant = (name: string, share: number | undefined, more: Row = {}): Row => ({
    tenant: name,
    share,
    meanRate: 1000,
    tenantResult: 'Success',
    limitedBy: 'CloudGateway',
    ...more,
  })

  it('holds back whom the model holds back', () => {
    expect(HELD_BACK).toBe(OF_THE_MODEL)
  })

  it('counts those below 90 % of their line, the least first', () => {
    const tenants = [
      tenant('a', 0.95),
      tenant('b', 0.2),
      tenant('c', 0.5, { tenantResult: 'Failed' }),
      tenant('d', undefined),
    ]
    const picture = tenantsPicture(night({ tenants }))!
    expect(picture.lead).toBe(
      '2 of 3 tenants got less than 90 % of what the line allows. Least: b, 20 %, limited by the cloud gateway.',
    )
    const [bars] = drawn(picture).series
    expect(bars!.data.map(({ value }) => value)).toEqual([0.2, 0.5, 0.95])
    const words = (bars!['label'] as { formatter(params: { dataIndex: number }): string }).formatter
    expect([0, 1, 2].map((dataIndex) => words({ dataIndex }))).toEqual(['20 %', '50 %, Failed', '95 %'])
    expect(picture.notes!.join(' ')).toContain('1 tenant without a known line or limit has no share.')
  })

  it('shows the 30 that got least of many, and says what the others got at least', () => {
    const tenants = Array.from({ length: 40 }, (_, i) => tenant(`t-${i}`, (i + 1) / 100))
    const picture = tenantsPicture(night({ tenants }))!
    expect(drawn(picture).series[0]!.data).toHaveLength(30)
    expect(picture.notes!.join(' ')).toContain('the other 10 got 31 % or more')
    expect(picture.sheet.rows).toHaveLength(40)
  })

  it('shows nothing where no line is limited', () => {
    expect(tenantsPicture(night({ tenants: [tenant('a', undefined)] }))).toBeUndefined()
    expect(tenantsPicture(night({ tasks: [{ waitSeconds: MINUTE }] }))).toBeUndefined()
  })
})
