import type { JsonObject } from '@reeve/wire'
import { expect, it } from 'vitest'
import { validatorFor } from './validator.ts'

const UNEVALUATED: readonly [JsonObject, unknown, boolean][] = [
  [{ properties: { a: true }, unevaluatedProperties: false }, { a: 1 }, true],
  [{ properties: { a: true }, unevaluatedProperties: false }, { b: 1 }, false],
  [{ allOf: [{ properties: { a: true } }], unevaluatedProperties: false }, { a: 1 }, true],
  [
    { anyOf: [{ required: ['b'], properties: { b: true } }, true], unevaluatedProperties: false },
    { b: 1 },
    true,
  ],
  [
    { if: { required: ['a'] }, else: { properties: { b: true } }, unevaluatedProperties: false },
    { b: 1 },
    true,
  ],
  [{ dependentSchemas: { a: { properties: { a: true } } }, unevaluatedProperties: false }, { a: 1 }, true],
  [{ unevaluatedProperties: { type: 'integer' } }, { a: 's' }, false],
  [{ prefixItems: [true], unevaluatedItems: false }, [1], true],
  [{ prefixItems: [true], unevaluatedItems: false }, [1, 2], false],
  [{ contains: { type: 'integer' }, unevaluatedItems: false }, [1, 2], true],
  [{ allOf: [{ items: true }], unevaluatedItems: false }, [1, 2], true],
]

it.each(UNEVALUATED)('%j on %j: %j', (root, instance, valid) => {
  expect(validatorFor({ root }).isValid(instance, root)).toBe(valid)
})

it('follows references by pointer, anchor and id', () => {
  const root = {
    $defs: {
      'a/b': { type: 'integer' },
      anchored: { $anchor: 'here', type: 'string' },
      named: { $id: 'https://example.com/named', type: 'boolean' },
    },
  }
  const validator = validatorFor({ root })
  expect(validator.isValid(1, { $ref: '#/$defs/a~1b' })).toBe(true)
  expect(validator.isValid(1, { $ref: '#here' })).toBe(false)
  expect(validator.isValid(true, { $ref: 'https://example.com/named' })).toBe(true)
  expect(() => validator.isValid(1, { $ref: '#nowhere' })).toThrow(
    "NoSuchAnchor: 'nowhere' does not exist within",
  )
})

it('lets a pattern that nobody can read pass', () => {
  expect(validatorFor({ root: true }).isValid('x', { pattern: '(?P=broken' })).toBe(true)
  expect(validatorFor({ root: true }).isValid('ab', { pattern: '(?P<first>a)b' })).toBe(true)
})
