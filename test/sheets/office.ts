/** LibreOffice Calc without a screen: files in, what Calc made of their cells out. */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { temporaryFolder } from '../cli/runs.ts'
import { type FlatSheet, readFlat } from './flat.ts'

const PROGRAM = ['soffice', 'libreoffice'].find((name) => spawnSync(name, ['--version']).status === 0)

/** The gate must not pass without it; on other machines these tests are left out, which is said. */
export const leftOut: boolean = PROGRAM === undefined && process.env['CI'] === undefined
if (leftOut)
  process.stderr.write('no LibreOffice Calc here: tests of spreadsheets that need it are left out\n')

/** Language of the conventions and the separator that goes with them. */
export interface Conventions {
  readonly delimiter: string
  /** 1033: English, United States. 1031: German. */
  readonly language: number
}
export const ENGLISH: Conventions = { delimiter: ',', language: 1033 }
export const GERMAN: Conventions = { delimiter: ';', language: 1031 }

/** Own profile: instances of Calc that share one wait for each other. */
const profile = pathToFileURL(join(temporaryFolder(), 'profile')).href

/**
 * Opens tables as docs/spreadsheets.md says: UTF-8, quoted fields as text, special numbers detected. By name of file,
 * the cells of the only sheet.
 */
export function openTables(
  files: readonly string[],
  { delimiter, language }: Conventions,
): ReadonlyMap<string, FlatSheet> {
  const tokens = [delimiter.charCodeAt(0), '"'.charCodeAt(0), UTF_8, FIRST_LINE, '', language, true, true]
  const books = convert(files, `--infilter=CSV:${tokens.join(',')}`)
  return new Map(files.map((file, i) => [basename(file), books[i]![0]!]))
}
const UTF_8 = 76
const FIRST_LINE = 1

export function openWorkbook(file: string): readonly FlatSheet[] {
  return convert([file])[0]!
}

/** One start for all files: it takes longer than the work. */
function convert(files: readonly string[], ...options: readonly string[]): readonly (readonly FlatSheet[])[] {
  if (PROGRAM === undefined) throw new Error('LibreOffice Calc is missing: .ci/run installs libreoffice-calc')
  const to = join(temporaryFolder(), 'flat')
  mkdirSync(to)
  const words = [
    `-env:UserInstallation=${profile}`,
    '--headless',
    ...options,
    '--convert-to',
    'fods',
    '--outdir',
    to,
  ]
  execFileSync(PROGRAM, [...words, ...files], { stdio: 'pipe' })
  return files.map((file) =>
    readFlat(readFileSync(join(to, basename(file).replace(/\.[^.]+$/, '.fods')), 'utf8')),
  )
}
