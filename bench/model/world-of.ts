import { loadScenario } from '../../scenarios/index.ts'
import type { World } from '../../sim/model/index.ts'

/** The first variant of a scenario. */
export function worldOf(file: string, text: string): World {
  const loaded = loadScenario(file, { files: { read: () => text } })
  if (!loaded.ok) throw new Error(loaded.issues.map(({ message }) => message).join('\n'))
  return loaded.scenario.variants[0]!.world
}
