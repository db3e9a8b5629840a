/** One server, first come, first served: M/M/1 and M/G/1. */
import { describe, test } from 'vitest'
import { expectReference } from './reference.ts'
import { DETERMINISTIC, ERLANG_4, EXPONENTIAL, longerThan, serve } from './station.ts'
import { expectMean } from './steady.ts'

/** Arrivals that bring the standard error of a mean wait to about 5 % at utilisation rho (7 % from 0.9 on). */
const ARRIVALS: Readonly<Record<number, number>> = {
  0.1: 60_000,
  0.3: 30_000,
  0.5: 30_000,
  0.7: 40_000,
  0.8: 60_000,
  0.9: 120_000,
  0.95: 420_000,
}

/** Waits vary less where services do: a `share` of the arrivals will do. */
const LAWS = [
  { law: 'D (deterministic)', bytes: DETERMINISTIC, scv: 0, share: 0.7 },
  { law: 'Erlang-4', bytes: ERLANG_4, scv: 0.25, share: 0.6 },
  { law: 'M (exponential)', bytes: EXPONENTIAL, scv: 1, share: 1 },
] as const

describe('one server', () => {
  for (const { law, bytes, scv, share } of LAWS) {
    test.each([0.3, 0.5, 0.7, 0.8, 0.9, 0.95])(
      `${law} service at %d: tasks wait as Pollaczek and Khinchine say`,
      (rho) => {
        const { waits } = serve({
          title: `M/G/1 ${law} ${rho}`,
          rate: rho,
          arrivals: share * ARRIVALS[rho]!,
          slots: 1,
          bytes,
        })
        const expected = (rho * (1 + scv)) / (2 * (1 - rho))
        expectReference('mg1_pk', { rho, service: law }, 'Wq', expected)
        expectMean(`M/G/1 ${law} ${rho} Wq`, waits, expected)
      },
    )
  }

  test.each([0.1, 0.5, 0.8])('M/M/1 at %d: time in the system, and how many wait how long', (rho) => {
    const { waits, stays } = serve({ title: `M/M/1 ${rho}`, rate: rho, arrivals: ARRIVALS[rho]!, slots: 1 })
    const row = { lam: rho, mu: 1 }
    const [wait, stay, long] = [rho / (1 - rho), 1 / (1 - rho), rho * Math.exp(-2 * (1 - rho))]
    expectReference('mm1', row, 'Wq', wait)
    expectReference('mm1', row, 'W', stay)
    expectReference('mm1', row, 'P_wait_gt_2', long)
    expectMean(`M/M/1 ${rho} Wq`, waits, wait)
    expectMean(`M/M/1 ${rho} W`, stays, stay)
    expectMean(`M/M/1 ${rho} P(wait)`, waits.map(longerThan(0)), rho)
    expectMean(`M/M/1 ${rho} P(wait > 2)`, waits.map(longerThan(2)), long)
  })
})
