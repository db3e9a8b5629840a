/** The baseline of a scenario: a file beside it, one line per metric so that a change reads well in a review. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import type { Baseline, KeptVariant } from '../../sim/experiment/index.ts'
import { UserError } from '../failure.ts'
import { onDisk } from '../folder/disk.ts'

export function baselinePath(file: string): string {
  if (file === '-')
    throw new UserError('E-USAGE', 'a baseline lies beside a file, and standard input is none')
  return `${file.replace(/\.(ya?ml|json)$/i, '')}.baseline.json`
}

/** undefined: there is none. Throws E-BASELINE. */
export function readBaseline(path: string): Baseline | undefined {
  if (!existsSync(path)) return undefined
  const read = parsed(readFileSync(path, 'utf8'))
  if (read !== undefined) return read
  throw new UserError('E-BASELINE', `${path} is no baseline of gatesim`, 'Renew it with --update.')
}

function parsed(text: string): Baseline | undefined {
  try {
    const read = JSON.parse(text) as Partial<Baseline> | null
    const variants: unknown = read?.variants
    const whole = Array.isArray(variants) && variants.every(isKept)
    const named = typeof read?.version === 'string' && typeof read.scenario === 'string'
    return whole && named && typeof read.replications === 'number' ? (read as Baseline) : undefined
  } catch {
    return undefined
  }
}

function isKept(it: Partial<KeptVariant> | null): boolean {
  if (typeof it?.name !== 'string' || typeof it.fingerprint !== 'string') return false
  const metrics: unknown = it.metrics
  return typeof metrics === 'object' && metrics !== null && Object.values(metrics).every(isMoments)
}

function isMoments(it: unknown): boolean {
  const { mean, sd, n } = (it ?? {}) as Readonly<Record<string, unknown>>
  return [mean, sd, n].every(Number.isFinite)
}

/** Whole or not at all: the old one stays until the new one is on disk. */
export function writeBaseline(path: string, baseline: Baseline): void {
  const partial = `${path}.partial`
  const write = (): void => {
    writeFileSync(partial, baselineText(baseline))
    renameSync(partial, path)
  }
  const refused = 'The baseline stands beside the scenario: make its folder writable, or leave out --update.'
  onDisk(path, write, { full: 'The old baseline is untouched: free some space and try again.', refused })
}

function baselineText({ version, scenario, replications, variants }: Baseline): string {
  const json = JSON.stringify
  const blocks = variants.map(({ name, fingerprint, metrics }) => {
    const lines = Object.entries(metrics).map(([metric, it]) => `        ${json(metric)}: ${json(it)}`)
    return `    {\n      "name": ${json(name)},\n      "fingerprint": ${json(fingerprint)},\n      "metrics": {\n${lines.join(',\n')}\n      }\n    }`
  })
  return `{\n  "version": ${json(version)},\n  "scenario": ${json(scenario)},\n  "replications": ${replications},\n  "variants": [\n${blocks.join(',\n')}\n  ]\n}\n`
}
