import type { Json, JsonObject } from '@reeve/wire'

/** Wording and what only generators of settings pages read; the contract is what remains. */
const IGNORED = new Set(['title', 'description', 'summary', 'examples', 'supported_environment_variables'])

const ORDER_DOES_NOT_MATTER = new Set(['anyOf', 'required', 'enum', 'tags'])

/** A JSON Schema with its wording taken out and its lists in a fixed order, so that equal meaning is equal text. */
export function normaliseSchema(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(normaliseSchema)
  if (!isObject(schema)) return schema
  const entries = Object.entries(schema).filter(([keyword, value]) => matters(keyword, value))
  const normal = entries.map(([keyword, value]): [string, Json] => [
    keyword,
    normaliseKeyword(keyword, value),
  ])
  return Object.fromEntries(normal.toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** An object takes further properties unless it says otherwise, and requires none unless it names some. */
function matters(keyword: string, value: Json): boolean {
  if (IGNORED.has(keyword)) return false
  if (keyword === 'additionalProperties') return value !== true
  return !(keyword === 'required' && Array.isArray(value) && value.length === 0)
}

function normaliseKeyword(keyword: string, value: Json): Json {
  if (keyword === 'properties' && isObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([name, schema]) => [name, normaliseSchema(schema)]))
  }
  if (keyword === 'default') return normaliseDefault(value)
  const normal = normaliseSchema(value)
  return ORDER_DOES_NOT_MATTER.has(keyword) && Array.isArray(normal) ? normal.toSorted(byText) : normal
}

const byText = (a: Json, b: Json) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)

/** The same instant can be written with `Z` or with an offset of zero. */
const normaliseDefault = (value: Json) =>
  typeof value === 'string' ? value.replace(/^(\d{4}-\d\d-\d\dT[\d:.]+)\+00:00$/, '$1Z') : value
