/** Results whose pages are looked at: made once by the built program, in the folder of the caller. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gatesim } from '../cli/built.ts'

const LIBRARY = fileURLToPath(new URL('../../scenarios/library/', import.meta.url))

/** Names that are markup, formulas or no Latin script. */
export const HOSTILE = `name: '<b>Nacht</b> "über" 日本 & Söhne</script>'
start: 2026-01-05T18:00
horizon: 1 d
servers:
  - { name: vbr, roles: [backup-server] }
  - { name: '<img src=x onerror=alert(1)>', count: 1, roles: [gateway] }
  - { name: 'gw-日本', roles: [gateway] }
  - { name: px, roles: { proxy: { maxTasks: 4, platform: vmware } } }
repositories:
  - { name: '=1+1', type: smb, write: 200 MB/s, read: 200 MB/s, maxTasks: 8, gateway: ['<img src=x onerror=alert(1)>', 'gw-日本'] }
jobs:
  - name: '"><script>alert(2)</script>'
    type: backup
    platform: vmware
    target: '=1+1'
    schedule: { daily: "22:00" }
    window: { from: "22:00", to: "23:00" }
    machines: [{ name: '@ärger', count: 8, size: 1 TiB, changeRate: 5 % }]
failures:
  - { server: 'gw-日本', at: "22:03", for: 20 min }
`

interface Asked {
  readonly command: readonly string[]
  /** Of the library; default: HOSTILE. */
  readonly scenario?: string
}

export const RESULTS: Readonly<Record<string, Asked>> = {
  night: { command: ['run', '--decisions'], scenario: 'two-gateways-one-lost' },
  variants: { command: ['run', '--replications', '3'], scenario: 'nas-gateways-1-to-8' },
  tenants: { command: ['run', '--replications', '2'], scenario: 'cloud-n-plus-1-drill' },
  plan: { command: ['plan', '--vary', 'gateways:servers.gw.count=1..8'], scenario: 'how-many-gateways' },
  compare: { command: ['compare', '--replications', '10'], scenario: 'cloud-layouts-failures' },
  sensitivity: { command: ['sensitivity', '--replications', '5'], scenario: 'branch-on-guesses' },
  value: { command: ['value', '--replications', '5'], scenario: 'branch-on-guesses' },
  hostile: { command: ['run'] },
}

/** 10,000 tasks in a week. */
export const LARGE: Asked = { command: ['run', '--decisions'], scenario: 'estate-800' }

/** The folder of one of them. */
export async function makeResult(
  name: string,
  folder: string,
  asked: Asked = RESULTS[name]!,
): Promise<string> {
  const { command, scenario } = asked
  const [verb, ...options] = command
  const file = scenario === undefined ? join(folder, 'hostile.yaml') : `${LIBRARY}${scenario}.yaml`
  if (scenario === undefined) writeFileSync(file, HOSTILE)
  const out = join(folder, name)
  const { code, err } = await gatesim([verb!, file, ...options, '--out', out, '--quiet'], folder)
  if (code !== 0) throw new Error(`${name}: ${err}`)
  return out
}
