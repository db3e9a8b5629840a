/** A 128-bit fingerprint of text (cyrb128 by bryc, public domain): pure, equal on every machine. No secret is kept by it. */
const SEEDS = [1779033703, 3144134277, 1013904242, 2773480762] as const
const FIRST = [597399067, 2869860233, 951274213, 2716044179] as const

export function fingerprint(text: string): string {
  let [a, b, c, d]: [number, number, number, number] = [...SEEDS]
  const [p, q, r, s] = FIRST
  for (let i = 0; i < text.length; i++) {
    const k = text.charCodeAt(i)
    a = b ^ Math.imul(a ^ k, p)
    b = c ^ Math.imul(b ^ k, q)
    c = d ^ Math.imul(c ^ k, r)
    d = a ^ Math.imul(d ^ k, s)
  }
  a = Math.imul(c ^ (a >>> 18), p)
  b = Math.imul(d ^ (b >>> 22), q)
  c = Math.imul(a ^ (c >>> 17), r)
  d = Math.imul(b ^ (d >>> 19), s)
  const all = a ^ b ^ c ^ d
  return [all, b ^ all, c ^ all, d ^ all].map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('')
}

/** JSON with the keys of maps in alphabetical order: two documents that say the same give the same text. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  const pairs = Object.entries(value).sort(([x], [y]) => (x < y ? -1 : x > y ? 1 : 0))
  return `{${pairs.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`
}
