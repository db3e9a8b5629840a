/** The built program at a terminal: its signals, its colours, its completion. */
import { execFile } from 'node:child_process'
import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { beforeEach, expect, inject, test } from 'vitest'
import { gatesim, start } from './built.ts'
import { temporaryFolder } from './runs.ts'

const NIGHT = `name: Night
start: 2026-01-05T22:00
horizon: 8 h
servers:
  - { name: vbr, roles: [backup-server] }
  - { name: gw, roles: [gateway] }
  - { name: px, roles: { proxy: { maxTasks: 2 } } }
repositories:
  - { name: nas, type: smb, gateway: [gw] }
jobs:
  - name: nightly
    target: nas
    schedule: { daily: "22:00" }
    machines: [{ name: vm, count: 4, bytes: 60 GiB }]
`

let cwd: string

beforeEach(() => {
  cwd = temporaryFolder()
  writeFileSync(join(cwd, 'night.yaml'), NIGHT)
})

test('Ctrl-C ends a program that waits for a save with 0, and its last result is whole', async () => {
  const { child, ended } = start(['run', 'night.yaml', '--watch', '--out', 'results'], cwd)
  child.stderr!.on('data', (chunk: Buffer) => {
    if (chunk.toString().includes('to be saved; Ctrl-C ends')) child.kill('SIGINT')
  })
  const { code, out, err } = await ended
  expect([code, err]).toEqual([0, expect.not.stringContaining('error')])
  expect(out).toContain('Results in results')
  expect(readdirSync(cwd).sort()).toEqual(['night.yaml', 'results'])
  expect((await gatesim(['explain', 'results'], cwd)).code).toBe(0)
})

test('bash that has the script of `gatesim completion` completes commands, options and values', async () => {
  mkdirSync(join(cwd, 'bin'))
  symlinkSync(inject('program'), join(cwd, 'bin', 'gatesim'))
  const script = `
    source <(gatesim completion bash)
    complete -p gatesim
    try() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _gatesim; echo "$*:" "\${COMPREPLY[@]}"; }
    try gatesim va
    try gatesim run --res
    try gatesim run --csv-locale = d
    try gatesim run night.yaml --out ''
  `
  const { stdout } = await promisify(execFile)('bash', ['--norc', '-ic', script], {
    cwd,
    env: { ...process.env, PATH: `${join(cwd, 'bin')}${delimiter}${process.env['PATH']}` },
  })
  expect(stdout.split('\n')).toEqual([
    'complete -o bashdefault -o default -F _gatesim gatesim',
    'gatesim va: value validate',
    'gatesim run --res: --resume',
    'gatesim run --csv-locale = d: de',
    // Nothing: bash goes on with names of files.
    'gatesim run night.yaml --out :',
    '',
  ])
})
