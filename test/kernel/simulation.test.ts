import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SimulationFault } from '../../sim/fault.ts'
import { Chance, type Notice, Simulation, type SimulationOptions, sample } from '../../sim/kernel/index.ts'

/** A simulation whose events are their own handlers, and a log. */
function stage(options: Partial<SimulationOptions<() => void>> = {}) {
  const log: string[] = []
  const sim = new Simulation<() => void>({ handle: (event) => event(), ...options })
  const say = (text: string) => () => {
    log.push(`${sim.now} ${text}`)
  }
  return { sim, log, say }
}

describe('the simulation loop', () => {
  test('handles events by time, then rank, then order of scheduling', () => {
    const { sim, log, say } = stage()
    sim.scheduleAt(2, 1, say('c'))
    sim.scheduleAt(1, 5, say('b'))
    sim.scheduleAt(1, 0, say('a'))
    sim.scheduleAt(2, 1, say('d'))
    expect(sim.run()).toBe('done')
    expect(log).toEqual(['1 a', '1 b', '2 c', '2 d'])
    expect(sim.executed).toBe(4)
  })

  test('a handler may add an event of a smaller rank at the same time: it comes next', () => {
    const { sim, log, say } = stage()
    sim.scheduleAt(3, 8, () => {
      say('dispatch')()
      sim.schedule(0, 5, say('outcome'))
    })
    sim.scheduleAt(3, 9, say('begin'))
    sim.run()
    expect(log).toEqual(['3 dispatch', '3 outcome', '3 begin'])
  })

  test('an event cancelled in its own instant never happens', () => {
    const { sim, log, say } = stage()
    let doomed: Notice = 0
    sim.scheduleAt(1, 0, () => {
      say('cancels')()
      expect(sim.cancel(doomed)).toBe(true)
    })
    doomed = sim.scheduleAt(1, 1, say('never'))
    sim.scheduleAt(1, 2, say('after'))
    sim.run()
    expect(log).toEqual(['1 cancels', '1 after'])
    expect(sim.cancel(doomed)).toBe(false)
  })

  test('an event that is being handled can no longer be cancelled', () => {
    const { sim } = stage()
    const answers: boolean[] = []
    const own: Notice = sim.scheduleAt(1, 0, () => {
      answers.push(sim.cancel(own), sim.isPending(own))
    })
    sim.run()
    expect(answers).toEqual([false, false])
  })

  test('the clock never goes back, and scheduling into the past or at no time is our mistake', () => {
    const { sim } = stage()
    sim.scheduleAt(5, 0, () => {
      expect(() => sim.scheduleAt(4.999, 0, () => {})).toThrow(SimulationFault)
      expect(() => sim.schedule(-1, 0, () => {})).toThrow(/t=5 s.*cannot schedule at t=4 s/)
      expect(() => sim.schedule(Number.NaN, 0, () => {})).toThrow(SimulationFault)
    })
    sim.run()
    expect(sim.now).toBe(5)
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.double({ min: 0, max: 9, noNaN: true }), fc.nat(9))), (delays) => {
        const world = stage()
        let last = 0
        for (const [delay, rank] of delays) {
          world.sim.schedule(delay, rank, () => {
            expect(world.sim.now).toBeGreaterThanOrEqual(last)
            last = world.sim.now
            if (world.sim.executed < 200) world.sim.schedule(delay / 2, rank, () => {})
          })
        }
        expect(world.sim.run()).toBe('done')
      }),
    )
  })

  test('an event at infinity means never: the run is done without it', () => {
    const { sim, log, say } = stage()
    sim.scheduleAt(Number.POSITIVE_INFINITY, 0, say('never'))
    sim.schedule(1, 0, say('once'))
    expect(sim.run()).toBe('done')
    expect(log).toEqual(['1 once'])
    expect([sim.now, sim.pending]).toEqual([1, 1])
  })
})

