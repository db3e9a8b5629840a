import { Network } from '../../sim/flow/index.ts'

const IN_FLIGHT = 150

/** A multiplicative hash as a source of numbers in [0, 1). */
const pseudo = (i: number): number => ((i * 2_654_435_761) % 4_294_967_291) / 4_294_967_291

/**
 * A usual night: some hundred transfers at once, each with a private resource, its own coefficients and mostly a
 * cap, over nine resources of which two or three are ever full. Returns completed transfers per second.
 */
export function night(completions: number): number {
  const network = new Network()
  const common = Array.from({ length: 24 }, (_, i) => network.addResource(i < 6 ? 1e9 : 2e10))
  const own: number[] = []
  const running = new Map<number, number>()
  let started = 0
  const begin = (now: number): void => {
    const resource = network.addResource(4e8)
    const path = [{ resource, coefficient: 1 }]
    for (let k = 0; k < 8; k++) {
      const pick = k * 3 + Math.floor(3 * pseudo(started * 8 + k))
      path.push({ resource: common[pick]!, coefficient: 0.3 + 0.7 * pseudo(started + 11 * k) })
    }
    const cap = started % 4 === 0 ? Infinity : 1e7 + 1e8 * pseudo(started + 5)
    const id = network.start({ path, bytes: 1e9 + 1e10 * pseudo(started), cap, weight: 1 }, now)
    own[id] = resource
    running.set(id, started++)
  }
  for (let i = 0; i < IN_FLIGHT; i++) begin(0)
  network.share(0)
  const from = performance.now()
  let completed = 0
  while (completed < completions) {
    const now = network.nextDue()
    for (const { id } of network.takeDue(now)) {
      completed++
      network.removeResource(own[id]!)
      begin(now)
    }
    network.share(now)
  }
  return (1000 * completed) / (performance.now() - from)
}
