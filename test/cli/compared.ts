/** Commands as they are typed, on a small night, without starting a process. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { main } from '../../cli/app.ts'
import { temporaryFolder, terminal } from './runs.ts'

export const NIGHT = `name: Night
start: 2026-01-05T18:00
horizon: 1 d
servers:
  - { name: vbr, roles: [backup-server] }
  - { name: gw, count: 2, nic: 200 Mbit/s, memory: 32 GiB, roles: { gateway: { maxTasks: 2 } } }
  - { name: px, roles: { proxy: { maxTasks: 8, platform: vmware } } }
repositories:
  - { name: nas, type: smb, write: 800 MB/s, read: 800 MB/s, maxTasks: 16, gateway: [gw] }
jobs:
  - name: nightly
    type: backup
    platform: vmware
    target: nas
    schedule: { daily: "22:00" }
    window: { from: "22:00", to: "06:00" }
    full: { on: [sun], kind: active }
    reduction: 2
    machines: [{ name: vm, count: 6, disks: 1, size: 200 GiB, used: 50 %, changeRate: { uniform: [2 %, 6 %] } }]
failures:
  - { server: gw, every: { exponential: { mean: 20 d } }, for: 30 min }
`

export interface Folder {
  readonly file: string
  readonly out: string
  /** Cells by name of column, row by row. */
  table(name: string): readonly Readonly<Record<string, string>>[]
  document(): Readonly<Record<string, unknown>>
}

export function folder(experiment = '', night: string = NIGHT): Folder {
  const at = temporaryFolder()
  const file = join(at, 'night.yaml')
  const out = join(at, 'out')
  writeFileSync(file, `${night}${experiment}`)
  return {
    file,
    out,
    table: (name) => {
      const [head, ...rows] = readFileSync(join(out, name), 'utf8')
        .replace('\uFEFF', '')
        .trimEnd()
        .split('\r\n')
      // Names of points hold commas and are quoted.
      const cells = (row: string) =>
        [...row.matchAll(/(?:^|,)("[^"]*"|[^,]*)/g)].map((it) => it[1]!.replaceAll('"', ''))
      const names = cells(head!)
      return rows.map((row) => Object.fromEntries(cells(row).map((cell, i) => [names[i]!, cell])))
    },
    document: () => JSON.parse(readFileSync(join(out, 'result.json'), 'utf8')),
  }
}

export async function type(
  command: string,
  { file, out }: Folder,
  ...options: readonly string[]
): Promise<{ code: number; out: string; err: string }> {
  const screen = terminal()
  const code = await main([command, file, '--out', out, ...options], screen)
  return { code, ...screen.heard() }
}
