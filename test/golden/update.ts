/** `npm run golden:update`: keeps what the library predicts now, and says what moved. */
import { forget, keep, kept, moved, orphans, predict, scenarios } from './library.ts'

const say = (text: string): void => void process.stdout.write(`${text}\n`)

for (const name of orphans()) {
  forget(name)
  say(`${name}: no longer in the library, removed`)
}
for (const name of scenarios()) {
  const [before, after] = [kept(name), predict(name)]
  const words = before === undefined ? ['new'] : moved(before, after)
  if (words.length > 0) keep(name, after)
  say(words.length === 0 ? `${name}: unchanged` : `${name}:\n  ${words.join('\n  ')}`)
}
