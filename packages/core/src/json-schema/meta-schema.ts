import type { JsonObject } from '@reeve/wire'
import { isRegex } from './pattern.ts'
import { bestMatch } from './schema-error.ts'
import { validatorFor } from './validator.ts'

const schema = { $ref: '#' }
const schemaArray = { type: 'array', minItems: 1, items: schema }
const schemasByKey = { type: 'object', additionalProperties: schema }
const text = { type: 'string' }
const flag = { type: 'boolean' }
const number = { type: 'number' }
const count = { type: 'integer', minimum: 0 }
const texts = { type: 'array', items: text, uniqueItems: true }
const anchor = { type: 'string', pattern: '^[A-Za-z_][-A-Za-z0-9._]*$' }
const simpleTypes = { enum: ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string'] }
const regex = { type: 'string', format: 'regex' }

/** What a schema of draft 2020-12 looks like, its vocabularies drawn together. */
const META_SCHEMA = {
  type: ['object', 'boolean'],
  properties: {
    definitions: schemasByKey,
    dependencies: { type: 'object', additionalProperties: { anyOf: [schema, texts] } },
    $id: { type: 'string', pattern: '^[^#]*#?$' },
    $schema: text,
    $ref: text,
    $anchor: anchor,
    $dynamicRef: text,
    $dynamicAnchor: anchor,
    $vocabulary: { type: 'object', additionalProperties: flag },
    $comment: text,
    $defs: schemasByKey,
    prefixItems: schemaArray,
    items: schema,
    contains: schema,
    additionalProperties: schema,
    properties: schemasByKey,
    patternProperties: { ...schemasByKey, propertyNames: { format: 'regex' } },
    dependentSchemas: schemasByKey,
    propertyNames: schema,
    if: schema,
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: schema,
    else: schema,
    allOf: schemaArray,
    anyOf: schemaArray,
    oneOf: schemaArray,
    not: schema,
    unevaluatedItems: schema,
    unevaluatedProperties: schema,
    type: { anyOf: [simpleTypes, { type: 'array', items: simpleTypes, minItems: 1, uniqueItems: true }] },
    enum: { type: 'array' },
    multipleOf: { type: 'number', exclusiveMinimum: 0 },
    maximum: number,
    exclusiveMaximum: number,
    minimum: number,
    exclusiveMinimum: number,
    maxLength: count,
    minLength: count,
    pattern: regex,
    maxItems: count,
    minItems: count,
    uniqueItems: flag,
    maxContains: count,
    minContains: count,
    maxProperties: count,
    minProperties: count,
    required: texts,
    dependentRequired: { type: 'object', additionalProperties: texts },
    title: text,
    description: text,
    deprecated: flag,
    readOnly: flag,
    writeOnly: flag,
    examples: { type: 'array' },
    format: text,
    contentEncoding: text,
    contentMediaType: text,
    contentSchema: schema,
  },
} satisfies JsonObject

const metaValidator = validatorFor({
  root: META_SCHEMA,
  formats: { regex: (value) => typeof value !== 'string' || isRegex(value) },
})

/** What is wrong with a schema itself; undefined if nothing is. */
export const schemaProblem = (candidate: unknown): string | undefined =>
  bestMatch(metaValidator.errors(candidate, META_SCHEMA))?.error.message
