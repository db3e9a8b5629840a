import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { loadScenario, scenarioSchema, TEMPLATES } from '../../scenarios/index.ts'
import { scenario } from './helpers.ts'

const schema = z.fromJSONSchema(scenarioSchema() as Parameters<typeof z.fromJSONSchema>[0])

describe('the JSON Schema', () => {
  test('is draft-7 and plain JSON', () => {
    expect(scenarioSchema()).toMatchObject({
      $schema: 'http://json-schema.org/draft-07/schema#',
      type: 'object',
      additionalProperties: false,
    })
    expect(JSON.parse(JSON.stringify(scenarioSchema()))).toEqual(scenarioSchema())
  })

  test.each(Object.entries(TEMPLATES))('accepts the template %s', (_name, { text }) => {
    expect(schema.safeParse(parse(text)).error?.issues ?? []).toEqual([])
  })

  test.each([
    ['an unknown key', scenario({ server: '[]' })],
    ['a size without unit', scenario({ datastores: '[{ name: a, read: 5 }]' })],
    ['a wrong word', scenario({ repositories: '[{ name: nas, type: sbm }]' })],
    ['a missing key', scenario({ repositories: '[{ name: nas }]' })],
  ])('refuses %s', (_what, text) => {
    expect(schema.safeParse(parse(text)).success).toBe(false)
  })

  test('describes every key', () => {
    const missing: string[] = []
    const look = (node: unknown, path: string): void => {
      if (typeof node !== 'object' || node === null) return
      const { properties, items, anyOf } = node as {
        properties?: Record<string, object>
        items?: object
        anyOf?: object[]
      }
      for (const [key, inner] of Object.entries(properties ?? {})) {
        const described = 'description' in inner || Object.keys(inner).length === 0 || key === 'new'
        if (!described) missing.push(`${path}.${key}`)
        look(inner, `${path}.${key}`)
      }
      look(items, `${path}[]`)
      for (const option of anyOf ?? []) look(option, path)
    }
    look(scenarioSchema(), '')
    expect(missing).toEqual([])
  })
})

describe('templates', () => {
  test('the first is the starter', () => {
    expect(Object.keys(TEMPLATES)).toEqual([
      'starter',
      'nas',
      'data-domain',
      'agents',
      'copies',
      'cloud-connect',
    ])
  })

  test.each(Object.entries(TEMPLATES))('%s loads without a warning', (_name, { text }) => {
    const result = loadScenario('t.yaml', { files: { read: () => text } })
    expect(result.ok ? result.scenario.warnings : result.issues).toEqual([])
  })

  test.each(Object.entries(TEMPLATES))('%s fits a screen', (_name, { text }) => {
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(140)
  })
})

describe('docs/scenario.md', () => {
  const docs = readFileSync(new URL('../../docs/scenario.md', import.meta.url), 'utf8')

  test('its first example loads', () => {
    const example = /```yaml\n([\s\S]*?)```/.exec(docs)![1]!
    const result = loadScenario('example.yaml', { files: { read: () => example } })
    const codes = result.ok ? result.scenario.warnings.map(({ code }) => code) : result.issues
    expect(codes).toEqual(['W-NO-FAILURE-MODEL', 'W-ASSUMED'])
  })

  test('names every key of the format', () => {
    const keys = new Set<string>()
    const look = (node: unknown): void => {
      if (typeof node !== 'object' || node === null) return
      for (const [key, inner] of Object.entries(node)) {
        if (key === 'properties') for (const name of Object.keys(inner as object)) keys.add(name)
        look(inner)
      }
    }
    look(scenarioSchema())
    expect([...keys].filter((key) => !new RegExp(`\\b${key}\\b`).test(docs))).toEqual([])
  })
})
