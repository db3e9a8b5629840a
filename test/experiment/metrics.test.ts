import { describe, expect, test } from 'vitest'
import { METRICS } from '../../sim/experiment/index.ts'
import { Measures } from '../../sim/experiment/measures.ts'
import { run } from './records.ts'

const byName = new Map(METRICS.map((it) => [it.name, it]))

describe('the dictionary of metrics', () => {
  test('names every metric once', () => {
    expect(byName.size).toBe(METRICS.length)
  })

  test('says of each what it means, in whole sentences', () => {
    for (const { name, meaning } of METRICS) {
      expect(name).toMatch(/^[a-z][A-Za-z]*(\.[A-Za-z-]+)*(\{(full|increment)\})?$/)
      expect(meaning).toMatch(/^[A-Z].*\.$/)
      expect(meaning).not.toContain('..')
    }
  })

  test.each([
    ['throughput', 'B/s', 'replication', 'high'],
    ['goodput', 'B/s', 'replication', 'high'],
    ['throughput.horizon', 'B/s', 'replication', 'high'],
    ['wastedBytes', 'B', 'replication', 'low'],
    ['skippedStarts', 'count', 'replication', 'low'],
    ['unfinished', 'count', 'replication', 'low'],
    ['retries', 'count', 'replication', 'low'],
    ['failureRate', 'share', 'replication', 'low'],
    ['failureRate.first', 'share', 'replication', 'low'],
    ['failureRate.sessions', 'share', 'replication', 'low'],
    ['failureRate.attempts', 'share', 'replication', 'low'],
    ['sessionDuration', 's', 'session', 'low'],
    ['sessionDuration{full}', 's', 'session', 'low'],
    ['windowOverrun', 's', 'session with a window', 'low'],
    ['windowMisses', 'share', 'session with a window', 'low'],
    ['backupWindow', 's', 'night', 'low'],
    ['backupWindow.all', 's', 'night', 'low'],
    ['rpoMisses', 'share', 'night', 'low'],
    ['queueWait', 's', 'task', 'low'],
    ['queueWait{increment}', 's', 'task', 'low'],
    ['queueWait.gateway', 's', 'task', 'low'],
    ['controlDelay', 's', 'task', 'low'],
    ['gateways.saturatedShare', 'share', 'gateway', 'low'],
    ['gateways.nicUtilisation', 'share', 'gateway', undefined],
    ['gateways.computeUtilisation', 'share', 'gateway', undefined],
    ['gateways.availability', 'share', 'gateway', 'high'],
    ['gateways.max.saturatedShare', 'share', 'replication', 'low'],
    ['imbalance', 'ratio', 'replication', 'low'],
    ['imbalance.peak', 'ratio', 'replication', 'low'],
    ['bottleneckShare.Gateway', 'share', 'replication', undefined],
    ['rateBytesPerSecond', 'B/s', 'session', 'high'],
  ])('has %s in %s per %s', (name, unit, observation, better) => {
    expect(byName.get(name)).toMatchObject({ name, unit, observation, better })
  })

  test('and the measures name the same metrics', () => {
    const measures = new Measures()
    measures.end(run())
    const { values, observations } = measures.findings()!
    const finer = METRICS.filter((it) => it.observation !== 'replication').map((it) => it.name)
    expect(Object.keys(values)).toEqual([...byName.keys()])
    expect(Object.keys(observations).sort()).toEqual(finer.sort())
  })
})
