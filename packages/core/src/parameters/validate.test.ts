import { readFileSync } from 'node:fs'
import type { JsonObject } from '@reeve/wire'
import { describe, expect, it } from 'vitest'
import {
  findAllErrors,
  findParameterProblem,
  type SchemaAdjustments,
  validateAgainstSchema,
} from './index.ts'

interface Recorded {
  schema: JsonObject
  values: JsonObject
  adjustments?: SchemaAdjustments
  kind?: string
  message: string | null
}

/** What Prefect 3.8.8 says about these values. */
const recorded = JSON.parse(
  readFileSync(new URL('../data/parameter-validations.json', import.meta.url), 'utf8'),
) as Recorded[]

describe('values are judged as Prefect does, in its words', () => {
  it.each(recorded)('$values against $schema', ({ schema, values, adjustments, kind, message }) => {
    const problem = findParameterProblem(values, schema, adjustments)
    expect(problem ?? null).toEqual(message === null ? null : { kind, message })
  })
})

describe('a schema of an unusual shape', () => {
  it.each([
    [
      'properties that are true or false',
      { properties: { a: true, b: false } },
      { b: 1 },
      'False schema does not allow 1',
    ],
    ['properties as a list', { properties: [] }, {}, "Invalid schema: [] is not of type 'object'"],
    ['definitions as a list', { definitions: [] }, {}, "Invalid schema: [] is not of type 'object'"],
  ])('%s is answered, not stumbled over', (_, schema, values, message) => {
    expect(findParameterProblem(values, schema)?.message).toContain(message)
  })
})

describe('validateAgainstSchema', () => {
  const schema = { type: 'object', properties: { x: { type: 'integer' } }, required: ['x'] }

  it('accepts input that keeps to the schema', () => {
    expect(validateAgainstSchema({ x: 1 }, schema)).toBeUndefined()
  })

  it('gives the reason for a refusal as the answer carries it', () => {
    expect(validateAgainstSchema({ x: 'a' }, schema)).toBe(
      "Reason: Validation failed for field 'x'. Failure reason: 'a' is not of type 'integer'",
    )
  })

  it('tells endless schemas from broken input', () => {
    expect(validateAgainstSchema({}, { $ref: '#' })).toBe(
      'Invalid schema: Unable to validate schema with circular references.',
    )
  })
})

describe('findAllErrors', () => {
  it('checks formats, which judging input does not', () => {
    const schema = {
      type: 'object',
      properties: { id: { type: 'string', format: 'uuid' } },
      required: ['id'],
    }
    expect(findParameterProblem({ id: 'no' }, schema)).toBeUndefined()
    expect(findAllErrors({ id: 'no' }, schema)).toMatchObject([
      { message: "'no' is not a 'uuid'", path: ['id'] },
    ])
  })
})
