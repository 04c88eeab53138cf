import { describe, expect, it } from 'vitest'
import type { SchemaError } from '../json-schema/schema-error.ts'
import { findAllErrors, HydrationError, nestErrors } from './index.ts'
import { Unrendered } from './placeholders.ts'

const SCHEMA = {
  type: 'object',
  properties: {
    name: { type: 'string' },
    rows: {
      type: 'array',
      items: { type: 'object', properties: { n: { type: 'integer' } }, required: ['n'] },
    },
  },
  required: ['name'],
}

const nest = (values: Parameters<typeof findAllErrors>[0]) =>
  nestErrors(findAllErrors(values, SCHEMA) as readonly SchemaError[])

describe('nestErrors', () => {
  it('finds nothing in values that keep to the schema', () => {
    expect(nest({ name: 'x' })).toEqual({ errors: [], valid: true })
  })

  it('tells what is missing at the missing property', () => {
    expect(nest({})).toEqual({
      errors: [{ property: 'name', errors: ["'name' is a required property"] }],
      valid: false,
    })
  })

  it('places errors in the items that they are about', () => {
    expect(nest({ name: 'x', rows: [{ n: 1 }, { n: 'a' }, {}] })).toEqual({
      errors: [
        {
          property: 'rows',
          errors: [
            { index: 1, errors: [{ property: 'n', errors: ["'a' is not of type 'integer'"] }] },
            { index: 2, errors: [{ property: 'n', errors: ["'n' is a required property"] }] },
          ],
        },
      ],
      valid: false,
    })
  })

  it('puts an error about the whole at the top', () => {
    expect(nest([])).toEqual({ errors: ["[] is not of type 'object'"], valid: false })
  })

  it('says of a placeholder that failed only why it failed', () => {
    expect(nest({ name: new HydrationError('Invalid JSON') })).toEqual({
      errors: [{ property: 'name', errors: ['Invalid JSON'] }],
      valid: false,
    })
  })

  it('says nothing of a placeholder that is yet to be filled in', () => {
    expect(nest({ name: new Unrendered('jinja', '{{ x }}') })).toEqual({ errors: [], valid: true })
  })
})