describe('the beginning of an instant', () => {
  test('is announced once per instant, before its first event, and may add events that come first', () => {
    const { sim, log, say } = stage({
      instantBegins: (time) => {
        log.push(`${time} begins`)
        if (time === 2) sim.schedule(0, 1, say('completion'))
      },
    })
    sim.scheduleAt(1, 3, say('a'))
    sim.scheduleAt(1, 4, () => sim.schedule(0, 2, say('again')))
    sim.scheduleAt(2, 2, say('loss'))
    sim.run()
    expect(log).toEqual(['1 begins', '1 a', '1 again', '2 begins', '2 completion', '2 loss'])
  })

  test('may cancel the very event that the clock moved for', () => {
    const { sim, log, say } = stage({
      instantBegins: (time) => {
        log.push(`${time} begins`)
        sim.cancel(doomed)
      },
    })
    const doomed = sim.scheduleAt(1, 0, say('never'))
    sim.scheduleAt(2, 0, say('b'))
    sim.run()
    expect(log).toEqual(['1 begins', '2 begins', '2 b'])
  })

  test('is not announced for t = 0, where the clock already stands', () => {
    const { sim, log, say } = stage({ instantBegins: (time) => log.push(`${time} begins`) })
    sim.schedule(0, 0, say('start'))
    sim.run()
    expect(log).toEqual(['0 start'])
  })
})

describe('running in slices', () => {
  function clockwork() {
    const log: string[] = []
    const sim: Simulation<number> = new Simulation<number>({
      handle: (n) => {
        log.push(`${sim.now} ${n}`)
        if (n < 40) sim.schedule(n % 3, n % 4, n + 2)
      },
      instantBegins: (time) => log.push(`${time} begins`),
    })
    sim.schedule(0, 0, 1)
    sim.schedule(0, 0, 2)
    return { sim, log }
  }

  test('changes nothing in the outcome, whatever the size of the slices', () => {
    const whole = clockwork()
    whole.sim.run()
    for (const events of [1, 2, 7]) {
      const sliced = clockwork()
      while (sliced.sim.run({ events }) === 'paused') expect(sliced.sim.executed % events).toBe(0)
      expect(sliced.log).toEqual(whole.log)
    }
  })

  test('a slice of no events handles none and moves no clock', () => {
    const { sim, log } = clockwork()
    expect(sim.run({ events: 0 })).toBe('paused')
    expect([log.length, sim.now]).toEqual([0, 0])
  })

  test('a stopped run is done for good, after the event in which it was stopped', () => {
    const { sim, log, say } = stage()
    sim.scheduleAt(1, 0, () => sim.stop())
    sim.scheduleAt(1, 1, say('never'))
    expect(sim.run()).toBe('done')
    expect(sim.run()).toBe('done')
    expect([log.length, sim.pending, sim.nextTime()]).toEqual([0, 1, 1])
  })
})

test('a single server at 80 % load makes its customers wait four service times, as Erlang knew', () => {
  const chance = new Chance('M/M/1', 0)
  const [arrivals, services] = [chance.sequence('arrivals'), chance.sequence('services')]
  const waiting: number[] = []
  let [busy, waited, served] = [false, 0, 0]
  const sim: Simulation<'arrival' | 'departure'> = new Simulation<'arrival' | 'departure'>({
    handle: (event) => {
      if (event === 'arrival') {
        waiting.push(sim.now)
        sim.schedule(sample({ kind: 'exponential', mean: 1 / 0.8 }, arrivals), 1, 'arrival')
      } else busy = false
      if (busy || waiting.length === 0) return
      busy = true
      waited += sim.now - waiting.shift()!
      served++
      sim.schedule(sample({ kind: 'exponential', mean: 1 }, services), 0, 'departure')
    },
  })
  sim.schedule(0, 1, 'arrival')
  sim.run({ events: 1_000_000 })
  // Over 40 seeds the mean of half a million customers scattered by 0.064 (standard deviation) around 4.007.
  expect(Math.abs(waited / served - 4)).toBeLessThan(0.25)
})
