/** What is allowed, but worth a word before hours of simulation. */
import { localDay, weekday } from '../../sim/calendar.ts'
import type { MapNode, Node } from '../document/tree.ts'
import { nodeAt, pathAt } from '../names/catalog.ts'
import { tellAssumed } from './assumed.ts'
import type { Checked } from './checked.ts'
import { warnOfCloud } from './cloud-warnings.ts'
import type { DraftJob } from './jobs.ts'
import { warnOfNeverStarting } from './never-starts.ts'

export function giveWarnings(checked: Checked): void {
  const { world, scope, document, jobs } = checked
  if (world.failures.length === 0) {
    scope.issues.add(
      'W-NO-FAILURE-MODEL',
      document,
      'failures',
      'Nothing fails in this scenario: no conclusion about reliability follows from it; add `failures`.',
    )
  }
  for (const draft of jobs) warnOfFirstNight(draft, checked)
  warnOfNeverStarting(checked)
  warnOfPileUp(checked)
  warnOfCloud(checked)
  tellAssumed(checked)
  warnOfDecimalUnits(document, checked)
}

/** A first night of fulls is many times as long as the nights after it. */
function warnOfFirstNight({ job, entry, machines }: DraftJob, { world, scope }: Checked): void {
  if (machines.length === 0 || machines.every(({ machine }) => machine.bytes !== undefined)) return
  const { schedule, full } = job
  const first = schedule.kind === 'times' ? schedule.times[0] : schedule.kind === 'continuous' ? 0 : undefined
  const activeFull =
    first !== undefined &&
    full.kind === 'weekdays' &&
    full.how === 'active' &&
    full.days.includes(weekday(localDay(world.clock, first)))
  if (job.newShare < 1 && !activeFull) return
  const key = job.newShare < 1 ? 'full' : 'chain'
  const why =
    job.newShare < 1 ? 'the first session falls on a day of active fulls' : '`chain: new` has no full yet'
  scope.issues.add(
    'W-FIRST-FULL-NIGHT',
    nodeAt(entry, key),
    pathAt(entry, key),
    `The first night of \`${job.name}\` reads everything: ${why}; use \`warmup\` to leave it out.`,
  )
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
