/** How the load of gateways went over time in one replication: what load.csv says of them, short enough to be kept. */
import type { LoadRecord } from '../model/index.ts'
import type { BytesPerSecond, Seconds } from '../units.ts'

/** As many as load.csv has buckets by itself; with narrower ones neighbours are taken together. */
export const MOST_BUCKETS = 288

/** Rates in buckets of equal width; only the last one may be cut by the end of the measured time. */
export interface GatewayLoad {
  /** Start of the first bucket. */
  readonly from: Seconds
  readonly width: Seconds
  /** End of the last bucket. */
  readonly until: Seconds
  /** Mean bytes per second into each gateway, bucket by bucket; in the order of gateways.csv. */
  readonly gateways: readonly { readonly gateway: string; readonly bytesInPerSecond: Float64Array }[]
}

/** Collects the rows of load.csv of some gateways. */
export class LoadBook {
  readonly #rates = new Map<string, BytesPerSecond[]>()
  readonly #starts: Seconds[] = []

  /** Its rows are wanted; a server that is a gateway and a cloud gateway has them once. */
  want(gateway: string): void {
    if (!this.#rates.has(gateway)) this.#rates.set(gateway, [])
  }

  add({ time, gateway, bytesInPerSecond }: LoadRecord): void {
    const rates = this.#rates.get(gateway)
    if (rates === undefined) return
    if (this.#starts[this.#starts.length - 1] !== time) this.#starts.push(time)
    rates.push(bytesInPerSecond)
  }

  /** `measured`: how long the buckets last together. undefined without a row. */
  found(measured: Seconds): GatewayLoad | undefined {
    const from = this.#starts[0]
    if (from === undefined) return undefined
    const until = from + measured
    const second = this.#starts[1] ?? until
    const times = Math.ceil(this.#starts.length / MOST_BUCKETS)
    const width = second - from
    const gateways = [...this.#rates].map(([gateway, rates]) => ({
      gateway,
      bytesInPerSecond: coarserRates({ rates: Float64Array.from(rates), width, seconds: measured }, times),
    }))
    return { from, width: width * times, until, gateways }
  }
}

/** Rates in buckets of equal width that last `seconds` together: the last one may be shorter. */
export interface BucketRates {
  readonly rates: Float64Array
  readonly width: Seconds
  readonly seconds: Seconds
}

/** With `times` neighbouring buckets in one: their mean, weighted by how long they last. */
export function coarserRates({ rates, width, seconds }: BucketRates, times: number): Float64Array {
  if (times <= 1) return rates
  const means = new Float64Array(Math.ceil(rates.length / times))
  for (let i = 0; i < means.length; i++) {
    let [amount, time] = [0, 0]
    for (let k = i * times; k < Math.min(rates.length, (i + 1) * times); k++) {
      const lasts = Math.min(width, seconds - k * width)
      amount += rates[k]! * lasts
      time += lasts
    }
    means[i] = amount / time
  }
  return means
}
