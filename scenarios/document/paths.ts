/** File names as text, POSIX and Windows alike: no file system is asked. */

/** The folder part without its last separator; `` for a bare name, `/` or `C:\` for a root. */
export function dirname(path: string): string {
  const cut = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'))
  if (cut < 0) return ''
  const head = path.slice(0, cut)
  return head === '' || /^[A-Za-z]:$/.test(head) ? path.slice(0, cut + 1) : head
}

export function basename(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
}

export function isAbsolute(path: string): boolean {
  return /^([\\/]|[A-Za-z]:[\\/])/.test(path)
}

/** `relative` as seen from `folder`, with `.` and `..` taken out. */
export function join(folder: string, relative: string): string {
  if (folder === '' || isAbsolute(relative)) return normalize(relative)
  const separator = folder.includes('\\') && !folder.includes('/') ? '\\' : '/'
  return normalize(/[\\/]$/.test(folder) ? folder + relative : folder + separator + relative)
}

function normalize(path: string): string {
  const root = /^([A-Za-z]:)?[\\/]*/.exec(path)?.[0] ?? ''
  const separator = path.includes('\\') && !path.includes('/') ? '\\' : '/'
  const kept: string[] = []
  for (const part of path.slice(root.length).split(/[\\/]/)) {
    if (part === '' || part === '.') continue
    if (part === '..' && kept.length > 0 && kept.at(-1) !== '..') kept.pop()
    else if (part !== '..' || root === '') kept.push(part)
  }
  return root + kept.join(separator)
}
