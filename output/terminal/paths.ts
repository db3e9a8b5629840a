/** Paths into a scenario, where there is little room for them. */
import { widthOf } from './text.ts'

const LONGEST_PATH = 18

/** The last steps say most: `…machines.vm.changeRate`; where two would look alike they are whole. */
export function shortPaths(paths: readonly string[], longest: number = LONGEST_PATH): readonly string[] {
  const short = paths.map((path) => shortPath(path, longest))
  return short.map((path, i) => (short.indexOf(path) === short.lastIndexOf(path) ? path : paths[i]!))
}

function shortPath(path: string, longest: number): string {
  if (widthOf(path) <= longest) return path
  const steps = path.split('.')
  while (steps.length > 1 && widthOf(steps.join('.')) >= longest) steps.shift()
  const rest = steps.join('.')
  return rest === path ? path : `…${rest}`
}
