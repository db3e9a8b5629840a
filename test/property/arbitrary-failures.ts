/** What may be lost or fail in a random world, and when. */
import fc from 'fast-check'
import type { Failure, Loss } from '../../sim/model/index.ts'

const UNLIMITED = Number.POSITIVE_INFINITY
export const REPOSITORIES: readonly string[] = ['nas', 'vault', 'disk', 'bucket', 'cold']
export const instant: fc.Arbitrary<number> = fc.integer({ min: 0, max: 4000 })

const subjects: fc.Arbitrary<Loss['subject']> = fc.oneof(
  fc
    .constantFrom('bs', 'p1', 'p2', 'g1', 'g2', 'host', 'tape', 'w1')
    .map((name) => ({ kind: 'server' as const, name })),
  fc.constantFrom('wan', 'spare').map((name) => ({ kind: 'link' as const, name })),
  fc.constantFrom(...REPOSITORIES).map((name) => ({ kind: 'repository' as const, name })),
)

const scripted: fc.Arbitrary<Failure> = fc
  .record({
    kind: fc.constantFrom<Loss['kind']>('outage', 'connection-loss'),
    subject: subjects,
    at: fc.uniqueArray(instant, { minLength: 1, maxLength: 2 }),
    lasts: fc.constantFrom(0, 7, 20, 500, UNLIMITED),
  })
  .map(({ kind, subject, at, lasts }) => ({
    kind,
    subject,
    timing: { kind: 'scripted', at: [...at].sort((a, b) => a - b), lasts },
    stream: `${kind}/${subject.name}`,
  }))

const drills: fc.Arbitrary<Failure> = instant.map((at) => ({
  kind: 'drill',
  gateways: 'any',
  k: 1,
  at: [at],
  lasts: 100,
}))

const randomLosses: fc.Arbitrary<Failure> = fc
  .record({ kind: fc.constantFrom<Loss['kind']>('outage', 'connection-loss'), subject: subjects })
  .map(({ kind, subject }) => ({
    kind,
    subject,
    timing: {
      kind: 'random',
      every: { kind: 'exponential', mean: 1500 },
      lasts: { kind: 'exponential', mean: 100 },
    },
    stream: `random/${kind}/${subject.name}`,
  }))

const otherCauses: fc.Arbitrary<Failure> = fc.tuple(fc.boolean(), fc.boolean()).map(([burst, stored]) => ({
  kind: 'other',
  job: stored ? 'stored-1' : 'job-1',
  taskFailure: 0.2,
  retryFailure: 0.3,
  taskWarning: 0.1,
  ...(burst ? { burst: { afterFailure: 0.6, badShare: 0.5 } } : {}),
}))

/** One rule of other failures per job, one process per stream. */
export function nameOfFailure(failure: Failure): string {
  return 'stream' in failure ? failure.stream : failure.kind
}

/** `chance`: also those that are drawn. */
export function failureOf(chance: boolean): fc.Arbitrary<Failure> {
  return chance ? fc.oneof(scripted, drills, randomLosses, otherCauses) : fc.oneof(scripted, drills)
}
