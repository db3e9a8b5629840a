/** An amount as people type it, in the unit of the tables: bytes, seconds, bytes per second, parts of one. */

const TYPED = /^(-?(?:\d+\.?\d*|\.\d+))\s*([a-z%]*)(?:\/s)?$/i

const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  '%': 0.01,
  b: 1,
  kib: 2 ** 10,
  mib: 2 ** 20,
  gib: 2 ** 30,
  tib: 2 ** 40,
  pib: 2 ** 50,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  tb: 1e12,
  pb: 1e15,
  s: 1,
  min: 60,
  h: 3600,
  d: 86_400,
}

/** undefined: it is no amount. */
export function amountOf(text: string): number | undefined {
  const match = TYPED.exec(text.trim())
  const unit = UNITS[match?.[2]?.toLowerCase() ?? '-']
  return match === null || unit === undefined ? undefined : Number(match[1]) * unit
}
