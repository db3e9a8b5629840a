/** What is allowed, but worth a word before hours of simulation. */
import { localDay, weekday } from '../../sim/calendar.ts'
import { type MapNode, type Node, type Place, placeOf } from '../document/tree.ts'
import { oneOf } from '../issues.ts'
import { nodeAt, pathAt } from '../names/places.ts'
import { tellAssumed } from './assumed.ts'
import type { Checked } from './checked.ts'
import { warnOfCloud } from './cloud-warnings.ts'
import type { DraftJob } from './jobs.ts'
import { warnOfNeverStarting } from './never-starts.ts'

export function giveWarnings(checked: Checked): void {
  const { world, scope, document } = checked
  if (world.failures.length === 0) {
    scope.issues.add(
      'W-NO-FAILURE-MODEL',
      document,
      'failures',
      'Nothing fails in this scenario: no conclusion about reliability follows from it; add `failures`.',
    )
  }
  warnOfFirstNights(checked)
  warnOfNeverStarting(checked)
  warnOfPileUp(checked)
  warnOfCloud(checked)
  tellAssumed(checked)
  warnOfDecimalUnits(document, checked)
}

/** A first night of fulls is many times as long as the nights after it. Once for each place, for an anchor is one for many jobs. */
function warnOfFirstNights(checked: Checked): void {
  const { issues } = checked.scope
  const told = new Map<
    string,
    { readonly at: Place; readonly path: string; readonly why: FirstNight; readonly names: string[] }
  >()
  for (const draft of checked.jobs) {
    const { job, entry } = draft
    const why = firstNightOf(draft, checked)
    if (why === undefined) continue
    const at = placeOf(nodeAt(entry, why))
    const key = `${why} ${at.file} ${at.line} ${at.column}`
    const known = told.get(key)
    if (known === undefined) told.set(key, { at, path: pathAt(entry, why), why, names: [job.name] })
    else known.names.push(job.name)
  }
  for (const { at, path, why, names } of told.values())
    issues.add('W-FIRST-FULL-NIGHT', at, path, FIRST_NIGHTS[why](oneOf(names, 'and'), names.length > 1))
}

/** The key that makes the first session a full. */
type FirstNight = 'full' | 'chain'

const FIRST_NIGHTS: Readonly<Record<FirstNight, (names: string, several: boolean) => string>> = {
  full: (names, several) =>
    `The first session of ${names} falls on a day of ${several ? 'their' : 'its'} active fulls and reads everything: the first night is longer than those after it. If such nights are not what you look at, leave it out with \`warmup\`.`,
  chain: (names, several) =>
    `With \`chain: new\`, ${names} ${several ? 'have' : 'has'} no full yet and ${several ? 'read' : 'reads'} everything: the first night is longer than those after it. Leave it out with \`warmup\`.`,
}

function firstNightOf({ job, machines }: DraftJob, { world }: Checked): FirstNight | undefined {
  if (machines.length === 0 || machines.every(({ machine }) => machine.bytes !== undefined)) return undefined
  const { schedule, full } = job
  if (job.newShare >= 1) return 'chain'
  const first = schedule.kind === 'times' ? schedule.times[0] : schedule.kind === 'continuous' ? 0 : undefined
  const activeFull =
    first !== undefined &&
    full.kind === 'weekdays' &&
    full.how === 'active' &&
    full.days.includes(weekday(localDay(world.clock, first)))
  return activeFull ? 'full' : undefined
}

/** Single-file chains with automatic selection: the first proxy of each job becomes the gateway of all its data. */
function warnOfPileUp({ world, repositories, scope }: Checked): void {
  for (const { value, entry } of repositories) {
    if (
      value.host !== undefined ||
      value.gateway !== 'automatic' ||
      value.perMachineFiles ||
      value.type === 'object-storage'
    )
      continue
    const firsts = world.jobs
      .filter((job) => job.target === value.name && job.type === 'backup')
      .map((job) => job.proxies[0])
    const proxy = firsts.find((name, i) => name !== undefined && firsts.indexOf(name) < i)
    if (proxy === undefined) continue
    const count = firsts.filter((name) => name === proxy).length
    scope.issues.add(
      'W-FIRST-PROXY-PILE-UP',
      nodeAt(entry, 'perMachineFiles'),
      pathAt(entry, 'perMachineFiles'),
      `${count} jobs write single-file chains here and list \`${proxy}\` first: it may become the gateway of them all; name gateways.`,
    )
  }
}

const SIZE_KEYS: ReadonlySet<string> = new Set(['size', 'capacity', 'used', 'memory', 'bytes'])

/** Once per file: a console's "2 TB" is 2 TiB, ten per cent more. */
function warnOfDecimalUnits(document: MapNode, { scope }: Checked): void {
  const told = new Set<string>()
  const look = (node: Node, isSize: boolean, path: string): void => {
    if (node.kind === 'map') {
      for (const [key, pair] of node.entries)
        look(pair.value, isSize || SIZE_KEYS.has(key), path === '' ? key : `${path}.${key}`)
    } else if (node.kind === 'list') {
      for (const [i, item] of node.items.entries()) look(item, isSize, `${path}[${i}]`)
    } else if (isSize && typeof node.value === 'string') {
      const found = /\d\s*([GTP])B\s*$/.exec(node.value)
      const { file } = node.source
      if (found === null || told.has(file)) return
      told.add(file)
      const [, letter] = found
      scope.issues.add(
        'W-BINARY-UNITS',
        node,
        path,
        `\`${node.value}\` is decimal (1 ${letter}B = 10^${{ G: 9, T: 12, P: 15 }[letter as 'G']} bytes); consoles that say ${letter}B mean \`${letter}iB\`. Said once per file.`,
      )
    }
  }
  look(document, false, '')
}
