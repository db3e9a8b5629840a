import { expect, test } from 'vitest'
import { teeRecorder } from '../../sim/experiment/tee.ts'
import type { Recorder } from '../../sim/model/index.ts'

test('every kind of record reaches every listener, in order', () => {
  const kinds: readonly (keyof Recorder)[] = [
    'session',
    'task',
    'night',
    'outage',
    'gateway',
    'resource',
    'flow',
    'load',
    'warning',
    'decision',
    'event',
    'end',
  ]
  const heard: string[] = []
  const listener = (name: string): Recorder =>
    Object.fromEntries(
      kinds.map((kind) => [kind, (record: unknown) => heard.push(`${name} ${kind} ${record}`)]),
    ) as unknown as Recorder
  const tee = teeRecorder([listener('a'), listener('b')])
  for (const kind of kinds) tee[kind](`#${kind}` as never)
  expect(heard).toEqual(kinds.flatMap((kind) => [`a ${kind} #${kind}`, `b ${kind} #${kind}`]))
})
