/** Every code that this room gives. */
import type { MessageTable } from '../../sim/messages.ts'
import { CLOUD } from './cloud.ts'
import { FILES } from './files.ts'
import { RULES } from './rules.ts'
import { STORED } from './stored.ts'
import { VALUES } from './values.ts'
import { WARNINGS } from './warnings.ts'

export const MESSAGES: MessageTable = { ...FILES, ...VALUES, ...RULES, ...STORED, ...CLOUD, ...WARNINGS }
