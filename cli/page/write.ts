/** The page of a result folder that is about to take its place. */
import { PAGE_FILE } from '../../output/index.ts'
import type { ResultFolder } from '../folder/folder.ts'
import type { FileSink } from '../folder/sink.ts'
import type { ReadingProgress } from '../result/reading.ts'
import { pageOfFolder } from './page.ts'

export async function writePage(
  { partial }: Pick<ResultFolder, 'partial'>,
  store: { open(name: string): FileSink },
  reading: ReadingProgress,
): Promise<void> {
  const html = await pageOfFolder(partial, reading)
  const sink = store.open(PAGE_FILE)
  sink.write(html)
  sink.close()
}
