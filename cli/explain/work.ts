/** What many tasks have in common, summed up as they pass by. */
import type { CountedWords, InWords, RuleUse, TaskFacts, WorkFacts } from '../../output/index.ts'
import { ruleInWords, STAGES } from '../../sim/model/index.ts'

type Growing<T> = { -readonly [K in keyof T]: T[K] }

export class Work {
  #tasks = 0
  #failed = 0
  #warned = 0
  #transferSeconds = 0
  readonly #waits = new Map<string, Growing<CountedWords>>()
  readonly #reasons = new Map<string, Growing<CountedWords>>()
  readonly #uses = new Map<string, Growing<RuleUse>>()
  readonly #limited = new Map<string, number>()

  add(task: TaskFacts): void {
    this.#tasks++
    if (task.result === 'Failed') this.#failed++
    if (task.result === 'Warning') this.#warned++
    count(this.#waits, task.waitedFor, task.waitSeconds)
    count(this.#reasons, task.reason, task.durationSeconds)
    this.#use(task)
    this.#transferSeconds += task.transferSeconds
    for (const { stage, share } of task.limited) {
      this.#limited.set(stage, (this.#limited.get(stage) ?? 0) + share * task.transferSeconds)
    }
  }

  #use(task: TaskFacts): void {
    const { gateway, rule } = task
    if (rule === undefined) return
    const key = JSON.stringify([gateway, rule])
    let use = this.#uses.get(key)
    if (use === undefined) {
      use = { gateway, rule, inWords: ruleInWords(rule), tasks: 0, failed: 0, fallbacks: 0, bytesIn: 0 }
      this.#uses.set(key, use)
    }
    use.tasks++
    if (task.result === 'Failed') use.failed++
    if (task.fallback) use.fallbacks++
    use.bytesIn += task.gatewayBytesIn
  }

  facts(): WorkFacts {
    const total = this.#transferSeconds
    const limited = STAGES.map((stage) => ({ stage, share: (this.#limited.get(stage) ?? 0) / total }))
    return {
      tasks: this.#tasks,
      failed: this.#failed,
      warned: this.#warned,
      waits: mostFirst(this.#waits.values()),
      reasons: mostFirst(this.#reasons.values()),
      uses: mostFirst(this.#uses.values()),
      limited: limited.filter(({ share }) => share > 0).sort((a, b) => b.share - a.share),
      transferSeconds: total,
    }
  }
}

function count(into: Map<string, Growing<CountedWords>>, words: InWords | undefined, seconds: number): void {
  if (words === undefined) return
  const known = into.get(words.code)
  if (known === undefined) into.set(words.code, { ...words, tasks: 1, longestSeconds: seconds })
  else {
    known.tasks++
    known.longestSeconds = Math.max(known.longestSeconds, seconds)
  }
}

function mostFirst<T extends { readonly tasks: number }>(items: Iterable<T>): readonly T[] {
  return [...items].sort((a, b) => b.tasks - a.tasks)
}
