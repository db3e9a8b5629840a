/** uncertain: inputs that are guesses. */
import { text } from './leaves.ts'
import type { Shape } from './shape.ts'
import { kept } from './words.ts'

export interface UncertainIn {
  readonly path?: string
  readonly range?: unknown
}

export const UNCERTAIN: Shape<UncertainIn> = {
  what: 'an uncertain input',
  example: '{ path: links.wan.bandwidth, range: [500 Mbit/s, 2 Gbit/s] }',
  fields: {
    path: text('What nobody knows exactly, as for --set.', ['links.wan.bandwidth']),
    range: kept('Its smallest and its largest value, numbers or quantities in a unit of the key.', {
      type: 'array',
      items: { type: ['string', 'number'] },
      minItems: 2,
      maxItems: 2,
      examples: [['500 Mbit/s', '2 Gbit/s']],
    }),
  },
  required: ['path', 'range'],
}
