/** Text that leaves the page: to the clipboard, or as a file. Both work from a page that was opened from a disk. */
import { element } from '../dom.ts'

/** Whether it is in the clipboard now. */
export async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    // No clipboard, or no permission: pages from a disk may have neither.
    return copiedBySelection(text)
  }
}

function copiedBySelection(text: string): boolean {
  const back = document.activeElement
  const area = element('textarea', { readonly: true, 'aria-hidden': 'true', class: 'beside' })
  area.value = text
  document.body.append(area)
  area.select()
  try {
    return document.execCommand('copy')
  } finally {
    area.remove()
    if (back instanceof HTMLElement) back.focus()
  }
}

export function save(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }))
  const link = element('a', { href: url, download: name })
  document.body.append(link)
  link.click()
  link.remove()
  // A browser that asks where to save it has read it long before.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
