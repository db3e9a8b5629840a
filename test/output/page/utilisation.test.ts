import { describe, expect, it } from 'vitest'
import { utilisationPicture } from '../../../output/page/browser/pictures/utilisation.ts'
import { drawn, HOUR, hours, night } from './nights.ts'

describe('the map of utilisation', () => {
  it('names the busiest gateway with its mean and its highest hour', () => {
    const picture = utilisationPicture(night(hours({ 'gw-1': [0.1, 0.1], 'gw-2': [0.2, 0.6] })))!
    // (0.2 + 0.6) / 2 = 40 %, the second hour begins at 23:00.
    expect(picture.lead).toBe('Busiest: gw-2, 40 % on average and 60 % at 23:00.')
  })

  it('has a cell for each gateway and hour, the busiest gateway first', () => {
    const picture = utilisationPicture(night(hours({ 'gw-1': [0.1, 0.3], 'gw-2': [0.2, 0.6] })))!
    const midnight = Date.UTC(2026, 0, 6)
    expect(drawn(picture).series[0]!.data).toEqual([
      [midnight - 2 * HOUR * 1000, 0, 0.2, midnight - HOUR * 1000],
      [midnight - HOUR * 1000, 0, 0.6, midnight],
      [midnight - 2 * HOUR * 1000, 1, 0.1, midnight - HOUR * 1000],
      [midnight - HOUR * 1000, 1, 0.3, midnight],
    ])
  })

  it('means what the gateway meant over all its hours, also in the night in which one comes twice', () => {
    // 22:00, 23:00, 00:00, 01:00, 02:00 twice: at work in the two hours that are drawn as one.
    const load = [0, 1, 2, 3, 4, 4].map((hour, i) => ({
      time: hour * HOUR,
      gateway: 'gw',
      utilisation: i < 4 ? 0 : 1,
    }))
    const there = night({ gateways: [{ gateway: 'gw' }], load })
    expect(utilisationPicture(there)!.lead).toContain('Busiest: gw, 33.3 % on average')
    expect(there.clockChanges).toBe(true)
    expect(night(hours({ gw: [0, 0, 1] })).clockChanges).toBe(false)
  })

  it('makes cells of two hours where the run has more hours than the picture columns', () => {
    const busyEverySecond = Array.from({ length: 192 }, (_, hour) => hour % 2)
    const picture = utilisationPicture(night(hours({ gw: busyEverySecond })))!
    const cells = drawn(picture).series[0]!.data
    expect(cells).toHaveLength(96)
    expect(cells.every(([, , utilisation]) => utilisation === 0.5)).toBe(true)
    expect(picture.notes![0]).toContain('mean of 2 h')
  })

  it('takes gateways together that are more than 40, and says so', () => {
    const many = Object.fromEntries(Array.from({ length: 45 }, (_, i) => [`gw-${i}`, [(i + 1) / 100]]))
    const picture = utilisationPicture(night(hours(many)))!
    // The 39 busiest have 45 % down to 7 %; the six others 6 % down to 1 %, 3.5 % on average.
    const cells = drawn(picture).series[0]!.data
    expect(cells).toHaveLength(40)
    expect(cells[39]![2]).toBeCloseTo(0.035)
    expect((drawn(picture).yAxis as { data: string[] }).data.at(-1)).toBe('mean of 6 others')
    expect(picture.notes!.join(' ')).toContain('Of 45 gateways the 39 busiest are shown')
    expect(picture.sheet.rows).toHaveLength(45)
  })

  it('crosses out a gateway while it was out, and has a row of its own for what is no gateway', () => {
    const outages = [
      { target: 'gw-1', start: HOUR / 2, end: HOUR },
      { target: 'nas', start: 0, end: 9 * HOUR },
      { target: 'gw-1', start: 5 * HOUR, end: 6 * HOUR },
    ]
    const picture = utilisationPicture(night({ ...hours({ 'gw-1': [0.5, 0.5] }), outages }))!
    const start = Date.UTC(2026, 0, 5, 22)
    // The repository stays out until the run is over; the last outage comes after that.
    expect(drawn(picture).series[1]!.data).toEqual([
      { name: 'gw-1', value: [start + 1_800_000, 0, start + 3_600_000] },
      { name: 'nas', value: [start, 1, start + 7_200_000] },
    ])
    expect(picture.lead).toContain('gw-1 from 22:30 to 23:00')
  })

  it('shows nothing of a night without gateways', () => {
    expect(utilisationPicture(night({ gateways: [], load: [] }))).toBeUndefined()
  })
})
