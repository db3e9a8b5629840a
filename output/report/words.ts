/**
 * What a tenant is told: causes on its own side by name; all others are one, whatever they were. A word that a later version
 * adds is the provider's until it is listed here.
 */
import type { InWords } from '../explain/facts.ts'
import { stageInWords } from '../terminal/stages.ts'

const PROVIDER: InWords = {
  code: 'provider-unavailable',
  words: 'the provider could not take part, or not to the end',
  remedy: 'A retry goes on as soon as the provider is available again; ask your provider.',
}

const REASONS: Readonly<Record<string, readonly [words: string, remedy: string]>> = {
  'tenant-connection-lost': [
    'your connection to the provider was lost, and did not come back in time',
    'Look at your own line.',
  ],
  'quota-exceeded': [
    'your quota had not enough room left; what fitted was moved',
    'Keep fewer restore points, or ask your provider for a larger quota.',
  ],
  'lease-expired': ['your lease had ended', 'Ask your provider to extend it.'],
  'window-closed': [
    'the backup window of the job closed before it ended',
    'Start earlier, or let the job finish outside of its window.',
  ],
  'sibling-failed': [
    'another disk of the same machine failed, and a machine fails as a whole',
    'The reason is that of the other disk.',
  ],
  other: ['a failure at the machine itself, or too many tasks that waited', 'Look at the machine.'],
  unfinished: ['it was still going on as the period ended', 'Look at a longer period.'],
}

export function tenantReason(code: string): InWords {
  const said = Object.hasOwn(REASONS, code) ? REASONS[code] : undefined
  if (said === undefined) return PROVIDER
  const [words, remedy] = said
  return { code, words, remedy }
}

const WAITS: Readonly<Record<string, string>> = {
  tenant: 'its turn among the tasks that you may run at once',
  chain: 'the backup chain, which other work of yours held',
}

export function tenantWait(code: string): InWords {
  const words = Object.hasOwn(WAITS, code) ? WAITS[code] : undefined
  return words === undefined ? { code: 'provider', words: 'a free place at the provider' } : { code, words }
}

const OWN_STAGES: ReadonlySet<string> = new Set(['Source', 'Network', 'Throttling'])

/** What limited a tenant, as it is told: of the network between the two nobody here knows whose part it was. */
export function tenantLimit(stage: string): string {
  return stage === 'Network' ? "the network, your line or the provider's" : stageInWords(stage)
}

/** Stages behind the tenant's line are the provider's. */
export function tenantStage(stage: string): string {
  return OWN_STAGES.has(stage) ? stage : 'Provider'
}
