import { describe, expect, it } from 'vitest'
import { failuresPicture } from '../../../output/page/browser/pictures/failures.ts'
import { drawn, HOUR, hours, night, type Row, tipOf } from './nights.ts'

const eightHours = hours({ gw: [0, 0, 0, 0, 0, 0, 0, 0] })

function failed(reason: string, end: number): Row {
  return { result: 'Failed', reason, end }
}

const fine: Row = { result: 'Success', end: 0 }

describe('the picture of failures', () => {
  it('says how many attempts and sessions failed, and why most of them did', () => {
    const picture = failuresPicture(
      night({
        ...eightHours,
        tasks: [failed('server-lost', 10), failed('server-lost', 20), failed('window-closed', 30), fine],
        sessions: [fine, failed('window-closed', 40)],
      }),
    )!
    expect(picture.lead).toBe(
      '3 of 4 task attempts failed, 1 of 2 sessions in the end. Most often (2): a server that took part, or that it needed, was down.',
    )
    expect(picture.notes!.join(' ')).toContain(
      'window-closed: the backup window of the job closed before it ended',
    )
  })

  it('stacks reasons over the hour in which attempts ended', () => {
    const picture = failuresPicture(
      night({
        ...eightHours,
        tasks: [
          failed('server-lost', 10),
          failed('server-lost', HOUR - 1),
          failed('window-closed', 20),
          failed('server-lost', HOUR),
        ],
        sessions: [fine],
      }),
    )!
    const start = Date.UTC(2026, 0, 5, 22)
    const hour = HOUR * 1000
    const [lost, closed] = drawn(picture).series
    // from, base, to, top
    expect(lost!.data).toEqual([
      [start, 0, start + hour, 2],
      [start + hour, 0, start + 2 * hour, 1],
    ])
    expect(closed!.data).toEqual([[start, 2, start + hour, 3]])
    expect(tipOf(lost!, { value: lost!.data[0] })).toContain('task attempts: <b>2</b>')
  })

  it('draws sessions below attempts, with the same colours', () => {
    const picture = failuresPicture(
      night({ ...eightHours, tasks: [failed('server-lost', 10)], sessions: [failed('server-lost', 10)] }),
    )!
    const [attempt, session] = drawn(picture).series
    expect([attempt!['yAxisIndex'], session!['yAxisIndex']]).toEqual([0, 1])
    expect(attempt!['itemStyle']).toEqual(session!['itemStyle'])
  })

  it('tells reasons apart by patterns as well as by colours', () => {
    const picture = failuresPicture(
      night({ ...eightHours, tasks: ['server-lost', 'link-lost', 'stopped'].map((it) => failed(it, 10)) }),
    )!
    const decals = drawn(picture).series.map(({ itemStyle }) =>
      JSON.stringify((itemStyle as { decal: unknown }).decal),
    )
    expect(new Set(decals).size).toBe(3)
  })

  it('takes the rarest of more than eight reasons together', () => {
    const reasons = Array.from({ length: 10 }, (_, i) =>
      Array.from({ length: 10 - i }, () => failed(`r-${i}`, 10)),
    )
    const picture = failuresPicture(night({ ...eightHours, tasks: reasons.flat() }))!
    const { series } = drawn(picture)
    expect(series.map(({ name }) => name).at(-1)).toBe('other reasons')
    expect(series).toHaveLength(8)
    // 10 + 9 + ... + 4 = 49 lie below, 3 + 2 + 1 = 6 are the others.
    expect(series.at(-1)!.data[0]!.filter((_: number, i: number) => i % 2 === 1)).toEqual([49, 55])
    expect(picture.sheet.rows).toHaveLength(10)
  })

  it('shows nothing when nothing failed', () => {
    expect(failuresPicture(night({ ...eightHours, tasks: [fine], sessions: [fine] }))).toBeUndefined()
  })
})
