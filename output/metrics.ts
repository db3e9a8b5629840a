/** The dictionary of metrics, for a terminal and as a page. */
import type { Metric } from '../sim/experiment/index.ts'
import { type Style, wrap } from './terminal/text.ts'

export function metricsTable(metrics: readonly Metric[], width: number, style: Style): readonly string[] {
  return metrics.flatMap((metric) => {
    const facts = `${metric.unit}, per ${metric.observation}${better(metric)}`
    const lines = wrap(metric.meaning, width - 4).map((line) => `    ${line}`)
    const head =
      metric.name.length + 2 + facts.length <= width
        ? [`${style('strong', metric.name)}  ${style('dim', facts)}`]
        : [style('strong', metric.name), ...wrap(`  ${facts}`, width, '  ').map((line) => style('dim', line))]
    return [...head, ...lines]
  })
}

function better(metric: Metric): string {
  if (metric.better === undefined) return ''
  return metric.better === 'high' ? ', higher is better' : ', lower is better'
}

/** docs/metrics.md. */
export function metricsPage(metrics: readonly Metric[]): string {
  const rows = metrics.map(
    (metric) =>
      `| \`${metric.name}\` | ${metric.unit} | ${metric.observation} | ${metric.better ?? ''} | ${cellText(metric.meaning)} |`,
  )
  return `${HEAD}\n${rows.join('\n')}\n`
}

function cellText(text: string): string {
  return text.replaceAll('|', '\\|')
}

const HEAD = `# Metrics

Generated from the code by \`npm run docs\`; do not edit. \`gatesim metrics\` prints the same list.

Every metric has one unit of observation. In \`summary.csv\`, \`mean\`, \`low\`, \`high\`, \`sd\` and \`n\` are over replications;
\`min\`, \`p50\`, \`p95\` and \`max\` are over all observations, pooled. Shares lie between 0 and 1.

| metric | unit | observation | better | meaning |
| --- | --- | --- | --- | --- |`
