/** One measured figure; every file of bench/ gives some. */
export interface BenchLine {
  readonly name: string
  readonly value: number
  readonly unit: string
  readonly note?: string
}
