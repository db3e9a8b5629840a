/** A page in the reader's browser. */
import { resolve } from 'node:path'
import launch from 'open'
import { messageOf, UserError } from '../failure.ts'

/** How long a starter may take to say that it cannot, in milliseconds. */
const PATIENCE = 3000

export async function show(file: string): Promise<void> {
  const path = resolve(file)
  try {
    const starter = await launch(path)
    const code = await new Promise<number | null>((done, failed) => {
      // A browser that was not running yet may stay in the foreground: then it is open.
      const timer = setTimeout(() => done(0), PATIENCE)
      starter.once('error', failed)
      starter.once('exit', (ended) => {
        clearTimeout(timer)
        done(ended)
      })
    })
    if (code !== 0) throw new Error(`the system's starter ended with ${code}`)
  } catch (error) {
    throw new UserError(
      'E-NO-BROWSER',
      `no browser could be started: ${messageOf(error)}`,
      `Open ${path} by hand, or copy it to where a browser is: the page needs no other file.`,
    )
  }
}
