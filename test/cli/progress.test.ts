import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Progress } from '../../cli/crew/progress.ts'
import { terminal } from './runs.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] })
})

afterEach(() => {
  vi.useRealTimers()
})

test('several workers count together: what is over of each makes rate and time left', () => {
  const screen = { ...terminal(), live: true }
  const progress = new Progress(screen, 20, 4)
  for (let i = 0; i < 3; i++) progress.finished()
  vi.advanceTimersByTime(8000)
  // 3 whole ones and 0.6 + 0.4 of two more in 8 s: 0.5 a second; 20 - 7 - 1 = 12 are left, 24 s.
  progress.at(0.6 + 0.4)
  expect(screen.heard().err.trim()).toBe('7/20 replications, 2 s each, 24 s left')
})

test('one worker says how far its night is', () => {
  const screen = { ...terminal(), live: true }
  const progress = new Progress(screen, 2, 0)
  vi.advanceTimersByTime(2000)
  progress.at(0.5, 43_200)
  expect(screen.heard().err.trim()).toBe('0/2 replications, virtual time 12 h, 4 s each, 6 s left')
})
