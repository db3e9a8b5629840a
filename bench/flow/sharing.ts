import { spawnSync } from 'node:child_process'
import process from 'node:process'
import { Network } from '../../sim/flow/index.ts'
import type { BenchLine } from '../bench-line.ts'
import { type Loop, mesh, run, tenants } from './closed-loop.ts'
import { night } from './night.ts'

/** The promise: completed transfers per second on tgr F=1e4 G=8, as a multiple of SimGrid's in the same session. */
const PROMISE = 100

/** Seconds for one run of one loop. */
const LIMIT = 3

const LOOPS: readonly (readonly [Loop, number])[] = [
  [tenants(1e4, 8), 100_000],
  [tenants(1e5, 8), 100_000],
  [tenants(1e5, 64), 30_000],
  [mesh(100, 20), 100_000],
  [mesh(1e4, 200), 10_000],
  [tenants(1e4, 8, true), 100_000],
  [tenants(1e5, 8, true), 100_000],
  [tenants(1e5, 64, true), 30_000],
]

/**
 * Completed transfers per second, medians of five; then a single server and a small night. With the path of a
 * compiled SimGrid loop in SIMGRID_FLOW (arguments: scenario, transfers, size, completions, log, seconds) the
 * ratio to it is measured beside ours.
 */
export async function bench(): Promise<BenchLine[]> {
  const unit = 'transfers/s'
  const peer = process.env['SIMGRID_FLOW']
  const lines: BenchLine[] = []
  for (const [loop, completions] of LOOPS) {
    const value = median(() => {
      const { completed, seconds } = run(loop, completions, LIMIT)
      return completed / seconds
    })
    lines.push({ name: loop.name, value, unit })
  }
  if (peer) lines.push(ratio(peer, lines[0]!.value))
  lines.push({ name: 'one server, one transfer at a time', value: median(() => single(200_000)), unit })
  lines.push({ name: 'night: 150 in flight, paths of 9, own caps', value: median(() => night(20_000)), unit })
  return lines
}

function ratio(program: string, ours: number): BenchLine {
  const theirs = median(() => {
    const options = ['--log=root.thres:error', '--cfg=network/optim:Full']
    const { stdout } = spawnSync(program, ['tgr', '10000', '8', '3000', '-', '8', ...options], {
      encoding: 'utf8',
    })
    return (JSON.parse(stdout) as { perS: number }).perS
  })
  const note = `${theirs.toFixed(0)} transfers/s of SimGrid in this session; promised: ${PROMISE}`
  return { name: 'tgr F=10000 G=8 against SimGrid', value: ours / theirs, unit: 'times', note }
}

/** Start, share, end of single transfers on one resource. */
function single(count: number): number {
  const network = new Network()
  const path = [{ resource: network.addResource(1e9), coefficient: 1 }]
  const from = performance.now()
  let now = 0
  for (let i = 0; i < count; i++) {
    network.start({ path, bytes: 1e8 + (i % 7) * 1e7, cap: Infinity, weight: 1 }, now)
    network.share(now)
    now = network.nextDue()
    network.takeDue(now)
    network.share(now)
  }
  return (1000 * count) / (performance.now() - from)
}

function median(measure: () => number): number {
  return [1, 2, 3, 4, 5].map(measure).sort((a, b) => a - b)[2]!
}
