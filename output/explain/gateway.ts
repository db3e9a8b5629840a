/** A gateway over the whole run, in plain words. */
import { counted, percent } from '../terminal/quantity.ts'
import type { Page } from '../terminal/view.ts'
import type { Explanation, GatewayFacts, LoadFacts, PassedOver } from './facts.ts'
import { momentBlocks } from './moment.ts'
import {
  type Block,
  bytes,
  command,
  commandLines,
  heading,
  outageInWords,
  rate,
  said,
  time,
  withoutDecisions,
} from './phrases.ts'
import { usesBlock, workBlock } from './session.ts'

const MOST_OUTAGES = 8

type GatewayExplanation = Explanation & { about: 'gateway' }

export function gatewayBlocks(facts: GatewayExplanation, page: Page): readonly Block[] {
  const { run, gateway, work, moment, busiest, decisions } = facts
  const further =
    moment !== undefined || busiest === undefined
      ? []
      : commandLines(
          'At its busiest: ',
          command(run, '--gateway', gateway.gateway, '--time', busiest.time.replace(' ', 'T')),
          page,
        )
  return [
    gatewayBlock(facts, page),
    workBlock(work, page),
    usesBlock(work, page),
    decisions === undefined ? [] : decisionsBlock(decisions, page),
    ...(moment === undefined ? [] : momentBlocks(moment, gateway.gateway, page)),
    further,
    withoutDecisions(run, page),
  ]
}

function gatewayBlock({ gateway, outages, busiest }: GatewayExplanation, page: Page): Block {
  const { roles, site, tasks, fallbackTasks, bytesIn, bytesWasted, peakTasks } = gateway
  const fallback = fallbackTasks === 0 ? '' : `, ${fallbackTasks} of them though it was not the first option`
  const wasted = bytesWasted === 0 ? '' : `, ${bytes(bytesWasted)} of it for nothing, in attempts that failed`
  const rest = outages.length - MOST_OUTAGES
  const who = gateway.kind === 'cloud' ? 'cloud gateway' : 'gateway'
  return [
    ...heading(`${gateway.gateway}: ${who} in site ${site}, roles ${roles || 'none'}`, page),
    ...said('Served', `${counted(tasks, 'task')}${fallback}, at most ${peakTasks} at once`, page),
    ...said('Moved', `${bytes(bytesIn)} in${wasted}`, page),
    ...said('Load', loadText(gateway), page),
    ...(busiest === undefined ? [] : said('Busiest', busiestText(busiest), page)),
    ...(outages.length === 0 ? said('Out', 'never', page) : []),
    ...outages.slice(0, MOST_OUTAGES).flatMap((outage) => said('Out', outageInWords(outage), page)),
    ...(rest > 0 ? [`and ${counted(rest, 'more outage')}, in outages.csv`] : []),
  ]
}

function loadText(gateway: GatewayFacts): string {
  const uses = [
    ['network card', gateway.nicUtilisation],
    ['compute', gateway.computeUtilisation],
    ['slots', gateway.slotUtilisation],
  ] as const
  const known = uses.flatMap(([part, share]) => (share === undefined ? [] : [`${part} ${percent(share)}`]))
  const { saturatedSeconds, saturatedShare, downSeconds } = gateway
  const full =
    saturatedSeconds === 0
      ? 'never saturated'
      : `saturated for ${time(saturatedSeconds)} (${percent(saturatedShare)})`
  const down = downSeconds === 0 ? '' : `; down for ${time(downSeconds)}`
  return `${known.join(', ')} of the measured time; ${full}${down}`
}

function busiestText({ time: from, utilisation, tasks, bytesInPerSecond }: LoadFacts): string {
  const busy = utilisation === undefined ? '' : `${percent(utilisation)} used, `
  return `from ${from}: ${busy}${rate(bytesInPerSecond)} in, ${counted(tasks, 'task')}`
}

function decisionsBlock({ considered, chosen, objections }: PassedOver, page: Page): Block {
  if (considered === 0) return said('Decisions', 'none considered it', page)
  const whys = objections.slice(0, 5).map(({ why, times }) => `${why} (${counted(times, 'time')})`)
  const out = whys.length === 0 ? '' : `; not eligible: ${whys.join(', ')}`
  return said(
    'Decisions',
    `considered ${counted(considered, 'time')}, chosen ${counted(chosen, 'time')}${out}`,
    page,
  )
}
