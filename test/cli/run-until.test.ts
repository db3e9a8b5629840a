import { expect, test } from 'vitest'
import { folder, type } from './compared.ts'

const until = (min: number, max: number, halfWidth: string) => `experiment:
  replications: { min: ${min}, max: ${max}, until: { metric: backupWindow, halfWidth: ${halfWidth} } }
`

test('a run ends when its interval is narrow enough', async () => {
  const at = folder(until(5, 200, '20 %'))
  const { code, out } = await type('run', at)
  expect(code).toBe(0)
  expect(out).toContain('15 replications of 24 h')
  expect(out).not.toContain('W-REPLICATIONS-MAX')
  expect(at.table('replications.csv')).toHaveLength(15)
  expect(new Set(at.table('tasks.csv').map(({ replication }) => replication)).size).toBe(15)
  expect(at.document()).toMatchObject({ replications: 15 })
})

test('a run that may go no further says so', async () => {
  const at = folder(until(2, 3, '0.1 %'))
  const { out } = await type('run', at)
  expect(out).toContain('3 replications of 24 h')
  expect(out).toContain('W-REPLICATIONS-MAX base: 3 replications are the most allowed')
})

test('a number on the command line is meant as it is', async () => {
  const at = folder(until(5, 200, '20 %'))
  const { out } = await type('run', at, '--replications', '2')
  expect(out).toContain('2 replications of 24 h')
})

test('several variants go on together', async () => {
  const factors = '  factors: [{ name: gateways, path: servers.gw.count, values: [1, 2] }]\n'
  const at = folder(until(5, 200, '25 %') + factors)
  await type('run', at)
  const counts = ['gateways=1', 'gateways=2'].map(
    (name) => at.table('replications.csv').filter(({ variant }) => variant === name).length,
  )
  expect(counts[0]).toBeGreaterThanOrEqual(15)
  expect(counts[1]).toBe(counts[0])
})
