/** Which way the bytes took: flows as wide as what went through them. */
import type { EChartsOption } from 'echarts'
import { number, quantity } from '../../../terminal/quantity.ts'
import { cut } from '../../../terminal/text.ts'
import { isNarrow, leftOut, tip, tooltip } from '../frame.ts'
import type { Night } from '../night.ts'
import type { Palette } from '../palette.ts'
import { bytesWithin, type Path, pathsOf } from '../paths.ts'
import type { Picture } from '../picture.ts'

/** Places of a kind that have a name in the picture; the rest is one. */
const MOST_NAMED = 12
const PLACE_HEIGHT = 30
/** Between two places, so that the words beside the smallest do not touch. */
const LABEL = 15

/** What stands at a level, in the direction of the bytes of a backup. */
const LEVELS = ['source', 'proxy', 'cloudGateway', 'gateway', 'target'] as const
type Level = (typeof LEVELS)[number]

/** A place at a level: its name alone may stand at several. */
interface Place {
  readonly level: Level
  readonly id: string
  readonly name: string
}

interface Link {
  readonly source: Place
  readonly target: Place
  readonly bytes: number
}

/** undefined when nothing went anywhere. */
export function topologyPicture(night: Night): Picture | undefined {
  const paths = pathsOf(night)
  if (paths.length === 0) return undefined
  const named = namesShown(paths)
  const links = linksOf(paths, named)
  const places = [
    ...new Map(links.flatMap(({ source, target }) => [source, target]).map((it) => [it.id, it])).values(),
  ]
  const levels = LEVELS.filter((level) => places.some((it) => it.level === level))
  const most = Math.max(...levels.map((level) => places.filter((it) => it.level === level).length))
  const within = bytesWithin(night)
  return {
    id: 'topology',
    title: 'Topology and flows',
    lead: leadOf(paths, night),
    notes: [
      `From left to right: ${levels.map((level) => wordsFor(level, paths)).join(', ')}; as wide as the bytes of all attempts.`,
      ...(paths.some(({ out }) => out)
        ? ['What was restored goes from left to right as well: out of a repository, on the left then.']
        : []),
      ...(within === 0 ? [] : [`Work within repositories is not drawn: ${quantity(within, 'B')}.`]),
      ...leftOut(night.rows('tasks'), 'task attempts').map(
        (note) => `${note} Widths are those of flows.csv.`,
      ),
    ],
    height: Math.max(200, 40 + most * PLACE_HEIGHT),
    options: (palette, width) => optionsFor({ places, links, levels }, palette, width),
    sheet: {
      file: 'topology',
      columns: [
        { name: 'from', kind: 'text' },
        { name: 'to', kind: 'text' },
        { name: 'bytes', kind: 'B' },
      ],
      rows: links.map(({ source, target, bytes }) => [source.name, target.name, bytes]),
    },
  }
}

interface Drawing {
  readonly places: readonly Place[]
  readonly links: readonly Link[]
  readonly levels: readonly Level[]
}

function optionsFor({ places, links, levels }: Drawing, palette: Palette, width: number): EChartsOption {
  const gap = width / Math.max(1, levels.length)
  return {
    tooltip: tooltip(palette),
    series: {
      type: 'sankey',
      left: 4,
      right: Math.min(180, gap * 0.8),
      top: 8,
      bottom: 8,
      nodeAlign: 'left',
      nodeWidth: 12,
      nodeGap: LABEL,
      draggable: false,
      emphasis: { focus: 'adjacency' },
      lineStyle: { color: palette.faint, opacity: palette.dark ? 0.45 : 0.3, curveness: 0.5 },
      label: {
        color: palette.ink,
        fontSize: isNarrow(width) ? 11 : 12,
        width: Math.min(170, gap * 0.8) - 22,
        overflow: 'truncate',
        formatter: ({ name }) => cut(nameIn(name), 40),
      },
      tooltip: { formatter: (params) => flowTip(params as unknown as Item) },
      data: places.map(({ id, level }) => ({
        name: id,
        depth: levels.indexOf(level),
        itemStyle: { color: colourOf(level, palette), borderColor: palette.ink, borderWidth: 0.5 },
      })),
      links: links.map(({ source, target, bytes }) => ({
        source: source.id,
        target: target.id,
        value: bytes,
      })),
    },
  }
}

function wordsFor(level: Level, paths: readonly Path[]): string {
  switch (level) {
    case 'source':
      return paths.some(({ tenant }) => tenant !== undefined) ? 'tenants' : 'jobs'
    case 'proxy':
      return 'proxies'
    case 'cloudGateway':
      return 'cloud gateways'
    case 'gateway':
      return 'gateways'
    case 'target':
      return 'repositories'
  }
}

