import { describe, expect, it } from 'vitest'
import { throughputPicture } from '../../../output/page/browser/pictures/throughput.ts'
import { drawn, HOUR, night } from './nights.ts'

const MIB = 1024 ** 2

/** MiB/s into gateways by the hour, from 22:00 on. */
function rates(gateways: Readonly<Record<string, readonly number[]>>) {
  const names = Object.keys(gateways)
  return night({
    gateways: names.map((gateway) => ({ gateway })),
    load: names.flatMap((gateway) =>
      gateways[gateway]!.map((rate, hour) => ({
        time: hour * HOUR,
        gateway,
        bytesInPerSecond: rate * MIB,
      })),
    ),
  })
}

describe('throughput over time', () => {
  it('names the gateway that took in most at once, and how much that was', () => {
    const picture = throughputPicture(rates({ 'gw-1': [10, 80, 0], 'gw-2': [60, 60, 60] }))!
    expect(picture.lead).toBe('Into each gateway: at most 80.0 MiB/s as a mean of 1 h, at gw-1.')
  })

  it('draws who took in most of all first, each hour to its end', () => {
    const { series } = drawn(throughputPicture(rates({ 'gw-1': [10, 80, 0], 'gw-2': [60, 60, 60] }))!)
    expect(series.map(({ name }) => name)).toEqual(['gw-2', 'gw-1'])
    const at = (hour: number): number => Date.UTC(2026, 0, 5, 22 + hour)
    // The last hour ends at 01:00 with the rate that it had.
    expect(series[1]!.data).toEqual([
      [at(0), 10 * MIB],
      [at(1), 80 * MIB],
      [at(2), 0],
      [at(3), 0],
    ])
  })

  it('sums gateways for which there is no colour left, and still names the single one with most', () => {
    const many = Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`gw-${i}`, [100 - i, 100 - i]]))
    const picture = throughputPicture(rates(many))!
    const { series } = drawn(picture)
    // gw-7, gw-8 and gw-9: 93 + 92 + 91.
    expect(series).toHaveLength(8)
    expect([series[7]!.name, series[7]!.data[0]![1]]).toEqual(['3 others together', 276 * MIB])
    expect(picture.lead).toBe('Into each gateway: at most 100 MiB/s as a mean of 1 h, at gw-0.')
  })

  it('knows the length of a single bucket where it was asked for', () => {
    const one = night(
      { gateways: [{ gateway: 'gw' }], load: [{ time: 0, gateway: 'gw', bytesInPerSecond: MIB }] },
      8 * HOUR,
    )
    expect(one.horizon).toBe(8 * HOUR)
    expect(throughputPicture(one)!.lead).toBe('Into the gateway: at most 1.0 MiB/s as a mean of 8 h, at gw.')
  })

  it('is not there without gateways', () => {
    expect(throughputPicture(night({}))).toBeUndefined()
  })
})
