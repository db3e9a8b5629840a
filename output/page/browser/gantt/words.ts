/** A task in a few words: beside the pointer, and for those who listen. */
import { reasonInWords, waitInWords } from '../../../explain/words.ts'
import { duration, quantity } from '../../../terminal/quantity.ts'
import { cellText } from '../cells.ts'
import type { Night } from '../night.ts'

/** Label and text, in the order in which they are read. */
export type Said = readonly (readonly [label: string, text: string])[]

export function saidOf(night: Night, place: number): Said {
  const tasks = night.rows('tasks')
  const text = (name: string): string | undefined => tasks.text(name, place)
  const number = (name: string): number | undefined => tasks.number(name, place)
  const one = (label: string, said: string | undefined): Said => (said === undefined ? [] : [[label, said]])
  const rate = number('rateBytesPerSecond')
  return [
    ...one('machine', text('machine')),
    ...one('disk', `${number('disk') ?? 1}, attempt ${number('attempt') ?? 1}`),
    ...one('session', text('session')),
    ...one('tenant', text('tenant')),
    ...one('gateway', gatewayText(text('gateway'), number('fallback') === 1)),
    ...one('cloud gateway', text('cloudGateway')),
    ...one('when', whenText(night, place)),
    ...one('waited', waitedText(number('waitSeconds') ?? 0, text('waitedFor'))),
    ...one('took', duration(number('durationSeconds') ?? 0)),
    ...one('suspended', suspendedText(number('suspendedSeconds') ?? 0)),
    ...one('rate', rate === undefined ? undefined : `${quantity(rate, 'B/s')}, read`),
    ...one('result', resultText(text('result'), text('reason'))),
  ]
}

/** One sentence. */
export function spokenOf(night: Night, place: number): string {
  const tasks = night.rows('tasks')
  const where = tasks.text('gateway', place) ?? tasks.text('cloudGateway', place) ?? 'no gateway'
  return `${nameOf(night, place)}, at ${where}, ${whenText(night, place)}: ${resultText(tasks.text('result', place), tasks.text('reason', place))}.`
}

/** What tells a task from the others. */
export function nameOf(night: Night, place: number): string {
  const tasks = night.rows('tasks')
  const disk = `disk ${tasks.number('disk', place) ?? 1}, attempt ${tasks.number('attempt', place) ?? 1}`
  return `${tasks.text('machine', place) ?? 'a machine'}, ${disk} of ${tasks.text('session', place) ?? 'a session'}`
}

function gatewayText(gateway: string | undefined, fallback: boolean): string | undefined {
  return fallback ? `${gateway ?? 'none'}, not the first option of its rule` : gateway
}

function whenText(night: Night, place: number): string {
  const tasks = night.rows('tasks')
  const start = tasks.number('start', place)
  const end = momentOf(night, tasks.number('end', place)!)
  if (start !== undefined) return `${momentOf(night, start)} to ${end}`
  return `queued ${momentOf(night, tasks.number('queued', place)!)}, never started, ended ${end}`
}

/** To the second, as many tasks take no minute. */
function momentOf(night: Night, seconds: number): string {
  return `${night.moment(seconds)}${cellText(night.at(seconds), 'time').slice(16)}`
}

function waitedText(seconds: number, cause: string | undefined): string {
  if (seconds === 0) return 'not at all'
  return cause === undefined ? duration(seconds) : `${duration(seconds)}, for ${waitInWords(cause).words}`
}

function suspendedText(seconds: number): string | undefined {
  return seconds === 0 ? undefined : duration(seconds)
}

function resultText(result: string | undefined, reason: string | undefined): string {
  const end = result ?? 'unfinished'
  return reason === undefined ? end : `${end}: ${reasonInWords(reason).words}`
}
