import { describe, expect, test } from 'vitest'
import { FingerprintRecorder } from '../../sim/experiment/fingerprint.ts'
import { Hash } from '../../sim/experiment/hash.ts'
import { combineFingerprints } from '../../sim/experiment/index.ts'
import type { Recorder, TaskRecord } from '../../sim/model/index.ts'
import { gateway, night, outage, run, session, task } from './records.ts'

function fingerprint(tell: (recorder: Recorder) => void): string {
  const recorder = new FingerprintRecorder()
  tell(recorder)
  return recorder.fingerprint
}

/** Another value of about the same kind. */
function changed(value: unknown): unknown {
  if (typeof value === 'number') return value + 1
  if (typeof value === 'string') return `${value}'`
  if (typeof value === 'boolean') return !value
  if (Array.isArray(value)) return [...value.slice(0, -1), changed(value.at(-1))]
  return 'known'
}

const KINDS: readonly (readonly [string, object, (recorder: Recorder, record: never) => void])[] = [
  ['task', task(), (it, record) => it.task(record)],
  ['session', session(), (it, record) => it.session(record)],
  ['night', night(), (it, record) => it.night(record)],
  ['outage', outage(), (it, record) => it.outage(record)],
  ['gateway', gateway(), (it, record) => it.gateway(record)],
]

describe('the fingerprint of a replication', () => {
  test.each(KINDS)('changes with every single field of a %s', (_, record, tell) => {
    const seen = new Map([[fingerprint((it) => tell(it, record as never)), 'nothing changed']])
    for (const [field, value] of Object.entries(record)) {
      for (const other of [changed(value), value === undefined ? 0 : undefined]) {
        if (Array.isArray(value) && other === undefined && field !== 'busy' && field !== 'limited') continue
        const print = fingerprint((it) => tell(it, { ...record, [field]: other } as never))
        expect(seen.get(print), `${field} = ${String(other)}`).toBeUndefined()
        seen.set(print, field)
      }
    }
  })

  test('is 16 hexadecimal digits, the same in every run', () => {
    const once = fingerprint((it) => it.task(task()))
    expect(once).toMatch(/^[0-9a-f]{16}$/)
    expect(fingerprint((it) => it.task(task()))).toBe(once)
  })

  test('stays what it was in earlier versions', () => {
    const all = fingerprint((it) => {
      it.task(task())
      it.session(session())
      it.night(night())
      it.outage(outage({ end: Infinity }))
      it.gateway(gateway())
    })
    expect(all).toBe('843e27976835e92d')
  })

  test('depends on the order of the records', () => {
    const [a, b] = [task({ machine: 'a' }), task({ machine: 'b' })]
    const of = (...records: TaskRecord[]): string =>
      fingerprint((it) => {
        for (const record of records) it.task(record)
      })
    expect(of(b, a)).not.toBe(of(a, b))
  })

  test('does not depend on what was asked for beside the run', () => {
    const plain = fingerprint((it) => it.task(task()))
    const talkative = fingerprint((it) => {
      it.event({ t: 0, event: 'session-open' })
      it.task(task())
      it.warning({ code: 'W-x', subject: 'y', message: 'z' })
      it.end(run({ audit: ['something'] }))
    })
    expect(talkative).toBe(plain)
  })

  test('takes 0 and -0 as one, as tables do', () => {
    const zero = fingerprint((it) => it.task(task({ suspendedSeconds: 0, start: 0 })))
    expect(fingerprint((it) => it.task(task({ suspendedSeconds: -0, start: -0 })))).toBe(zero)
  })

  test('does not depend on the order in which a record names its fields', () => {
    const reversed = Object.fromEntries(Object.entries(task()).reverse()) as unknown as ReturnType<
      typeof task
    >
    expect(fingerprint((it) => it.task(reversed))).toBe(fingerprint((it) => it.task(task())))
  })
})

describe('the hash', () => {
  const of = (...values: Parameters<Hash['add']>[0][]): string => {
    const hash = new Hash()
    for (const value of values) hash.add(value)
    return hash.digest()
  }

  test('tells apart what looks alike', () => {
    const alike = [
      of(),
      of(0),
      of(0, 0),
      of(1),
      of('1'),
      of(true),
      of(false),
      of(undefined),
      of(''),
      of('0'),
      of([]),
      of([0]),
      of('ab', 'c'),
      of('a', 'bc'),
      of('abc'),
      of(['a', 'b'], 'c'),
      of(['a'], 'b', 'c'),
      of('ab', 'ab'),
      of('ab', 'ba'),
      of(1, 2),
      of(2, 1),
      of(1e-300),
      of(Number.EPSILON),
      of(1 + Number.EPSILON),
      of(Infinity),
      of(-Infinity),
      of('a\u0000'),
      of('a'),
    ]
    expect(new Set(alike).size).toBe(alike.length)
  })

  test('reads a list of numbers like its general door', () => {
    const hash = new Hash()
    hash.numbers([1, 2.5, Infinity])
    expect(hash.digest()).toBe(of([1, 2.5, Infinity]))
  })

  test('remembers what came long before, over any number of values and texts', () => {
    const long = (first: number): string => {
      const hash = new Hash()
      hash.add(first)
      for (let i = 0; i < 70_000; i++) hash.add(`job#${i}`)
      hash.add('job#0')
      return hash.digest()
    }
    expect(long(1)).toBe(long(1))
    expect(long(1)).not.toBe(long(2))
  })

  test('finds no two alike among 200,000 neighbours', () => {
    const seen = new Set<string>()
    for (let i = 0; i < 200_000; i++) seen.add(of(i))
    expect(seen.size).toBe(200_000)
  })
})

describe('fingerprints combined', () => {
  test('depend on each and on their order', () => {
    const one = combineFingerprints(['aa', 'bb'])
    expect(one).toMatch(/^[0-9a-f]{16}$/)
    expect(combineFingerprints(['aa', 'bb'])).toBe(one)
    expect(combineFingerprints(['bb', 'aa'])).not.toBe(one)
    expect(combineFingerprints(['aa'])).not.toBe(one)
  })
})
