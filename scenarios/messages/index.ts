import type { MessageTable } from '../../sim/messages.ts'
export const MESSAGES: MessageTable = {}
