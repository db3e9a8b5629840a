/** What the page carries: JSON, deflated, as base64. */
import type { PageData } from '../facts.ts'

export async function unpacked(text: string): Promise<PageData> {
  const packed = Uint8Array.from(atob(text.trim()), (character) => character.charCodeAt(0))
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate'))
  return (await new Response(stream).json()) as PageData
}
