/** Results of small nights to be explained, sound and damaged, and `explain` as it answers about them. */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import { main } from '../../cli/app.ts'
import { type Ended, gatesim } from './built.ts'
import { temporaryFolder, terminal } from './runs.ts'

const LIBRARY = fileURLToPath(new URL('../../scenarios/library', import.meta.url))

/** A share and a repository on its own host, and names that need quotes everywhere. */
const ODD = `name: Odd names
start: 2026-01-05T18:00
horizon: 1 d
servers:
  - { name: vbr, roles: [backup-server] }
  - { name: 'gw; one (old), "x"', roles: [gateway] }
  - { name: "=gw two", roles: [gateway] }
  - { name: px, roles: { proxy: { maxTasks: 2, platform: vmware } } }
  - { name: lin, roles: [proxy] }
repositories:
  - { name: nas, type: smb, write: 80 MB/s, read: 80 MB/s, maxTasks: 3, gateway: ['gw; one (old), "x"', "=gw two"] }
  - { name: direct, type: linux, host: lin, maxTasks: 3 }
jobs:
  - name: "night; ly"
    type: backup
    platform: vmware
    target: nas
    proxies: [px]
    schedule: { daily: "22:00" }
    window: { from: "22:00", to: "06:00" }
    machines: [{ name: "vm a/b", count: 5, disks: 2, size: 200 GiB }, { name: "-x", size: 10 GiB }]
  - name: dir
    type: backup
    platform: vmware
    target: direct
    proxies: [px]
    schedule: { daily: "22:30" }
    machines: [{ name: vd, count: 2, size: 200 GiB }]
`

export const cwd: string = temporaryFolder()

/** The night with decisions, the same in German tables and without decisions, one with variants, one with odd names. */
export async function makeResults(): Promise<void> {
  cpSync(LIBRARY, join(cwd, 'lib'), { recursive: true })
  writeFileSync(join(cwd, 'odd.yaml'), ODD)
  writeFileSync(join(cwd, 'dead.yaml'), deadNight())
  const lost = 'lib/two-gateways-one-lost.yaml'
  const runs = [
    [lost, '--decisions', '--out', 'night'],
    [lost, '--decisions', '--csv-locale', 'de', '--out', 'nacht'],
    [lost, '--out', 'plain', '--replications', '2'],
    ['lib/per-machine-files.yaml', '--decisions', '--out', 'variants'],
    ['odd.yaml', '--decisions', '--csv-locale', 'de', '--out', 'odd'],
    ['dead.yaml', '--decisions', '--out', 'dead'],
  ]
  for (const args of runs) expect((await gatesim(['run', ...args, '--quiet'], cwd)).code).toBe(0)
  damagedResults()
}

/** All gateways are down all night. */
function deadNight(): string {
  const night = readFileSync(join(LIBRARY, 'two-gateways-one-lost.yaml'), 'utf8')
  return night.replace('{ server: gw-1, at: "22:49", for: 1 h }', '{ server: gw, at: "22:00", for: 8 h }')
}

/** In this process: a hundred starts of the program would take a minute. */
export async function explain(folder: string, ...args: readonly string[]): Promise<Ended> {
  return explainOn(80, folder, ...args)
}

export async function explainOn(columns: number, folder: string, ...args: readonly string[]): Promise<Ended> {
  const screen = terminal(columns)
  const code = await main(['explain', join(cwd, folder), ...args], screen)
  const { out, err } = screen.heard()
  return { code, out: out.replaceAll(`${cwd}/`, ''), err: err.replaceAll(`${cwd}/`, '') }
}

/** What is said, with lines joined: where they break does not matter. */
export async function words(folder: string, ...args: readonly string[]): Promise<string> {
  const { code, out, err } = await explain(folder, ...args)
  expect(err).toBe('')
  expect(code).toBe(0)
  return out.replace(/ \\\n/g, ' ').replace(/\s+/g, ' ')
}

/** Copies of the night, each with something missing. */
function damagedResults(): void {
  mkdirSync(join(cwd, 'half.partial'), { recursive: true })
  for (const name of ['cut', 'newer', 'torn', 'without']) {
    cpSync(join(cwd, 'night'), join(cwd, name), { recursive: true })
  }
  const result = readFileSync(join(cwd, 'night', 'result.json'), 'utf8')
  writeFileSync(join(cwd, 'cut', 'result.json'), result.slice(0, 300))
  writeFileSync(join(cwd, 'newer', 'result.json'), result.replace(/"gatesim": ".*?"/, '"gatesim": "99.0.0"'))
  const tasks = readFileSync(join(cwd, 'night', 'tasks.csv'), 'utf8')
  writeFileSync(join(cwd, 'torn', 'tasks.csv'), tasks.slice(0, -200))
  rmSync(join(cwd, 'without', 'sessions.csv'), { force: true })
}
