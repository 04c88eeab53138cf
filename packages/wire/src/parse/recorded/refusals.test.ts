import { readFileSync } from 'node:fs'
import type { TSchema } from 'typebox'
import { expect, test } from 'vitest'
import { routes } from '../../routes/all.ts'
import type { Issue } from '../issue.ts'
import { compileParser, type Place } from '../parser.ts'
import type { RecordedRequest } from './record.ts'

const file = new URL('../../data/refusals.json', import.meta.url)
const recorded = JSON.parse(readFileSync(file, 'utf8')) as RecordedRequest[]

const shown = (request: object) => JSON.stringify(request).slice(0, 120)

const issuesOf = ({ operation, body, query = {}, headers = {} }: RecordedRequest): readonly Issue[] => {
  const route = routes.find(({ method, path }) => `${method} ${path}` === operation)
  const parts: [TSchema | undefined, Place, unknown][] = [
    [route?.query, 'query', query],
    [route?.headers, 'header', headers],
    [route?.body, 'body', body],
  ]
  return parts.flatMap(([schema, place, input]) =>
    schema === undefined ? [] : (compileParser(schema, place)(input).issues ?? []),
  )
}

test.each(recorded.map(({ issues, ...request }) => ({ name: shown(request), request, issues })))(
  'the reference finds the same wrong with $name',
  ({ request, issues }) => {
    expect(issuesOf({ ...request, issues: [] })).toEqual(issues)
  },
)

test('every kind of problem that the parser reports was recorded', () => {
  const kinds = new Set(recorded.flatMap(({ issues }) => issues.map(({ type }) => type)))
  expect([...kinds].sort()).toMatchInlineSnapshot(`
    [
      "bool_parsing",
      "bool_type",
      "bytes_type",
      "datetime_from_date_parsing",
      "dict_type",
      "enum",
      "extra_forbidden",
      "float_parsing",
      "float_type",
      "greater_than",
      "greater_than_equal",
      "int_from_float",
      "int_parsing",
      "int_parsing_size",
      "int_type",
      "is_instance_of",
      "less_than_equal",
      "list_type",
      "literal_error",
      "missing",
      "model_attributes_type",
      "set_type",
      "string_pattern_mismatch",
      "string_too_long",
      "string_type",
      "time_delta_parsing",
      "too_long",
      "tuple_type",
      "uuid_parsing",
      "uuid_type",
      "value_error",
    ]
  `)
})
