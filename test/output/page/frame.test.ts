import { describe, expect, it } from 'vitest'
import { leftOut, safe, tip } from '../../../output/page/browser/frame.ts'
import { laid } from '../../../output/page/browser/panels.ts'
import { marksBetween } from '../../../output/page/browser/rounds.ts'
import { Rows } from '../../../output/page/browser/rows.ts'
import { spanOf } from '../../../output/page/browser/spans.ts'
import { HOUR, hours, MINUTE, night } from './nights.ts'

describe('what a tooltip says', () => {
  it('holds no markup of names, nor marks that turn its direction', () => {
    expect(safe(`<b onclick="x('y')">&`)).toBe('&lt;b onclick=&quot;x(&#39;y&#39;)&quot;&gt;&amp;')
    expect(safe('a\u202eb')).not.toContain('\u202e')
    expect(tip('<i>', [['<u>', '<s>']])).toBe('<b>&lt;i&gt;</b><br>&lt;u&gt;: <b>&lt;s&gt;</b>')
  })

  it('leaves out what is not known', () => {
    expect(
      tip('a', [
        ['reason', undefined],
        ['result', ''],
      ]),
    ).toBe('<b>a</b>')
  })
})

describe('panels', () => {
  it('stand beside each other where there is room, in rows as high as their highest', () => {
    const { places } = laid([100, 200, 50, 80], 1140)
    expect(places.map(({ top }) => top)).toEqual([28, 28, 28, 28 + 200 + 34 + 28])
    expect(places[0]!.left).toBeLessThan(places[1]!.left)
    const last = places[2]!
    expect(last.left + last.width).toBeLessThanOrEqual(1140)
  })

  it('stand below each other on a narrow page, none wider than it', () => {
    const { places, height } = laid([100, 200], 350)
    expect(places.map(({ left }) => left)).toEqual([8, 8])
    expect(places.every(({ left, width }) => left + width <= 350)).toBe(true)
    expect(height).toBe(28 + 100 + 34 + (28 + 200 + 34))
  })
})

describe('marks along an axis', () => {
  it('are at round numbers of the unit, from below the least to above the most', () => {
    expect(marksBetween(41 * MINUTE, 55 * MINUTE, 's', 3)).toEqual({
      min: 40 * MINUTE,
      max: 55 * MINUTE,
      interval: 5 * MINUTE,
    })
    const bytes = marksBetween(70 * 1024 ** 2, 89 * 1024 ** 2, 'B/s', 3)
    expect(bytes).toEqual({ min: 70 * 1024 ** 2, max: 90 * 1024 ** 2, interval: 10 * 1024 ** 2 })
  })

  it('have room around a single value', () => {
    const { min, max } = marksBetween(10, 10, 'count', 3)
    expect(min).toBeLessThan(10)
    expect(max).toBeGreaterThan(10)
    expect(marksBetween(0, 0, 'count', 3)).toEqual({ min: 0, max: 1, interval: 1 })
  })
})

describe('spans of time', () => {
  it('are whole rows of load.csv, and not more than a picture has room for', () => {
    const eight = night(hours({ gw: [0, 0, 0, 0, 0, 0, 0, 0] }))
    expect(spanOf(eight, 8 * HOUR, 96)).toBe(HOUR)
    expect(spanOf(eight, 8 * HOUR, 4)).toBe(2 * HOUR)
    expect(spanOf(eight, 10_000 * HOUR, 10)).toBe(1000 * HOUR)
  })
})

describe('rows that the page does not have', () => {
  it('are told with their number and why', () => {
    const left = { rows: 12_000, why: 'of the others one in 2 is kept' }
    const rows = new Rows({ file: 'tasks.csv', rows: 0, columns: [], left })
    expect(leftOut(rows, 'task attempts')).toEqual([
      '12,000 more task attempts are in tasks.csv and not on this page: of the others one in 2 is kept.',
    ])
    expect(leftOut(new Rows({ file: 'tasks.csv', rows: 0, columns: [] }), 'task attempts')).toEqual([])
  })
})
