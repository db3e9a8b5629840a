/**
 * report.html: one file that works from the disk, without a network and, as far as words go, without a program.
 * Its program may load nothing and talk to nobody (Content-Security-Policy); names in a result stay text.
 */
import { strToU8, zlibSync } from 'fflate'
import type { ResultDocument } from '../result.ts'
import { counted } from '../terminal/quantity.ts'
import { answerOf } from './answer.ts'
import type { PageData } from './facts.ts'
import { figuresTable } from './figures.ts'
import { escaped, prose, tableMarkup } from './markup.ts'

export const PAGE_FILE = 'report.html'

/** What was built for the browser. */
export interface PageProgram {
  readonly script: string
  readonly style: string
}

export function pageHtml(data: PageData, { script, style }: PageProgram): string {
  const { document } = data
  const title = escaped(document.scenario.name)
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:">
<title>${title} - gatesim</title>
<style>
${style}</style>
</head>
<body>
${wordsMarkup(data, title)}
<script type="application/octet-stream" id="data">${packed(data)}</script>
<script>
${inlined(script)}</script>
</body>
</html>
`
}

/** All that reads without the program. */
function wordsMarkup({ document, notes }: PageData, title: string): string {
  return `<a class="skip" href="#answer">To the answer</a>
<header>
<p class="brand">gatesim</p>
<h1>${title}</h1>
<p class="about">${about(document)}</p>
</header>
<nav id="contents" aria-label="Contents"></nav>
<main>
<section id="answer" aria-labelledby="answer-title">
<h2 id="answer-title">Answer</h2>
${answerMarkup(document)}
${tableMarkup(figuresTable(document))}
</section>
${warningsMarkup(document)}
<noscript><p class="note">The pictures need JavaScript; the words and figures above do not.</p></noscript>
<div id="study"></div>
<div id="nights"></div>
${notes.map((note) => `<p class="note">${prose(note)}</p>`).join('\n')}
</main>
<footer>
<p>Made by <code>${escaped(document.command)}</code>, gatesim ${escaped(document.gatesim)}, seed ${escaped(String(document.seed))}, fingerprint <code>${escaped(document.fingerprint)}</code>. Equal versions make equal results from equal scenarios, on any machine.</p>
<p>Charts: Apache ECharts (Apache License 2.0) with zrender (BSD 3-Clause).</p>
</footer>`
}

function about(document: ResultDocument): string {
  const { variants, replication } = document
  const many = variants.length > 1
  const which = many ? `${counted(variants.length, 'variant')}, ` : ''
  return replication === undefined
    ? `${which}${extent(document)}${many ? ' each' : ''}`
    : `${which}replication ${replication} alone`
}

/** Some studies give more replications to those who need them. */
function extent({ summary, replications }: ResultDocument): string {
  const counts = summary.filter(({ metric }) => metric === 'throughput').map(({ n }) => n)
  const [least, most] = [Math.min(...counts), Math.max(...counts)]
  if (least < most) return `${least} to ${counted(most, 'replication')}`
  return replications === 1 ? 'one replication' : counted(replications, 'replication')
}

function answerMarkup(document: ResultDocument): string {
  return answerOf(document)
    .map((sentence, i) => `<p class="${i === 0 ? 'first' : 'rests'}">${prose(sentence)}</p>`)
    .join('\n')
}

function warningsMarkup({ warnings }: ResultDocument): string {
  if (warnings.length === 0) return ''
  const items = warnings.map(
    ({ code, message, at }) =>
      `<li><code>${escaped(code)}</code> ${prose(message)}${at === '' ? '' : ` <span class="at">${escaped(at)}</span>`}</li>`,
  )
  return `<section id="warnings" aria-labelledby="warnings-title">
<h2 id="warnings-title">Warnings</h2>
<ul>
${items.join('\n')}
</ul>
</section>`
}

/** Packed by the same program everywhere, so that equal results make equal pages, to the byte. */
function packed(data: PageData): string {
  const bytes = zlibSync(strToU8(JSON.stringify(data)), { level: 6 })
  let text = ''
  // Pieces of a multiple of three bytes can be put together as base64; more at once is too much for one call.
  for (let at = 0; at < bytes.length; at += 24_576) {
    text += btoa(String.fromCharCode(...bytes.subarray(at, at + 24_576)))
  }
  return text
}

/** In a script, only its end tag would be read as markup. */
function inlined(script: string): string {
  return script.replace(/<\/(script)/gi, '<\\/$1')
}
