import { expect, test } from 'vitest'
import { Simulation, TraceRecorder } from '../../sim/kernel/index.ts'

test('a trace keeps the first events as they were when they happened, and counts the rest', () => {
  const recorder = new TraceRecorder(
    3,
    (time, rank, event: { phase: string }) => `${time}/${rank} ${event.phase}`,
  )
  const sim: Simulation<{ phase: string }> = new Simulation<{ phase: string }>({
    handle: (event) => {
      event.phase = 'changed later'
    },
    trace: recorder.trace,
  })
  for (const [time, rank] of [
    [1, 2],
    [1, 1],
    [4, 0],
    [5, 0],
  ] as const)
    sim.scheduleAt(time, rank, { phase: `p${rank}` })
  sim.run()
  expect(recorder.lines).toEqual(['1/1 p1', '1/2 p2', '4/0 p0'])
  expect(recorder.seen).toBe(4)
})
