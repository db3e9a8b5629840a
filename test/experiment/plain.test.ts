import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromPlain, type ReplicationResult, toPlain } from '../../sim/experiment/index.ts'
import { Measures } from '../../sim/experiment/measures.ts'
import { gateway, night, run, session, task } from './records.ts'

function result(): ReplicationResult {
  const measures = new Measures()
  measures.session(session({ stopped: true }))
  measures.session(session({ start: 1 / 3, end: 1e300, durationSeconds: 5e-324 }))
  measures.task(task({ waitSeconds: 0.1 + 0.2 }))
  measures.task(task({ waitSeconds: 0.1 + 0.2 }))
  measures.night(night())
  measures.gateway(gateway())
  measures.warning({ code: 'W-x', subject: '$number', message: 'Infinity' })
  measures.end(run({ end: Infinity, audit: ['a'] }))
  return {
    variant: 'base',
    replication: 3,
    seed: 'x',
    fingerprint: '0123456789abcdef',
    ...measures.findings()!,
  }
}

/** Through the text that a manifest holds. */
function thereAndBack(value: ReplicationResult): ReplicationResult {
  return fromPlain(JSON.parse(JSON.stringify(toPlain(value))))
}

describe('a result kept as JSON', () => {
  test('comes back exactly, with undefined, Infinity and typed arrays', () => {
    const before = result()
    expect(before.observations['sessionDuration']).toEqual(Float64Array.of(5e-324, Infinity))
    expect(thereAndBack(before)).toStrictEqual(before)
  })

  test('comes back exactly when it was structuredClone that carried it', () => {
    expect(structuredClone(result())).toStrictEqual(result())
  })

  test('comes back bit for bit whatever its numbers are', () => {
    const number = fc.double({ noNaN: true })
    fc.assert(
      fc.property(fc.array(number), fc.array(fc.option(number, { nil: undefined })), (observed, values) => {
        const before = {
          ...result(),
          observations: { queueWait: Float64Array.from(observed) },
          values: Object.fromEntries(values.map((value, i) => [`m${i}`, value])),
        }
        expect(thereAndBack(before)).toStrictEqual(before)
      }),
    )
  })

  test('is short where many observations are equal', () => {
    const observations = { queueWait: new Float64Array(100_000) }
    expect(JSON.stringify(toPlain({ ...result(), observations })).length).toBeLessThan(10_000)
  })
})
