/** Restore points of a chain, oldest first, and how long they are kept (docs/model.md 2). */
import type { Bytes, Seconds } from '../../units.ts'
import { Slots } from '../infrastructure/index.ts'
import type { Job } from '../input/index.ts'
import type { Chain, Point } from './entities.ts'

type Points = Point[]
type Keeping = Pick<Job, 'method' | 'retention'>

export function emptyChain(): Chain {
  return { points: [], changing: new Slots(1), guarded: new Slots(1), readers: new Set() }
}

/** Adds a point and drops what retention no longer needs; returns the change of bytes kept. */
export function keepPoint(points: Points, keeping: Keeping, point: Point): Bytes {
  points.push(point)
  // What a reverse chain drops is known after its transform, when the newest point is a full again.
  const chained = keeping.method === 'reverse' && point.kind === 'increment'
  return point.stored - (chained ? 0 : dropExpired(points, keeping, point.time))
}

/** Drops the oldest points as long as enough are left; returns their bytes. */
function dropExpired(points: Points, keeping: Keeping, now: Seconds): Bytes {
  let dropped = 0
  for (;;) {
    const piece = oldestPiece(points, keeping)
    if (piece === 0 || !isExpired(points, piece, keeping, now)) return dropped
    for (const point of points.splice(0, piece)) dropped += point.stored
  }
}

/** A chain goes as a whole, when none of its points is kept; a rollback of a reverse chain goes alone. */
function oldestPiece(points: readonly Point[], { method }: Keeping): number {
  if (method === 'reverse') return points.length > 1 ? 1 : 0
  const next = points.findIndex((point, i) => i > 0 && point.kind === 'full')
  return Math.max(0, next)
}

/** Whether retention needs none of the oldest `count` points. */
function isExpired(points: readonly Point[], count: number, { retention }: Keeping, now: Seconds): boolean {
  if ('points' in retention) return points.length - count >= retention.points
  return points[count - 1]!.time <= now - retention.period
}

/** forever-forward: how many increments beyond retention the next merge takes into the full (ASSUMED A-37: all). */
export function mergeable(points: readonly Point[], keeping: Keeping, now: Seconds): number {
  let count = 0
  while (points[count + 1]?.kind === 'increment' && isExpired(points, count + 1, keeping, now)) count++
  return count
}

/** The oldest increments go into the full, which then stands for the time of the last of them. */
export function mergeOldest(points: Points, count: number): Bytes {
  if (count === 0) return 0
  const [full, ...merged] = points.splice(0, count + 1)
  const fresh = merged.reduce((bytes, point) => bytes + point.fresh, 0)
  points.unshift({ time: merged[count - 1]!.time, kind: 'full', stored: full!.stored, fresh })
  return -sum(merged)
}

/** reverse: increments that came after the newest full. */
export function afterFull(points: readonly Point[]): readonly Point[] {
  return points.slice(points.findLastIndex((point) => point.kind === 'full') + 1)
}

/** The newest point becomes the full; what each older one differs by from its successor becomes a rollback. */
export function transformIntoRollbacks(points: Points, keeping: Keeping, now: Seconds): Bytes {
  const first = points.findLastIndex((point) => point.kind === 'full')
  if (first < 0) return 0
  const full = points[first]!.stored
  for (let i = first; i < points.length - 1; i++) {
    const { time, fresh } = points[i]!
    points[i] = { time, kind: 'increment', stored: points[i + 1]!.stored, fresh }
  }
  const { time, fresh } = points.pop()!
  points.push({ time, kind: 'full', stored: full, fresh })
  return -dropExpired(points, keeping, now)
}

/** ASSUMED A-35: the synthetic full takes the place of the increment that its session made. */
export function replaceIncrement(points: Points, keeping: Keeping, full: Point): Bytes {
  const own = points.findIndex(({ time, kind }) => time === full.time && kind === 'increment')
  const replaced = own < 0 ? undefined : points.splice(own, 1)[0]!
  const fresh = replaced?.fresh ?? full.stored
  return keepPoint(points, keeping, { ...full, fresh }) - (replaced?.stored ?? 0)
}

export function newestFull(points: readonly Point[]): Point | undefined {
  return points.findLast((point) => point.kind === 'full')
}

export function sum(points: readonly Point[]): Bytes {
  let bytes = 0
  for (const { stored } of points) bytes += stored
  return bytes
}
