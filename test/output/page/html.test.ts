import { inflateSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { PageData } from '../../../output/page/facts.ts'
import { pageHtml } from '../../../output/page/html.ts'
import { documentOf } from './documents.ts'

const PROGRAM = { script: 'const x = "</script><b>"', style: 'b {}' }

function page(more: Parameters<typeof documentOf>[0] = {}, rest: Partial<PageData> = {}): string {
  return pageHtml({ document: documentOf(more), runs: [], notes: [], ...rest }, PROGRAM)
}

function carried(html: string): PageData {
  const [, text] = /id="data">([^<]*)</.exec(html)!
  return JSON.parse(inflateSync(Buffer.from(text!, 'base64')).toString('utf8')) as PageData
}

describe('report.html', () => {
  test('carries its data, and reads back as what went in', () => {
    const document = documentOf({ scenario: { name: 'Nächte über 日本', hash: 'h' } })
    expect(carried(pageHtml({ document, runs: [], notes: [] }, PROGRAM)).document).toEqual(document)
  })

  test('is the same to the byte when it is made again', () => {
    expect(page()).toBe(page())
  })

  test('names of a result are text, wherever they stand', () => {
    const name = '</script><img src=x onerror=alert(1)>"&'
    const html = page(
      {
        scenario: { name, hash: 'h' },
        command: `gatesim run ${name}`,
        variants: [{ name, factors: {}, fingerprint: 'f', start: '2026-01-05 18:00:00' }],
        warnings: [{ code: 'W-X', message: name, at: name }],
      },
      { notes: [name] },
    )
    expect(html).not.toContain('<img')
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;&quot;&amp;')
  })

  test('an end tag within the program does not end it', () => {
    const html = page()
    expect(html.match(/<\/script>/g)).toHaveLength(2)
    expect(html).toContain('<\\/script><b>')
  })

  test('may load nothing and talk to nobody', () => {
    const html = page()
    expect(html).toContain("default-src 'none'")
    expect(html).not.toMatch(/(src|href)="(https?:)?\/\//)
  })

  test('says without its program what the answer is and which figures it rests on', () => {
    const words = page()
      .replace(/<script[\s\S]*?<\/script>/g, '')
      .replace(/<[^>]+>/g, ' ')
      .replaceAll('\u00a0', ' ')
    expect(words).toContain('Every session fit its backup window')
    expect(words).toContain('The throughput is 100 MiB/s ± 5.0 MiB/s while data flow.')
  })

  test('what is typed stands in code', () => {
    expect(page({ replications: 1 })).toContain('<code>--replications 30</code>')
  })
})
