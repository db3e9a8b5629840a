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

test('nothing is said of work that is over within a second, and the line is wiped at the end', () => {
  const screen = { ...terminal(), live: true }
  const progress = new Progress(screen, 2, 0)
  vi.advanceTimersByTime(900)
  progress.at(0.5)
  progress.end()
  expect(screen.heard().err).toBe('')
  vi.advanceTimersByTime(200)
  progress.at(0.6)
  progress.end()
  expect(
    screen
      .heard()
      .err.split('\r')
      .map((it) => it.trim()),
  ).toEqual(['', '0/2 replications, 1.8 s each, 3 s left', '', ''])
})

test('work that is quick says how many a second', () => {
  const screen = { ...terminal(), live: true }
  const progress = new Progress(screen, 100, 0)
  for (let i = 0; i < 20; i++) progress.finished()
  vi.advanceTimersByTime(4000)
  progress.at(0)
  expect(screen.heard().err.trim()).toBe('20/100 replications, 5.0/s, 16 s left')
})

test('a line now and then is said where nobody sees it change', () => {
  const screen = terminal()
  const progress = new Progress(screen, 4, 0)
  for (let second = 1; second <= 40; second++) {
    vi.advanceTimersByTime(1000)
    if (second % 20 === 0) progress.finished()
    progress.at(0)
  }
  progress.end()
  expect(screen.heard().err).toBe('0/4 replications\n1/4 replications, 30 s each, 1 min 30 s left\n')
})

test('the line fits the terminal that it stands on, wherever results go', () => {
  const screen = { ...terminal(80), live: true, errColumns: 40 }
  const progress = new Progress(screen, 2000, 0)
  vi.advanceTimersByTime(2000)
  progress.at(0.5, 43_200)
  // One column stays free.
  expect(screen.heard().err).toBe('\r0/2000 replications, virtual time 12 h…')
})

test('other work is counted in its own words', () => {
  const screen = { ...terminal(), live: true }
  const progress = new Progress(screen, 0, 0, 'points built')
  vi.advanceTimersByTime(2000)
  progress.expect(64)
  progress.reach(16)
  progress.at(0)
  expect(screen.heard().err.trim()).toBe('16/64 points built, 8.0/s, 6 s left')
})
