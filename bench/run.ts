/**
 * `npm run bench [FILTER]`: speed as a promise. Read figures of one run against each other: single figures move
 * with the machine and with what else it does.
 */
import { cpus } from 'node:os'
import type { BenchLine } from './bench-line.ts'

interface Bench {
  readonly name: string
  readonly load: () => Promise<{ bench(): Promise<BenchLine[]> }>
}

const BENCHES: readonly Bench[] = [
  { name: 'kernel: hold model of the event list', load: () => import('./kernel/hold.ts') },
  { name: 'kernel: queues on the simulation loop', load: () => import('./kernel/queues.ts') },
  { name: 'kernel: chance and deterministic functions', load: () => import('./kernel/chance.ts') },
  { name: 'flow: completed transfers in closed loops', load: () => import('./flow/sharing.ts') },
  { name: 'model: whole nights', load: () => import('./model/nights.ts') },
  { name: 'model: providers of thousands of tenants', load: () => import('./model/cloud.ts') },
  { name: 'crew: two workers against one', load: () => import('./crew/workers.ts') },
]

const filter = process.argv[2] ?? ''
console.log(
  `node ${process.version}, ${cpus().length} x ${cpus()[0]?.model ?? 'unknown processor'}; medians of five`,
)
for (const { name, load } of BENCHES.filter((bench) => bench.name.includes(filter))) {
  console.log(`\n${name}`)
  const { bench } = await load()
  for (const { name: line, value, unit, note } of await bench()) {
    console.log(
      `  ${line.padEnd(58)} ${format(value).padStart(12)} ${unit}${note === undefined ? '' : `  (${note})`}`,
    )
  }
}

function format(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en-US') : value.toPrecision(3)
}
