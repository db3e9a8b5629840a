import {
  FileError,
  type Files,
  type Issue,
  type LoadOptions,
  loadScenario,
  type Scenario,
} from '../../scenarios/index.ts'
import type { Job, World } from '../../sim/model/index.ts'

/** Files in memory. */
export function filesOf(texts: Readonly<Record<string, string>>): Files {
  return {
    read(path) {
      const text = texts[path]
      if (text === undefined) throw new FileError('missing', path)
      return text
    },
  }
}

type Options = Omit<Partial<LoadOptions>, 'files'> & { readonly files?: Readonly<Record<string, string>> }

export function load(text: string, options: Options = {}): ReturnType<typeof loadScenario> {
  const { files, ...rest } = options
  return loadScenario('s.yaml', { files: filesOf({ 's.yaml': text, ...files }), ...rest })
}

/** The scenario, or a failure that shows what is wrong. */
export function good(text: string, options: Options = {}): Scenario {
  const result = load(text, options)
  if (!result.ok)
    throw new Error(result.issues.map((i) => `${i.line}:${i.column} ${i.path}: ${i.message}`).join('\n'))
  return result.scenario
}

export function worldOf(text: string, options: Options = {}): World {
  return good(text, options).variants[0]!.world
}

export function jobOf(text: string, options: Options = {}): Job {
  return worldOf(text, options).jobs[0]!
}

/** All issues but the note of assumed figures, which every scenario as short as these has: see assumedOf. */
export function issuesOf(text: string, options: Options = {}): readonly Issue[] {
  return allIssuesOf(text, options).filter(({ code }) => code !== 'W-ASSUMED')
}

/** The sentence about figures that nobody gave; undefined when all are given. */
export function assumedOf(text: string, options: Options = {}): string | undefined {
  return allIssuesOf(text, options).find(({ code }) => code === 'W-ASSUMED')?.message
}

function allIssuesOf(text: string, options: Options): readonly Issue[] {
  const result = load(text, options)
  return result.ok ? result.scenario.warnings : result.issues
}

export function codesOf(text: string, options: Options = {}): readonly string[] {
  return issuesOf(text, options).map((issue) => issue.code)
}

/** A whole small scenario; sections replace its own. */
export function scenario(sections: Readonly<Record<string, string>> = {}): string {
  const all: Record<string, string> = {
    servers:
      '[{ name: vbr, cores: 24, memory: 64 GiB, roles: [backup-server, mount-server] }, { name: proxy, count: 2, roles: [proxy] }, { name: gw, count: 2, memory: 64 GiB, roles: [gateway] }]',
    repositories: '[{ name: nas, type: smb, gateway: [gw] }]',
    jobs: '[{ name: nightly, target: nas, schedule: { daily: "22:00" }, machines: [{ name: vm, count: 3, size: 200 GiB }] }]',
    failures: '[{ server: gw, at: 5 h, for: 30 min }]',
    ...sections,
  }
  return Object.entries(all)
    .map(([key, value]) => (value.startsWith('\n') ? `${key}:${value}` : `${key}: ${value}`))
    .join('\n')
}

/** A scenario with other keys in its only job. */
export function withJob(keys: string, sections: Readonly<Record<string, string>> = {}): string {
  return scenario({
    ...sections,
    jobs: `[{ name: nightly, target: nas, machines: [{ name: vm, size: 200 GiB }], ${keys} }]`,
  })
}
