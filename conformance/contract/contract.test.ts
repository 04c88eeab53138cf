import { readFileSync } from 'node:fs'
import { buildOpenApi, routes } from '@reeve/wire'
import { expect, test } from 'vitest'
import type { ApiDocument } from './compare.ts'
import { deliberateDifferences } from './deliberate-differences.ts'
import { reportOn } from './report.ts'

const contract = JSON.parse(readFileSync(new URL('openapi.json', import.meta.url), 'utf8')) as ApiDocument
const document = () =>
  JSON.parse(JSON.stringify(buildOpenApi(routes, { title: 'Reeve', version: '0' }))) as ApiDocument

test('every operation is described as the contract describes it', () => {
  const report = reportOn(contract, document(), deliberateDifferences)
  expect(report).toEqual({ equal: 187, total: 187, differences: [], unknown: [] })
})

test('a changed limit is a difference of every operation that uses the shape', () => {
  const changed = document()
  const body = changed.components.schemas.WorkPoolCreate as { properties: Record<string, unknown> }
  body.properties.type = { type: 'string', default: 'process' }

  const { equal, differences } = reportOn(contract, changed, [])

  expect(equal).toBe(186)
  expect(differences).toMatchObject([
    {
      operation: 'POST /work_pools/',
      place: 'WorkPoolCreate.properties.type.default',
      expected: 'prefect-agent',
      actual: 'process',
    },
  ])
})

test('a difference in the list carries its reason', () => {
  const changed = document()
  changed.paths['/flows/count'] = { post: { responses: {} } }
  const listed = [{ operation: 'POST /flows/count', place: '', reason: 'for the test' }]

  const { differences } = reportOn(contract, changed, listed)

  expect(differences.length).toBeGreaterThan(0)
  expect(new Set(differences.map(({ reason }) => reason))).toEqual(new Set(['for the test']))
})

test('an operation that the contract does not know is named', () => {
  const more = document()
  more.paths['/extra'] = { get: { responses: {} } }

  expect(reportOn(contract, more, []).unknown).toEqual(['GET /extra'])
})
