import { type Json, type JsonObject, withPlainNumbers } from '@reeve/wire'
import { isObject } from '../json-schema/schema-error.ts'

/** How a schema is adjusted before values are checked against it. */
export interface SchemaAdjustments {
  /** Leaves out all that is required. Default: false. [K5] */
  readonly ignoreRequired?: boolean
  /** Lets optional properties be null even if they have a default. Default: false. [K4, K10] */
  readonly allowNullWithDefault?: boolean
}

/**
 * A schema as it is meant: those that clients generate say nothing of the null that optional parameters may be, and
 * name blocks by reference. [K4, K5]
 */
export function prepareSchema(schema: JsonObject, adjustments: SchemaAdjustments = {}): JsonObject {
  const prepared = withBlockReferences(withNulls(withPlainNumbers(schema), adjustments), adjustments)
  return adjustments.ignoreRequired ? (withoutRequired(prepared) as JsonObject) : prepared
}

/** Adjusts the properties of a schema, and theirs. */
function withNulls(schema: JsonObject, adjustments: SchemaAdjustments): JsonObject {
  if (!isObject(schema.properties)) return schema
  const required = Array.isArray(schema.required) ? schema.required : []
  const properties = Object.entries(schema.properties).map(([name, property]): [string, Json] => {
    if (!isObject(property)) return [name, property as Json]
    const adjusted = withTuples(required.includes(name) ? property : nullable(property, adjustments))
    return [name, withNulls(adjusted, adjustments)]
  })
  return { ...schema, properties: Object.fromEntries(properties) }
}

function nullable(property: JsonObject, { allowNullWithDefault = false }: SchemaAdjustments): JsonObject {
  const { type, ...rest } = property
  if (type === undefined || type === 'null' || ('default' in rest && !allowNullWithDefault)) return property
  return { ...rest, anyOf: [{ type }, { type: 'null' }] }
}

/** Older generators write the types of a tuple's parts as `items`. */
function withTuples(property: JsonObject): JsonObject {
  const { items, ...rest } = property
  if (!Array.isArray(items) || items.length === 0 || rest.prefixItems) return property
  return { ...rest, prefixItems: items }
}

/** A block stands in parameters as itself or as a reference to a stored one. */
function withBlockReferences(schema: JsonObject, adjustments: SchemaAdjustments): JsonObject {
  if (!isObject(schema.definitions)) return schema
  const adjusted = Object.entries(schema.definitions as JsonObject).map(
    ([name, definition]): [string, Json] => [
      name,
      isObject(definition) ? withNulls(definition, adjustments) : definition,
    ],
  )
  const blocks = adjusted.flatMap(([, definition]): [string, Json][] =>
    isObject(definition) && 'block_type_slug' in definition
      ? [[String(definition.title), { oneOf: [definition, BLOCK_REFERENCE] }]]
      : [],
  )
  return { ...schema, definitions: Object.fromEntries([...adjusted, ...blocks]) }
}

const BLOCK_REFERENCE: JsonObject = {
  type: 'object',
  properties: {
    $ref: {
      oneOf: [
        { type: 'string', format: 'uuid' },
        { type: 'object', additionalProperties: { type: 'string' }, minProperties: 1 },
      ],
    },
  },
  required: ['$ref'],
}

/** A schema without any nested `required`. [K5] */
export function withoutRequired(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(withoutRequired)
  if (!isObject(schema)) return schema
  const entries = Object.entries(schema as JsonObject).filter(([key]) => key !== 'required')
  return Object.fromEntries(entries.map(([key, value]): [string, Json] => [key, withoutRequired(value)]))
}