/** Names at the levels of a way, in the direction of its bytes. */
function namesAlong(path: Path): readonly (readonly [Level, string])[] {
  const owner = path.tenant ?? path.job ?? 'others'
  const between = [
    ['proxy', path.proxy],
    ['cloudGateway', path.cloudGateway],
    ['gateway', path.gateway],
  ] as const
  const hops = between.flatMap(([level, name]) => (name === undefined ? [] : [[level, name] as const]))
  return path.out
    ? [
        ['source', `${path.repository} (read)`],
        ...hops.filter(([level]) => level !== 'proxy'),
        ['target', `${owner} (restored)`],
      ]
    : [['source', owner], ...hops, ['target', path.repository]]
}

/** The largest of each level, by bytes. */
function namesShown(paths: readonly Path[]): ReadonlyMap<Level, ReadonlySet<string>> {
  const sums = new Map<Level, Map<string, number>>(LEVELS.map((level) => [level, new Map()]))
  for (const path of paths) {
    for (const [level, name] of namesAlong(path)) {
      const sum = sums.get(level)!
      sum.set(name, (sum.get(name) ?? 0) + path.bytes)
    }
  }
  return new Map(
    [...sums].map(([level, sum]) => {
      const sorted = [...sum].sort(([, a], [, b]) => b - a).map(([name]) => name)
      // One that would stand alone among the others has its name.
      return [
        level,
        new Set(
          sorted.length <= MOST_NAMED + 1
            ? sorted
            : [...sorted.slice(0, MOST_NAMED), `\0${sorted.length - MOST_NAMED}`],
        ),
      ]
    }),
  )
}

function placeOf(level: Level, name: string, shown: ReadonlyMap<Level, ReadonlySet<string>>): Place {
  const names = shown.get(level)!
  const others = [...names].find((it) => it.startsWith('\0'))
  const called = names.has(name) || others === undefined ? name : `${number(Number(others.slice(1)))} others`
  return { level, id: `${LEVELS.indexOf(level)}${names.has(name) ? '=' : '+'}${called}`, name: called }
}

function linksOf(paths: readonly Path[], shown: ReadonlyMap<Level, ReadonlySet<string>>): readonly Link[] {
  const found = new Map<string, Link>()
  for (const path of paths) {
    const places = namesAlong(path).map(([level, name]) => placeOf(level, name, shown))
    for (const [i, target] of places.entries()) {
      const source = places[i - 1]
      if (source === undefined) continue
      const key = `${source.id}\n${target.id}`
      const bytes = (i === places.length - 1 ? path.onward : path.bytes) + (found.get(key)?.bytes ?? 0)
      found.set(key, { source, target, bytes })
    }
  }
  return [...found.values()].sort((a, b) => b.bytes - a.bytes)
}

/** Bytes into gateways are those of gateways.csv, which has also the gateways behind cloud gateways. */
function leadOf(paths: readonly Path[], night: Night): string {
  const sum = (some: readonly Path[]): number => some.reduce((total, { bytes }) => total + bytes, 0)
  const [stored, restored] = [paths.filter(({ out }) => !out), paths.filter(({ out }) => out)].map(sum)
  const past = sum(paths.filter(({ cloudGateway, gateway }) => (cloudGateway ?? gateway) === undefined))
  const ways = [
    ...(stored! > 0 ? [`${quantity(stored, 'B')} into repositories`] : []),
    ...(restored! > 0 ? [`${quantity(restored, 'B')} out of them`] : []),
  ].join(' and ')
  const [busiest, ...others] = gatesOf(night)
  if (busiest === undefined) return `${ways}, all without a gateway.`
  const without = past === 0 ? '' : `; ${quantity(past, 'B')} without a gateway`
  if (others.length === 0) {
    const all = past === 0 ? 'all' : quantity(busiest.bytes, 'B')
    return `${ways}, ${all} through ${busiest.name}${without}.`
  }
  const most = `most through ${busiest.name}: ${quantity(busiest.bytes, 'B')}`
  return `${ways}, through ${number(others.length + 1)} gateways, ${most}${without}.`
}

/** Those that took in anything, the busiest first. */
function gatesOf(night: Night): readonly { readonly name: string; readonly bytes: number }[] {
  const rows = night.rows('gateways')
  return rows
    .places()
    .map((row) => ({ name: rows.text('gateway', row) ?? '', bytes: rows.number('bytesIn', row) ?? 0 }))
    .filter(({ bytes }) => bytes > 0)
    .sort((one, other) => other.bytes - one.bytes)
}

function colourOf(level: Level, palette: Palette): string {
  return palette.series[[4, 3, 1, 0, 2][LEVELS.indexOf(level)]!]!
}

/** Without the level before it. */
function nameIn(id: string): string {
  return id.slice(2)
}

interface Item {
  readonly dataType: 'node' | 'edge'
  readonly name: string
  readonly value: number
  readonly data: { readonly source: string; readonly target: string }
}

function flowTip({ dataType, name, value, data }: Item): string {
  const title = dataType === 'edge' ? `${nameIn(data.source)} → ${nameIn(data.target)}` : nameIn(name)
  return tip(title, [['bytes', quantity(value, 'B')]])
}
