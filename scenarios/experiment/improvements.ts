/** What could be bought: for every entry of the file one more of it, a gigabit more, a slot more; and less data. */
import {
  withFasterCards,
  withFasterLinks,
  withLessData,
  withMoreRepositorySlots,
  withMoreSlots,
} from '../../sim/experiment/index.ts'
import type { Server, World } from '../../sim/model/index.ts'
import { spell } from '../document/path.ts'
import type { MapNode } from '../document/tree.ts'
import { collectIssues } from '../issues.ts'
import { expand } from '../names/catalog.ts'
import { RATE } from '../quantities/quantity.ts'
import type { ServerIn } from '../schema/servers.ts'
import type { Entry } from '../schema/shape.ts'
import type { Improvement } from '../types.ts'
import { readAll } from '../world/entries.ts'
import { type Make, worldWith } from './alternative.ts'

/** Nominal, in each direction. */
const MORE = RATE.units['Gbit/s']!
const MORE_IN_WORDS = '1 Gbit/s'
const REMAINING = 0.9

/** Those that are unlimited already are left out. In the order of the file, by kind. */
export function improvementsOf(base: MapNode, world: World, make: Make): readonly Improvement[] {
  // The document is that of a valid variant.
  const entries = readAll(base, collectIssues())
  const servers = entries.servers.map((entry) => ({ entry, names: expand(entry) }))
  const groups = (list: readonly Entry<{ readonly name?: string; readonly count?: number }>[]): Group[] =>
    list.map((entry) => ({ name: entry.data.name ?? '', names: expand(entry) }))
  return [
    ...servers.flatMap(({ entry }) => oneMore(entry, base, make)),
    ...groups(entries.servers).flatMap((group) => fasterCard(group, world)),
    ...groups(entries.links).flatMap((group) => fasterLink(group, world)),
    ...groups(entries.repositories).flatMap((group) => repositorySlot(group, world)),
    ...groups(entries.servers).flatMap((group) => slots(group, world)),
    { name: 'data - 10 %', words: '10 % less data', world: withLessData(world, REMAINING) },
  ]
}

/** An entry of the file and what it makes. */
interface Group {
  readonly name: string
  readonly names: readonly string[]
}

function oneMore({ data }: Entry<ServerIn>, base: MapNode, make: Make): readonly Improvement[] {
  const { name = '', count, roles } = data
  const kind =
    roles?.gateway !== undefined ? 'gateway' : roles?.['cloud-gateway'] !== undefined ? 'cloud gateway' : ''
  if (kind === '') return []
  const path = spell(['servers', name, 'count'])
  const world = worldWith(base, [{ path, value: (count ?? 1) + 1 }], make)
  return [{ name: `${path} + 1`, words: `one more ${kind}: ${name}`, world }]
}

function fasterCard({ name, names }: Group, world: World): readonly Improvement[] {
  const limited = serversIn(world, names).filter(({ nic }) => Number.isFinite(nic.in + nic.out))
  if (limited.length === 0) return []
  return [
    {
      name: `${spell(['servers', name, 'nic'])} + ${MORE_IN_WORDS}`,
      words: `${MORE_IN_WORDS} more: card of ${counted(name, names.length)}`,
      world: withFasterCards(world, names, MORE),
    },
  ]
}

function fasterLink({ name, names }: Group, world: World): readonly Improvement[] {
  const limited = world.links.some((link) => names.includes(link.name) && Number.isFinite(link.bandwidth))
  if (!limited) return []
  return [
    {
      name: `${spell(['links', name, 'bandwidth'])} + ${MORE_IN_WORDS}`,
      words: `${MORE_IN_WORDS} more: link ${name}`,
      world: withFasterLinks(world, names, MORE),
    },
  ]
}

function repositorySlot({ name, names }: Group, world: World): readonly Improvement[] {
  const limited = world.repositories.some((it) => names.includes(it.name) && Number.isFinite(it.maxTasks))
  if (!limited) return []
  return [
    {
      name: `${spell(['repositories', name, 'maxTasks'])} + 1`,
      words: `one more slot: repository ${counted(name, names.length)}`,
      world: withMoreRepositorySlots(world, names),
    },
  ]
}

const SLOTTED = ['proxy', 'gateway'] as const

function slots({ name, names }: Group, world: World): readonly Improvement[] {
  return SLOTTED.flatMap((role) => {
    const limited = serversIn(world, names).some(({ roles }) => Number.isFinite(roles[role]?.maxTasks))
    if (!limited) return []
    return [
      {
        name: `${spell(['servers', name, 'roles', role, 'maxTasks'])} + 1`,
        words: `one more slot: ${role} ${counted(name, names.length)}`,
        world: withMoreSlots(world, names, role),
      },
    ]
  })
}

function serversIn({ servers }: World, names: readonly string[]): readonly Server[] {
  return servers.filter(({ name }) => names.includes(name))
}

/** Of counted entries each one gets it. */
function counted(name: string, count: number): string {
  return count > 1 ? `${name} x ${count}` : name
}
