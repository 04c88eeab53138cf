import { createHash } from 'node:crypto'
import type { Json, JsonObject } from '@reeve/wire'
import { isRecord, pythonJson } from './exact-json.ts'

/** That a field of a block holds another block, of a type and a schema. */
export interface SchemaReference {
  /** The field. */
  readonly name: string
  readonly slug: string
  readonly checksum: string
}

/** The checksum under which clients look for a schema with these fields. [J4] */
export function schemaChecksum(fields: JsonObject): string {
  const hashed = reduceDefinitions(withoutSecretFields(fields))
  return `sha256:${createHash('sha256')
    .update(`[[${pythonJson(hashed)}], {}]`)
    .digest('hex')}`
}

/** The fields as they are kept: what leads to other schemas is in rows of its own. [J6] */
export function storedFields(fields: JsonObject): JsonObject {
  const { block_schema_references: _, ...stored } = reduceDefinitions(fields)
  return stored
}

/** Which blocks the fields hold; undefined if that is not said as it should be. [J6] */
export function schemaReferences(fields: JsonObject): SchemaReference[] | undefined {
  const { block_schema_references: named = {} } = fields
  if (!isRecord(named)) return undefined
  const found: SchemaReference[] = []
  for (const [name, value] of Object.entries(named)) {
    for (const entry of Array.isArray(value) ? value : [value]) {
      if (!isRecord(entry)) return undefined
      const { block_type_slug: slug, block_schema_checksum: checksum } = entry
      if (typeof slug !== 'string' || typeof checksum !== 'string') return undefined
      found.push({ name, slug, checksum })
    }
  }
  return found
}

/** The definition of the block that a field holds, among those of the schema that was sent; undefined without. [J6] */
export function definitionOf(
  { name, slug }: SchemaReference,
  fields: JsonObject,
  definitions: JsonObject,
): JsonObject | undefined {
  const field = isRecord(fields.properties) ? fields.properties[name] : undefined
  const candidates = referencesIn(field).flatMap((reference) => {
    const definition = definitions[keyOf(reference)]
    return isRecord(definition) ? [definition] : []
  })
  return candidates.length === 1
    ? candidates[0]
    : candidates.find((definition) => definition.block_type_slug === slug)
}

/** The definitions that come with the fields; undefined if there are none to speak of. */
export const definitionsOf = (fields: JsonObject): JsonObject | undefined =>
  isRecord(fields.definitions) && Object.keys(fields.definitions).length > 0 ? fields.definitions : undefined

/** Lists are left as they are, as clients do when they make the checksum. */
const withoutSecretFields = (fields: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(fields)
      .filter(([key]) => key !== 'secret_fields')
      .map(([key, value]) => [key, isRecord(value) ? withoutSecretFields(value) : value]),
  )

/** Leaves of the definitions those that something refers to and that are no blocks. */
function reduceDefinitions(fields: JsonObject): JsonObject {
  const { definitions, ...others } = fields
  if (isNothing(definitions)) return fields
  const kept: JsonObject = {}
  collectPlain(fields, isRecord(definitions) ? definitions : {}, kept)
  return Object.keys(kept).length > 0 ? { ...others, definitions: kept } : others
}

function collectPlain(from: JsonObject, definitions: JsonObject, kept: JsonObject): void {
  for (const key of referencesIn(from).map(keyOf)) {
    const definition = definitions[key]
    if (key in kept || !isRecord(definition) || (definition.block_type_slug ?? null) !== null) continue
    if (Object.keys(definition).length === 0) continue
    kept[key] = definition
    collectPlain(definition, definitions, kept)
  }
}

/** What Python takes for false. */
const isNothing = (value: Json | undefined): boolean =>
  !value || (typeof value === 'object' && Object.keys(value).length === 0)

const keyOf = (reference: string): string => reference.replaceAll('#/definitions/', '')

/** All texts under `$ref`, at any depth. */
function referencesIn(value: Json | undefined): string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn)
  if (!isRecord(value)) return []
  const own = typeof value.$ref === 'string' && value.$ref !== '' ? [value.$ref] : []
  return [...own, ...Object.values(value).flatMap(referencesIn)]
}
