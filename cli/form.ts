/** How tables are written, as the command line says it. */
import { type CsvForm, csvForm } from '../output/index.ts'
import type { Arguments, Option } from './command.ts'
import { UserError } from './failure.ts'

export const CSV_OPTIONS: Readonly<Record<string, Option>> = {
  'csv-locale': { type: 'text', choices: ['en', 'de'], about: 'de: ; between cells and , in decimals' },
  'csv-delimiter': { type: 'text', value: 'C', about: 'what separates cells: , ; | or tab' },
  'csv-decimal': { type: 'text', value: 'C', about: 'decimal sign: . or ,' },
}

export const WORKBOOK_OPTION: Readonly<Record<string, Option>> = {
  xlsx: { type: 'flag', about: 'also write tables.xlsx: a workbook with all tables, one per sheet' },
}

export function readForm(args: Arguments): CsvForm {
  const form = csvForm({
    ...given('locale', args.text('csv-locale')),
    ...given('delimiter', args.text('csv-delimiter')),
    ...given('decimal', args.text('csv-decimal')),
  })
  if ('wrong' in form) throw new UserError('E-USAGE', form.wrong)
  return form
}

function given<K extends string>(key: K, value: string | undefined): { [P in K]?: string } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]: string })
}
