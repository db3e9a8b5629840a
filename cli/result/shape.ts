/** What result.json must look like to be read: a file that was edited by hand is told where it is wrong. */
import { z } from 'zod'

const text = z.string()
const number = z.number()
/** null: nothing to say, or beyond any limit. */
const maybe = z.number().nullish()
const unit = z.enum(['B/s', 'B', 's', 'count', 'share', 'ratio'])

const summaryRow = z.looseObject({
  variant: text,
  metric: text,
  unit,
  mean: maybe,
  low: maybe,
  high: maybe,
  confidence: number,
  n: number,
  min: maybe,
  p50: maybe,
  p95: maybe,
  max: maybe,
})

/** Of comparisons, and of what changes would bring. */
const differenceRow = z.looseObject({
  metric: text,
  unit,
  difference: maybe,
  low: maybe,
  high: maybe,
  significant: z.boolean().nullish(),
})

const plan = z.looseObject({
  factor: text,
  goals: z.array(text),
  chosen: z.union([text, number]).nullable(),
  points: z.array(z.looseObject({ value: z.union([text, number]), variant: text, verdict: text })),
  reason: text,
})

const selection = z.looseObject({
  metric: text,
  unit,
  indifference: number,
  confidence: number,
  contestants: z.array(z.looseObject({ variant: text, mean: maybe, replications: number })),
})

export const RESULT_SHAPE: z.ZodType = z.looseObject({
  gatesim: text,
  command: text,
  scenario: z.looseObject({ name: text }),
  seed: z.union([text, number]),
  replications: number,
  replication: number.optional(),
  fingerprint: text,
  variants: z
    .array(
      z.looseObject({
        name: text,
        factors: z.record(text, z.union([text, number])),
        start: z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
      }),
    )
    .min(1),
  summary: z.array(summaryRow),
  comparison: z.array(differenceRow.extend({ baseline: text, variant: text })),
  plan: plan.optional(),
  selection: selection.optional(),
  sensitivity: z
    .looseObject({ method: z.enum(['oat', 'morris']), rows: z.array(z.looseObject({ metric: text, unit })) })
    .optional(),
  value: z.array(differenceRow.extend({ candidate: text, change: text })).optional(),
  warnings: z.array(z.looseObject({ code: text, message: text, at: text })),
})
