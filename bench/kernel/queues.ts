import { Chance, Simulation, sample, type Uniforms } from '../../sim/kernel/index.ts'
import type { BenchLine } from '../bench-line.ts'
import { nanosecondsPerOperation, perSecond } from '../interleaved.ts'

/** M/M/c at 80 % load on `Simulation`: two events per customer, two draws, a queue of waiting customers. */
export async function bench(): Promise<BenchLine[]> {
  return [
    ...perSecond(
      nanosecondsPerOperation([
        { name: 'M/M/1, draws beforehand', prepare: () => queue(1, ahead) },
        { name: 'M/M/8, draws beforehand', prepare: () => queue(8, ahead) },
        { name: 'M/M/1', prepare: () => queue(1, drawn) },
        { name: 'M/M/8', prepare: () => queue(8, drawn) },
      ]),
      'events/s',
    ),
    { name: 'M/M/1, mean wait', value: meanWait, unit: 's', note: 'theory: 4' },
  ]
}

const CUSTOMERS = 500_000
type Draws = (name: string, mean: number) => () => number
let meanWait = 0

/** Exponential times through the whole kernel: alea, inversion, our own logarithm. */
const drawn: Draws = (name, mean) => {
  const uniforms: Uniforms = new Chance('queues', 0).sequence(name)
  const law = { kind: 'exponential', mean } as const
  return () => sample(law, uniforms)
}

/** The same from a table made before, which leaves the loop alone. */
const ahead: Draws = (name, mean) => {
  const table = Float64Array.from({ length: 1 << 16 }, drawn(name, 1))
  let i = 0
  return () => mean * table[i++ & 0xffff]!
}

function queue(servers: number, draws: Draws): () => number {
  const arrive = draws('arrivals', 1 / (0.8 * servers))
  const serve = draws('services', 1)
  const arrivedAt = new Float64Array(CUSTOMERS)
  let [arrived, begun, busy, waited] = [0, 0, 0, 0]
  const sim: Simulation<'arrival' | 'departure'> = new Simulation<'arrival' | 'departure'>({
    handle: (event) => {
      if (event === 'arrival') {
        arrivedAt[arrived++] = sim.now
        if (arrived < CUSTOMERS) sim.schedule(arrive(), 1, 'arrival')
      } else busy--
      if (busy === servers || begun === arrived) return
      busy++
      waited += sim.now - arrivedAt[begun++]!
      sim.schedule(serve(), 0, 'departure')
    },
  })
  sim.schedule(arrive(), 1, 'arrival')
  return () => {
    sim.run()
    if (servers === 1) meanWait = waited / CUSTOMERS
    return sim.executed
  }
}
