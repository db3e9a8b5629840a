/**
 * Problems with a known answer, made up at random: how a metric falls with a factor, and how its nights scatter. Half of
 * the goals lie so that some value misses or meets them by little.
 */

import { parseCondition } from '../../../scenarios/index.ts'
import type { Condition, PlanPoint, ReplicationResult } from '../../../sim/experiment/index.ts'
import { Chance, normalQuantile, type Uniforms } from '../../../sim/kernel/index.ts'
import type { Night } from './synthetic.ts'
import { points } from './synthetic.ts'

export interface Problem {
  readonly kind: string
  readonly goal: Condition
  readonly points: readonly PlanPoint[]
  /** Of each point, in order. */
  readonly isEnough: readonly boolean[]
  readonly night: (variant: string, replication: number) => Night
}

export function goalOf(text: string): Condition {
  const read = parseCondition(text)
  if ('refusal' in read) throw new Error(read.refusal)
  return read
}

const KINDS = ['mean time', 'skewed time', 'bad nights', 'never', 'rate', 'rate in bursts'] as const

export function problemOf(number: number): Problem {
  const chance = new Chance('problems', number).sequence('problem')
  const kind = KINDS[number % KINDS.length]!
  const size = 4 + Math.floor(chance.next() * 13)
  const curve = curveOf(size, chance)
  const near = chance.next() < 0.5
  const at = Math.floor(chance.next() * size)
  const factor = near ? 1 + (chance.next() - 0.5) * 0.2 : 0.6 + chance.next()
  return MAKERS[kind](curve, curve[at]! * factor, number, kind)
}

/** Positive, falling in most problems, with a bottom; every fourth goes up and down as well. */
function curveOf(size: number, chance: Uniforms): readonly number[] {
  const steep = 0.5 + chance.next() * 2
  const bottom = chance.next() * 0.3
  const rough = chance.next() < 0.25 ? 0.5 : 0
  return Array.from(
    { length: size },
    (_, i) => (bottom + 1 / (i + 1) ** steep) * (1 + rough * (chance.next() - 0.5)),
  )
}

type Maker = (curve: readonly number[], limit: number, number: number, kind: string) => Problem

const HOURS = 12 * 3600

/** Common to the points: the night itself. Own: what differs from point to point. */
function drawn(
  number: number,
  variant: string,
  replication: number,
): readonly [common: Uniforms, own: Uniforms] {
  const night = number * 1000 + replication
  return [uniforms(night), uniforms(night * 100 + 1 + place(variant))]
}

/** A million nights are drawn: a quick generator (mulberry32) is good enough for them. */
function uniforms(seed: number): Uniforms {
  let state = Math.imul(seed, 0x9e3779b1) ^ 0x5bd1e995
  return {
    next() {
      state = (state + 0x6d2b79f5) | 0
      let word = Math.imul(state ^ (state >>> 15), 1 | state)
      word = (word + Math.imul(word ^ (word >>> 7), 61 | word)) ^ word
      return (((word ^ (word >>> 14)) >>> 0) + 0.5) / 4_294_967_296
    },
  }
}

const place = (variant: string): number => Number(variant.split('=')[1]) - 1

function made(
  curve: readonly number[],
  kind: string,
  goal: string,
  isEnough: readonly boolean[],
  night: Problem['night'],
): Problem {
  return { kind, goal: goalOf(goal), points: points(1, curve.length), isEnough, night }
}

/** Times with this coefficient of variation, about normal or lognormal. */
const times =
  (skewed: boolean, cv: number): Maker =>
  (curve, limit, number, kind) => {
    const sigma = Math.sqrt(Math.log(1 + cv * cv))
    const night = (variant: string, replication: number): Night => {
      const [common, own] = drawn(number, variant, replication)
      const z = 0.9 * normalQuantile(common.next()) + Math.sqrt(0.19) * normalQuantile(own.next())
      const spread = skewed ? Math.exp(sigma * z - (sigma * sigma) / 2) : 1 + cv * z
      return { values: { backupWindow: HOURS * curve[place(variant)]! * spread } }
    }
    const goal = `backupWindow <= ${Math.round(HOURS * limit)} s`
    return made(
      curve,
      kind,
      goal,
      curve.map((it) => HOURS * it <= Math.round(HOURS * limit)),
      night,
    )
  }

/** Bad nights with a probability of 1 % to 40 %: the limit is a share of them. */
const badNights =
  (goal: string, allowed: number): Maker =>
  (curve, limit, number, kind) => {
    const shares = curve.map((it) => Math.min(0.9, (it / limit) * allowed))
    const night = (variant: string, replication: number): Night => {
      const [common, own] = drawn(number, variant, replication)
      const u = own.next() < 0.7 ? common.next() : own.next()
      return { values: { backupWindow: u < shares[place(variant)]! ? 9 * 3600 : 7 * 3600 } }
    }
    return made(
      curve,
      kind,
      goal,
      shares.map((it) => it <= allowed),
      night,
    )
  }

/** Machines that fail, each by itself or many in a bad night. */
const rates =
  (bursts: boolean): Maker =>
  (curve, limit, number, kind) => {
    const allowed = 0.01
    const shares = curve.map((it) => Math.min(0.3, (it / limit) * allowed))
    const night = (variant: string, replication: number): Night => {
      const [common, own] = drawn(number, variant, replication)
      const rate = shares[place(variant)]!
      const bad = common.next() < 0.2
      const here = bursts ? (bad ? 3 * rate : 0.5 * rate) : rate
      const whole = 100
      let part = 0
      for (let i = 0; i < whole; i++) if (own.next() < here) part++
      const counts: ReplicationResult['counts'] = { failureRate: { part, whole } }
      return { values: {}, counts }
    }
    return made(
      curve,
      kind,
      'failureRate <= 1 %',
      shares.map((it) => it <= allowed),
      night,
    )
  }

const MAKERS: Readonly<Record<(typeof KINDS)[number], Maker>> = {
  'mean time': times(false, 0.3),
  'skewed time': times(true, 0.7),
  'bad nights': badNights('p95(backupWindow) <= 8 h', 0.05),
  never: badNights('max(backupWindow) <= 8 h', 0.01),
  rate: rates(false),
  'rate in bursts': rates(true),
}
