/** Many synthetic experiments whose truth is known, with the same chance on every machine. */
import { Chance, normalQuantile } from '../../sim/kernel/index.ts'
import type { MeanInterval } from '../../sim/stats/student.ts'

export function uniforms(name: string): () => number {
  const sequence = new Chance('experiments', 1).sequence(name)
  return () => sequence.next()
}

export function normals(name: string): () => number {
  const uniform = uniforms(name)
  return () => normalQuantile(uniform())
}

export function repeat(times: number, act: (i: number) => void): void {
  for (let i = 0; i < times; i++) act(i)
}

/** In which share of the experiments it came true. */
export function share(experiments: number, cameTrue: () => boolean): number {
  let hits = 0
  repeat(experiments, () => {
    if (cameTrue()) hits++
  })
  return hits / experiments
}

export function covers({ mean, halfWidth }: MeanInterval, truth: number): boolean {
  return Math.abs(mean! - truth) <= halfWidth!
}
