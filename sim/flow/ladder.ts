import { addTo, CAPPED, emptySums, SHARED, type Sums } from './sums.ts'
import { type Levelled, Standing, type TransferOn } from './transfer.ts'

/** Members per bucket, at most; half of it after a split. */
const BUCKET = 64

interface Bucket<T> {
  readonly members: T[]
  /** Sums of the whole bucket, if they were asked for since its last change. */
  sums: Sums | undefined
}

type Member = TransferOn<Levelled>

const before = (a: Member, b: Member): boolean =>
  a.threshold < b.threshold || (a.threshold === b.threshold && a.sequence < b.sequence)

/**
 * The members of a route that have a cap of their own, sorted by threshold (cap / weight) in buckets, with a
 * boundary: those in front of it count as running at their cap, those behind it as on the potential. The
 * boundary is moved tentatively while a level is sought; whole buckets are passed by their sums.
 */
export class Ladder<T extends Member> {
  readonly #buckets: Bucket<T>[] = [{ members: [], sums: undefined }]
  /** The boundary lies in front of member #index of bucket #bucket (or behind the last). */
  #bucket = 0
  #index = 0
  size = 0
  /** Members in front of the boundary. */
  capped = 0

  next(): T | undefined {
    return this.#buckets[this.#bucket]!.members[this.#index]
  }

  previous(): T | undefined {
    if (this.#index > 0) return this.#buckets[this.#bucket]!.members[this.#index - 1]
    return this.#bucket > 0 ? this.#buckets[this.#bucket - 1]!.members.at(-1) : undefined
  }

  advance(): void {
    this.#index++
    this.capped++
    this.#canonical()
  }

  retreat(): void {
    if (this.#index === 0) this.#index = this.#buckets[--this.#bucket]!.members.length
    this.#index--
    this.capped--
  }

  /** Passes the bucket behind the boundary if all of it has thresholds up to `bound`; its sums, or nothing. */
  passForward(bound: number): Sums | undefined {
    const bucket = this.#buckets[this.#bucket]!
    if (this.#index > 0 || this.#buckets.length === 1 || !(bucket.members.at(-1)!.threshold <= bound)) return
    this.#index = bucket.members.length
    this.capped += this.#index
    this.#canonical()
    return sumsOf(bucket)
  }

  /** Passes the bucket in front of the boundary if all of it has thresholds above `bound`. */
  passBackward(bound: number): Sums | undefined {
    if (this.#bucket === 0 || this.#index > 0) return
    const bucket = this.#buckets[this.#bucket - 1]!
    if (!(bucket.members[0]!.threshold > bound)) return
    this.#bucket--
    this.capped -= bucket.members.length
    return sumsOf(bucket)
  }

  /** `capped` says on which side of the boundary it goes where both would keep the order. */
  insert(member: T, capped: boolean): boolean {
    const b = this.#bucketFor(member)
    const bucket = this.#buckets[b]!
    const i = lowerBound(bucket.members, member)
    const atBoundary = b === this.#bucket && i === this.#index
    const inFront = atBoundary ? capped : b < this.#bucket || (b === this.#bucket && i < this.#index)
    bucket.members.splice(i, 0, member)
    bucket.sums = undefined
    this.size++
    if (inFront) {
      this.capped++
      if (b === this.#bucket) this.#index++
    }
    if (bucket.members.length > BUCKET) this.#split(b)
    this.#canonical()
    return inFront
  }

  /** Takes the member out; says whether it was in front of the boundary. */
  remove(member: T): boolean {
    const b = this.#bucketFor(member)
    const bucket = this.#buckets[b]!
    const i = lowerBound(bucket.members, member)
    const inFront = b < this.#bucket || (b === this.#bucket && i < this.#index)
    bucket.members.splice(i, 1)
    bucket.sums = undefined
    this.size--
    if (inFront) {
      this.capped--
      if (b === this.#bucket) this.#index--
    }
    if (bucket.members.length === 0 && this.#buckets.length > 1) this.#drop(b)
    this.#canonical()
    return inFront
  }

  /**
   * Members whose standing disagrees with the boundary: they lie next to it, since all further away agreed
   * before; members that wait for their first standing are stepped over.
   */
  collectTurned(toCapped: T[], toShared: T[]): void {
    this.#collectInFront(toCapped)
    for (let b = this.#bucket, i = this.#index; b < this.#buckets.length; b++, i = 0) {
      for (const { members } = this.#buckets[b]!; i < members.length; i++) {
        const member = members[i]!
        if (member.standing === Standing.shared) return
        if (member.standing === Standing.capped) toShared.push(member)
      }
    }
  }

  #collectInFront(toCapped: T[]): void {
    let i = this.#index
    for (let b = this.#bucket; b >= 0; b--) {
      const { members } = this.#buckets[b]!
      if (b < this.#bucket) i = members.length
      while (--i >= 0) {
        const member = members[i]!
        if (member.standing === Standing.capped) return
        if (member.standing === Standing.shared) toCapped.push(member)
      }
    }
  }

  /** A boundary at the end of a bucket is written as the start of the next. */
  #canonical(): void {
    while (
      this.#index === this.#buckets[this.#bucket]!.members.length &&
      this.#bucket + 1 < this.#buckets.length
    ) {
      this.#bucket++
      this.#index = 0
    }
  }

  /** The first bucket whose last member is not before `member`, else the last bucket. */
  #bucketFor(member: T): number {
    let low = 0
    let high = this.#buckets.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if (before(this.#buckets[middle]!.members.at(-1)!, member)) low = middle + 1
      else high = middle
    }
    return low
  }

  #split(b: number): void {
    const members = this.#buckets[b]!.members
    const half = members.length >> 1
    this.#buckets.splice(b + 1, 0, { members: members.splice(half), sums: undefined })
    if (this.#bucket > b) this.#bucket++
    else if (this.#bucket === b && this.#index >= half) {
      this.#bucket++
      this.#index -= half
    }
  }

  #drop(b: number): void {
    this.#buckets.splice(b, 1)
    if (this.#bucket > b) this.#bucket--
    else if (this.#bucket === b && b === this.#buckets.length) {
      this.#bucket--
      this.#index = this.#buckets[this.#bucket]!.members.length
    }
  }
}

function lowerBound(members: readonly Member[], member: Member): number {
  let low = 0
  let high = members.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (before(members[middle]!, member)) low = middle + 1
    else high = middle
  }
  return low
}

function sumsOf(bucket: Bucket<Member>): Sums {
  if (bucket.sums) return bucket.sums
  const sums = emptySums(bucket.members[0]!.coefficients.length)
  for (const member of bucket.members) {
    addTo(sums, CAPPED, member.cap, member.coefficients)
    addTo(sums, SHARED, member.weight, member.coefficients)
  }
  bucket.sums = sums
  return sums
}
