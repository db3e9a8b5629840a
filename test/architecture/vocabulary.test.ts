import { describe, expect, test } from 'vitest'
import { linesMatching, sourcesOf } from './sources.ts'

/** The subject's words, also inside names such as `jobStart` and `TenantId`. */
const SUBJECT =
  /(?:^|[^a-z])(?:gateway|tenant|job|backup)s?(?![a-z])|[a-z](?:Gateway|Tenant|Job|Backup)s?(?![a-z])/
const ANY_CASE = /(?<![a-z])(?:gateway|tenant|job|backup)s?(?![a-z])/i

describe('a room speaks only its own words', () => {
  test.each(['sim/kernel', 'sim/flow'])('%s knows no gateway, tenant, job or backup', (room) => {
    const sources = sourcesOf(room)
    expect(sources.length).toBeGreaterThan(0)
    expect(linesMatching(sources, SUBJECT)).toEqual([])
    expect(linesMatching(sources, ANY_CASE)).toEqual([])
  })

  test.each(['a gateway', 'Gateways', 'jobStart', 'startJob', 'TENANT', 'tenant_id', 'ofBackups'])(
    'the rule sees the word in `%s`',
    (text) => {
      expect(SUBJECT.test(text) || ANY_CASE.test(text)).toBe(true)
    },
  )

  test.each(['objective', 'jobless', 'a relay', 'backupper'])('the rule lets `%s` pass', (text) => {
    expect(SUBJECT.test(text) || ANY_CASE.test(text)).toBe(false)
  })
})
