import { beforeEach, describe, expect, test } from 'vitest'
import { EXIT } from '../../cli/failure.ts'
import type { StudyRequest } from '../../cli/study/request.ts'
import { type Outcome, perform, type Study } from '../../cli/study/study.ts'
import { contents, SCENARIO, temporaryFolder, terminal } from './runs.ts'

let out: string

beforeEach(() => {
  out = `${temporaryFolder()}/study`
})

function request(more: Partial<StudyRequest> = {}): StudyRequest {
  return {
    name: 'compare',
    file: 'two.yaml',
    out,
    form: { delimiter: ',', decimal: '.' },
    json: false,
    quiet: false,
    resume: false,
    command: 'gatesim compare two.yaml',
    ...more,
  }
}

/** Runs `count` nights of both variants. */
const nights =
  (count: number): Study =>
  async (replicator): Promise<Outcome> => ({
    variants: await replicator.upTo(SCENARIO.variants, count),
    files: [['answer.csv', (sink) => sink.write(`nights,${count}\r\n`)]],
    lines: (run) => [`fingerprint ${run.document.fingerprint}`],
    exit: EXIT.done,
  })

/** Ctrl-C after some looks. */
function after(looks: number) {
  let left = looks
  return {
    get asked() {
      return left-- <= 0
    },
    stop() {},
  }
}

describe('a study', () => {
  test('leaves its estimates, its own tables and the list of its replications', async () => {
    expect(await perform(request(), SCENARIO, terminal(), nights(3))).toBe(EXIT.done)
    expect(Object.keys(contents(out))).toEqual([
      'answer.csv',
      'manifest.ndjson',
      'nights.csv',
      'replications.csv',
      'report.html',
      'result.json',
      'summary.csv',
    ])
    expect(contents(out)['manifest.ndjson']!.trim().split('\n')).toHaveLength(1 + 6)
  })

  test('that is broken off keeps what is finished, and goes on to the same bytes', async () => {
    await perform(request(), SCENARIO, terminal(), nights(3))
    const whole = contents(out)
    const screen = terminal()
    expect(await perform(request(), SCENARIO, screen, nights(3), { interrupts: after(3) })).toBe(
      EXIT.interrupted,
    )
    expect(screen.heard().err).toMatch(/interrupted: \d replications finished and kept in .*study\.partial/)
    const again = terminal()
    expect(await perform(request({ resume: true }), SCENARIO, again, nights(3))).toBe(EXIT.done)
    expect(again.heard().err).toMatch(/^resumed: \d replications already finished/)
    expect(contents(out)).toEqual(whole)
  })

  test('takes more replications later without repeating the old ones', async () => {
    await perform(request(), SCENARIO, terminal(), nights(5))
    const whole = contents(out)
    await perform(request(), SCENARIO, terminal(), nights(2))
    const again = terminal()
    await perform(request({ resume: true }), SCENARIO, again, nights(5))
    expect(again.heard().err).toMatch(/^resumed: 4 replications already finished/)
    expect(contents(out)['summary.csv']).toBe(whole['summary.csv'])
    expect(contents(out)['result.json']).toBe(whole['result.json'])
  })

  test('does not take over the replications of another seed', async () => {
    await perform(request(), SCENARIO, terminal(), nights(2))
    const other = { ...SCENARIO, seed: 8 }
    await expect(perform(request({ resume: true }), other, terminal(), nights(2))).rejects.toThrow(
      /seed 7 there, 8 here/,
    )
  })
})
