import type { Failure, Loss } from '../../sim/model/index.ts'

export const REST: number = Number.POSITIVE_INFINITY

function loss(kind: Loss['kind'], target: string, at: readonly number[], lasts: number): Failure {
  const [subject, name] = target.split('/') as [Loss['subject']['kind'], string]
  return {
    kind,
    subject: { kind: subject, name },
    timing: { kind: 'scripted', at, lasts },
    stream: `${kind}/${target}`,
  }
}

/** `target`: `server/g1`, `link/wan`, `repository/nas`. */
export function down(target: string, at: number, lasts: number = REST): Failure {
  return loss('outage', target, [at], lasts)
}

export function cutOff(target: string, at: number, lasts: number): Failure {
  return loss('connection-loss', target, [at], lasts)
}
