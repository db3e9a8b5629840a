import { describe, expect, it } from 'vitest'
import { sessionsPicture, wordsBeside } from '../../../output/page/browser/pictures/sessions.ts'
import { drawn, HOUR, MINUTE, night, type Row, tipOf } from './nights.ts'

function session(name: string, start: number, end: number, more: Row = {}): Row {
  return {
    session: name,
    start,
    end,
    durationSeconds: end - start,
    result: 'Success',
    missedWindow: 0,
    ...more,
  }
}

describe('the picture of sessions', () => {
  it('counts results and missed windows, and names the longest session', () => {
    const picture = sessionsPicture(
      night({
        sessions: [
          session('nightly#1', 0, 3 * HOUR),
          session('late#1', HOUR, 2 * HOUR, { result: 'Failed' }),
          session('copy#1', HOUR, 6 * HOUR, { result: 'Warning', missedWindow: 1 }),
        ],
      }),
    )!
    expect(picture.lead).toBe(
      '3 sessions: 1 Success, 1 Warning, 1 Failed; 1 missed the backup window. The longest took 5 h (copy#1).',
    )
  })

  it('tells the length that a session had, also where the clock was put back in it', () => {
    const through = session('nightly#1', 4 * HOUR, 6 * HOUR, { durationSeconds: 3 * HOUR })
    const lead = sessionsPicture(night({ sessions: [through, session('copy#1', 0, 2.5 * HOUR)] }))!.lead
    expect(lead).toContain('The longest took 3 h (nightly#1).')
  })

  it('draws a bar from start to end in the row of its session, in the order of their starts', () => {
    const picture = sessionsPicture(
      night({ sessions: [session('b#1', HOUR, 2 * HOUR), session('a#1', 0, HOUR, { result: 'Failed' })] }),
    )!
    const start = Date.UTC(2026, 0, 5, 22)
    const [success, , failed] = drawn(picture).series
    expect((drawn(picture).yAxis as { data: string[] }).data).toEqual(['a#1', 'b#1'])
    expect(success!.data).toEqual([{ name: 'b#1', value: [start + 3_600_000, 1, start + 7_200_000] }])
    expect(failed!.data).toEqual([{ name: 'a#1', value: [start, 0, start + 3_600_000] }])
  })

  it('says beside a bar what went wrong, in words', () => {
    expect(wordsBeside({ result: 'Success', missed: false })).toBe('')
    expect(wordsBeside({ result: 'Failed', missed: true })).toBe('Failed, ▲ missed its window')
  })

  it('keeps of many sessions those that went wrong and then the longest', () => {
    const long = Array.from({ length: 70 }, (_, i) => session(`long-${i}#1`, i, i + HOUR + i))
    const bad = session('short#1', 0, MINUTE, { result: 'Failed' })
    const picture = sessionsPicture(night({ sessions: [...long, bad] }))!
    const names = (drawn(picture).yAxis as { data: string[] }).data
    expect(names).toHaveLength(60)
    expect(names).toContain('short#1')
    // 59 of the 70 others have room: the eleven shortest have not.
    expect(names).not.toContain('long-10#1')
    expect(names).toContain('long-11#1')
    expect(picture.notes![0]).toContain('Of 71 sessions 60 are shown')
    expect(picture.sheet.rows).toHaveLength(71)
  })

  it('takes no name for markup', () => {
    const hostile = '<img src=x onerror=alert(1)>#1'
    const picture = sessionsPicture(night({ sessions: [session(hostile, 0, HOUR)] }))!
    const tip = tipOf(drawn(picture).series[0]!, { dataIndex: 0 })
    expect(tip).not.toContain('<img')
    expect(tip).toContain('&lt;img src=x onerror=alert(1)&gt;#1')
  })

  it('cuts long names more on a narrow page', () => {
    const picture = sessionsPicture(
      night({ sessions: [session('a-job-with-a-rather-long-name#1', 0, HOUR)] }),
    )!
    const shown = (width: number): string => {
      const axis = drawn(picture, width).yAxis as {
        axisLabel: { formatter(name: string): string }
        data: string[]
      }
      return axis.axisLabel.formatter(axis.data[0]!)
    }
    expect(shown(1280)).toBe('a-job-with-a-rather-long-name#1')
    expect(shown(390)).toBe('a-job-with-a-r…')
  })

  it('shades what was out', () => {
    const picture = sessionsPicture(
      night({
        sessions: [session('a#1', 0, HOUR)],
        outages: [{ target: 'gw-1', start: 10 * MINUTE, end: 20 * MINUTE }],
      }),
    )!
    const { data } = drawn(picture).series[0]!['markArea'] as { data: { xAxis: number }[][] }
    const start = Date.UTC(2026, 0, 5, 22)
    expect(data[0]!.map(({ xAxis }) => xAxis)).toEqual([start + 600_000, start + 1_200_000])
    expect(picture.lead).toContain('gw-1 from 22:10 to 22:20')
  })

  it('shows nothing without sessions', () => {
    expect(sessionsPicture(night({ sessions: [] }))).toBeUndefined()
  })
})
