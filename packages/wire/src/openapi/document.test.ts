import { expect, test } from 'vitest'
import { route } from '../route.ts'
import { routes } from '../routes/all.ts'
import { IdParams, ListOf, Maybe, Model } from '../schema.ts'
import Type from '../type.ts'
import { buildOpenApi } from './document.ts'

const Thing = Model('Thing', { name: Type.String(), tags: ListOf(Type.String()), note: Maybe(Type.String()) })

const readThing = route({
  name: 'read_thing',
  method: 'POST',
  path: '/things/{id}/read',
  tags: ['Things'],
  summary: 'Read a thing',
  params: IdParams,
  query: Type.Object({ full: Type.Boolean({ default: false }) }),
  body: Type.Object({ limit: Type.Integer({ default: 5 }) }),
  bodyOptional: true,
  success: 200,
  response: Type.Array(Thing),
})

const info = { title: 'Test', version: '1' }
const document = buildOpenApi([readThing], info)
const operation = document.paths['/things/{id}/read']?.post

test('an operation is named after its function, path and method', () => {
  expect(operation?.operationId).toBe('read_thing_things__id__read_post')
})

test('parameters say where they stand and whether they must be there', () => {
  expect(operation?.parameters).toMatchObject([
    { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } },
    { name: 'full', in: 'query', required: false, schema: { type: 'boolean', default: false } },
    { name: 'x-prefect-api-version', in: 'header', required: false },
  ])
})

test('a group of parameters in a body becomes a component named after the operation', () => {
  expect(operation?.requestBody).toEqual({
    content: {
      'application/json': { schema: { $ref: '#/components/schemas/Body_read_thing_things__id__read_post' } },
    },
  })
})

test('a named shape is a component, and a default that is ours alone does not show', () => {
  expect(document.components.schemas.Thing).toEqual({
    title: 'Thing',
    type: 'object',
    properties: {
      name: { type: 'string' },
      tags: { type: 'array', items: { type: 'string' } },
      note: { anyOf: [{ type: 'string' }, { type: 'null' }] },
    },
    required: ['name'],
  })
})

test('every reference of the whole document leads to a component', () => {
  const whole = buildOpenApi(routes, info)
  const names = [...JSON.stringify(whole).matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(
    ([, name]) => name,
  )
  expect(names.length).toBeGreaterThan(1_000)
  expect(names.filter((name) => name === undefined || !(name in whole.components.schemas))).toEqual([])
})
