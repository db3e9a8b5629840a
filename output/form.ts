/** The form of CSV text: which characters separate cells and decimals. */

export interface CsvForm {
  readonly delimiter: string
  readonly decimal: string
}

export type CsvLocale = 'en' | 'de'
export const CSV_LOCALES: Readonly<Record<CsvLocale, CsvForm>> = {
  en: { delimiter: ',', decimal: '.' },
  de: { delimiter: ';', decimal: ',' },
}

/** Delimiters that a spreadsheet offers to split by, and decimals that it reads; a tab may be written `tab`. */
export const DELIMITERS: readonly string[] = [',', ';', '\t', '|']
export const DECIMALS: readonly string[] = ['.', ',']

export interface FormOptions {
  readonly locale?: string
  readonly delimiter?: string
  readonly decimal?: string
}

/** The form asked for, or what is wrong with the request, in words. */
export function csvForm(options: FormOptions): CsvForm | { readonly wrong: string } {
  const locale = CSV_LOCALES[(options.locale ?? 'en') as CsvLocale]
  if (locale === undefined) return { wrong: `there is no locale "${options.locale}"; choose en or de` }
  const delimiter = readDelimiter(options.delimiter ?? locale.delimiter)
  const decimal = options.decimal ?? locale.decimal
  if (!DELIMITERS.includes(delimiter)) {
    return { wrong: `the delimiter must be one of , ; | tab, not "${options.delimiter}"` }
  }
  if (!DECIMALS.includes(decimal)) {
    return { wrong: `the decimal sign must be . or , and not "${options.decimal}"` }
  }
  if (delimiter === decimal) {
    return { wrong: `"${decimal}" cannot separate both cells and decimals; add --csv-delimiter ";"` }
  }
  return { delimiter, decimal }
}

function readDelimiter(text: string): string {
  return text === 'tab' || text === '\\t' ? '\t' : text
}
