/** Do result.json and the table of its estimates say the same? They were written together. */
import { join } from 'node:path'
import { RESULT_FILE, type ResultDocument, SUMMARY } from '../../output/index.ts'
import type { Result } from '../result/result.ts'
import { broken, readRows } from '../result/rows.ts'

export async function refuseDisagreement({ folder, document, reading }: Result): Promise<void> {
  const rows = new Map(document.summary.map((row) => [`${row.metric} ${row.variant}`, row]))
  const file = join(folder, SUMMARY.file)
  refuseStrangers(join(folder, RESULT_FILE), document)
  await readRows(
    file,
    (row) => {
      const [variant, metric] = [row.text('variant'), row.text('metric')]
      const key = `${metric} ${variant}`
      const known = rows.get(key)
      if (known === undefined || (known.mean ?? undefined) !== row.maybeNumber('mean')) {
        throw broken(
          file,
          `${metric} of ${variant} is another than in ${RESULT_FILE}; one of them was changed`,
        )
      }
      rows.delete(key)
      return undefined
    },
    { reading },
  )
  const [missing] = rows.values()
  if (missing !== undefined) throw broken(file, `${missing.metric} of ${missing.variant} is missing`)
}

/** Every variant has estimates, and every estimate a variant. */
function refuseStrangers(file: string, { variants, summary }: ResultDocument): void {
  const named = new Set(variants.map(({ name }) => name))
  const estimated = new Set(summary.map(({ variant }) => variant))
  const stranger = [...estimated].find((it) => !named.has(it)) ?? [...named].find((it) => !estimated.has(it))
  if (stranger !== undefined) {
    throw broken(file, `variant ${stranger} is not both among its variants and in its summary`)
  }
}
