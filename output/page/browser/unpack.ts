/** What the page carries: JSON, deflated, as base64. */
import type { PageData } from '../facts.ts'

export async function unpacked(text: string): Promise<PageData> {
  const characters = atob(text.trim())
  const packed = new Uint8Array(characters.length)
  // By hand: Uint8Array.from takes a second for the eight million of a large night.
  for (let i = 0; i < packed.length; i++) packed[i] = characters.charCodeAt(i)
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate'))
  return (await new Response(stream).json()) as PageData
}
