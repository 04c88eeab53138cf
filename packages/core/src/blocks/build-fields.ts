import type { JsonObject } from '@reeve/wire'
import { isRecord } from './exact-json.ts'

/** A schema as it is kept. */
export interface StoredSchema {
  readonly id: string
  readonly checksum: string
  readonly slug: string
  readonly fields: JsonObject
}

/** That a field of one schema holds blocks of another. */
export interface SchemaEdge {
  readonly name: string
  readonly parent_block_schema_id: string
  readonly reference_block_schema_id: string
}

/**
 * How the fields of these schemas were before what leads to other schemas was taken out of them: `build(id)` gives
 * them with the references and the definitions of all schemas below. [J7]
 */
export function fieldsBuilder(
  schemas: readonly StoredSchema[],
  edges: readonly SchemaEdge[],
): (id: string) => JsonObject {
  const byId = new Map(schemas.map((schema) => [schema.id, schema]))
  const below = Map.groupBy(edges, (edge) => edge.parent_block_schema_id)
  const built = new Map<string, JsonObject>()

  function build(id: string): JsonObject {
    const known = built.get(id)
    if (known) return known
    const stored = byId.get(id)?.fields ?? {}
    // A schema that leads back to itself is not looked into again.
    built.set(id, { ...stored, block_schema_references: {} })
    const children = (below.get(id) ?? []).flatMap(({ name, reference_block_schema_id }) => {
      const schema = byId.get(reference_block_schema_id)
      return schema ? [{ name, schema }] : []
    })
    const definitions: JsonObject = {}
    for (const { schema } of children) Object.assign(definitions, asDefinitions(build(schema.id)))
    const fields: JsonObject = { ...stored, block_schema_references: namedReferences(children) }
    if (Object.keys(definitions).length > 0) {
      fields.definitions = { ...(isRecord(stored.definitions) && stored.definitions), ...definitions }
    }
    built.set(id, fields)
    return fields
  }
  return build
}

/** A schema under its title, and what it brings along beside it; nothing if it has no title. */
function asDefinitions({ definitions, ...fields }: JsonObject): JsonObject {
  if (typeof fields.title !== 'string') return {}
  return { [fields.title]: fields, ...(isRecord(definitions) && definitions) }
}

/** One reference stands alone, several of one field are a list. */
function namedReferences(
  children: readonly { readonly name: string; readonly schema: StoredSchema }[],
): JsonObject {
  const named = new Map<string, Map<string, JsonObject>>()
  for (const { name, schema } of children) {
    const reference = { block_schema_checksum: schema.checksum, block_type_slug: schema.slug }
    const known = named.get(name) ?? new Map<string, JsonObject>()
    named.set(name, known.set(JSON.stringify(reference), reference))
  }
  return Object.fromEntries(
    [...named].map(([name, references]) => {
      const list = [...references.values()]
      return [name, list.length === 1 ? (list[0] as JsonObject) : list]
    }),
  )
}
