import { expect, test } from 'vitest'
import { readExactJson } from './exact-json.ts'
import { definitionOf, schemaChecksum, schemaReferences, storedFields } from './schema-fields.ts'

const sum = (text: string) => schemaChecksum(readExactJson(text) as never)

test('secret fields and the order of keys do not count, integers and floats do', () => {
  expect(sum('{"a":1,"b":2}')).toBe(sum('{"b":2,"secret_fields":["a"],"a":1}'))
  expect(sum('{"a":5.0}')).not.toBe(sum('{"a":5}'))
  expect(sum('{"a":[{"secret_fields":[]}]}')).not.toBe(sum('{"a":[{}]}'))
})

test('definitions count as far as something that is no block leads to them', () => {
  const used = '"properties":{"x":{"$ref":"#/definitions/A"}}'
  const plain = sum(`{${used},"definitions":{"A":{"type":"string"}}}`)
  expect(sum(`{${used},"definitions":{"A":{"type":"string"},"B":{"type":"null"}}}`)).toBe(plain)
  expect(sum(`{${used},"definitions":{"A":{"block_type_slug":"a"}}}`)).toBe(sum(`{${used}}`))
})

test('definitions that lead to themselves end', () => {
  const fields = { definitions: { A: { x: { $ref: '#/definitions/A' } } }, y: { $ref: '#/definitions/A' } }
  expect(storedFields(fields)).toEqual(fields)
})

test('what leads to other schemas is read and not kept in the fields', () => {
  const one = { block_type_slug: 'a', block_schema_checksum: 'x' }
  const fields = { title: 'T', block_schema_references: { f: one, g: [one, one] } }
  expect(storedFields(fields)).toEqual({ title: 'T' })
  expect(schemaReferences(fields)).toEqual(
    ['f', 'g', 'g'].map((name) => ({ name, slug: 'a', checksum: 'x' })),
  )
  expect(schemaReferences({})).toEqual([])
  expect(schemaReferences({ block_schema_references: { f: 'a' } })).toBeUndefined()
})

test('the definition of a block is the one of its field, by type where there are several', () => {
  const [left, right] = [{ block_type_slug: 'l' }, { block_type_slug: 'r' }]
  const definitions = { L: left, R: right }
  const either = { anyOf: [{ $ref: '#/definitions/L' }, { $ref: '#/definitions/R' }] }
  const fields = { properties: { one: { $ref: '#/definitions/L' }, either } }
  const reference = (name: string, slug: string) => ({ name, slug, checksum: '' })
  expect(definitionOf(reference('one', 'x'), fields, definitions)).toBe(left)
  expect(definitionOf(reference('either', 'r'), fields, definitions)).toBe(right)
  expect(definitionOf(reference('either', 'x'), fields, definitions)).toBeUndefined()
  expect(definitionOf(reference('none', 'l'), fields, definitions)).toBeUndefined()
})
