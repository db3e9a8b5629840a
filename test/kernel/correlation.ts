/** z value of the correlation between neighbours of a series of uniforms: standard normal if there is none. */
export function neighbourZ(series: readonly number[]): number {
  return pairZ(series.slice(0, -1), series.slice(1))
}

/** z value of the correlation between two series of uniforms. */
export function pairZ(a: readonly number[], b: readonly number[]): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i]! - 0.5) * (b[i]! - 0.5)
  return (12 * sum) / Math.sqrt(a.length)
}

/** z value of the mean of a series of uniforms. */
export function meanZ(series: readonly number[]): number {
  let sum = 0
  for (const u of series) sum += u - 0.5
  return sum / Math.sqrt(series.length / 12)
}

/** Chi-square of 256 equal cells as a z value: (X - 255) / sqrt(510). */
export function cellsZ(series: readonly number[]): number {
  const cells = new Float64Array(256)
  for (const u of series) cells[Math.floor(u * 256)]!++
  const expected = series.length / 256
  const chiSquare = cells.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
  return (chiSquare - 255) / Math.sqrt(510)
}
