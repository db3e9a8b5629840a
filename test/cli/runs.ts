/** Small runs without a file: a scenario around a world of the model's own tests, and a terminal that remembers. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RunRequest } from '../../cli/run/request.ts'
import type { Terminal } from '../../cli/terminal.ts'
import { PLAIN } from '../../output/index.ts'
import type { Scenario } from '../../scenarios/types.ts'
import { at, GATEWAY, GB, HOUR, job, machines, proxy, server, share, world } from '../model/worlds.ts'

const night = world({
  servers: [server('gw-1', GATEWAY), server('gw-2', GATEWAY), proxy('proxy-1', 4)],
  repositories: [share('nas', ['gw-1', 'gw-2'])],
  jobs: [
    job(
      'nightly',
      'nas',
      machines(20, 60 * GB, { bytes: { kind: 'uniform', low: 30 * GB, high: 90 * GB } }),
      {
        schedule: at(HOUR, 3 * HOUR),
        taskRate: { full: 1e8, increment: { kind: 'uniform', low: 5e7, high: 1e8 } },
      },
    ),
  ],
})

export const SCENARIO: Scenario = {
  name: 'Two gateways',
  description: '',
  file: 'two.yaml',
  source: { file: 'two.yaml' },
  hash: '0123456789abcdef0123456789abcdef',
  seed: 7,
  replications: 3,
  replicationsGiven: true,
  confidence: 0.95,
  points: 2,
  variants: [
    { name: 'gateways=2', world: night, factors: { gateways: 2 } },
    {
      name: 'gateways=1',
      world: {
        ...night,
        servers: [server('gw-1', GATEWAY), proxy('proxy-1', 4)],
        repositories: [share('nas', ['gw-1'])],
      },
      factors: { gateways: 1 },
    },
  ],
  warnings: [],
  expect: [],
  uncertain: [],
  worldWith: () => night,
  improvements: () => [],
}

export function request(out: string, more: Partial<RunRequest> = {}): RunRequest {
  return {
    file: 'two.yaml',
    out,
    events: true,
    decisions: true,
    audit: true,
    bucket: undefined,
    form: { delimiter: ',', decimal: '.' },
    json: false,
    quiet: false,
    resume: false,
    command: 'gatesim run two.yaml',
    ...more,
  }
}

export interface HeardTerminal extends Terminal {
  heard(): { readonly out: string; readonly err: string }
}

export function terminal(columns = 80): HeardTerminal {
  let out = ''
  let err = ''
  return {
    out: (text) => {
      out += text
    },
    err: (text) => {
      err += text
    },
    columns,
    errColumns: columns,
    live: false,
    style: { out: PLAIN, err: PLAIN },
    heard: () => ({ out, err }),
  }
}

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'gatesim-test-'))
  process.setMaxListeners(0).once('exit', () => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Name and bytes of every file. */
export function contents(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder)
      .sort()
      .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  )
}
