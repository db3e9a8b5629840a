import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { Crew, threadsFor } from '../../cli/crew/crew.ts'
import { Progress } from '../../cli/crew/progress.ts'
import type { BenchLine } from '../bench-line.ts'
import { nanosecondsPerAwaited, perSecond } from '../interleaved.ts'
import { worldOf } from '../model/world-of.ts'

const FILE = 'scenarios/library/estate-800.yaml'
/** Even, so that two workers have as much to do each. */
const REPLICATIONS = 6

/** Replications of an estate by one worker, which is the program's own thread, and by two; all threads are warm. */
export async function bench(): Promise<BenchLine[]> {
  const worker = resolve('dist/cli/crew/worker.js')
  if (!existsSync(worker)) throw new Error('workers are measured as they are built: npm run build')
  const variant = { name: 'base', world: worldOf(FILE, readFileSync(FILE, 'utf8')) }
  const units = Array.from({ length: REPLICATIONS }, (_, i) => ({ variant, replication: i + 1 }))
  const crews = [1, 2].map((workers) => new Crew(threadsFor(workers, worker), means()))
  const names = ['replications of 800 machines, one worker', 'replications of 800 machines, two workers']
  const lines = await nanosecondsPerAwaited(
    crews.map((crew, i) => ({
      name: names[i]!,
      work: async () => {
        await crew.run(units, () => {})
        return REPLICATIONS
      },
    })),
  )
  for (const crew of crews) await crew.close()
  const ratio = { name: 'two workers against one', value: lines[0]!.value / lines[1]!.value, unit: 'times' }
  return [...perSecond(lines, 'replications/s'), ratio]
}

function means() {
  return {
    orders: { seed: 1 },
    progress: new Progress(undefined, 0, 0),
    interrupts: { asked: false, stop: () => {} },
    say: (text: string) => console.error(text),
  }
}
