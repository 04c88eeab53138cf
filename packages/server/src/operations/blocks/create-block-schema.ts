import {
  definitionOf,
  definitionsOf,
  type SchemaReference,
  schemaChecksum,
  schemaReferences,
  storedFields,
} from '@reeve/core/blocks'
import type { Db } from '@reeve/database'
import { findBlockSchema } from '@reeve/database/queries/block-schemas/find-block-schema'
import {
  insertBlockSchemaReferences,
  type NewSchemaReference,
} from '@reeve/database/queries/block-schemas/insert-block-schema-references'
import { insertBlockSchemas } from '@reeve/database/queries/block-schemas/insert-block-schemas'
import { readBlockType } from '@reeve/database/queries/block-types/read-block-type'
import type { BlockSchema, BlockSchemaCreate, JsonObject } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { Refused } from '../../http/errors.ts'
import { exactField } from './exact-body.ts'
import { readBlockSchema } from './read-block-schemas.ts'

/** What a schema is made of. */
export interface SchemaParts {
  readonly fields: JsonObject
  readonly block_type_id: string
  readonly capabilities: readonly string[]
  readonly version: string
}

/** The schema that is wanted, and whether it was not there yet. */
export interface SchemaOutcome {
  readonly created: boolean
  readonly schema: BlockSchema
}

/** Of schemas that come into being with the one that holds their blocks. */
const NON_VERSIONED = 'non-versioned'

/**
 * Adds a schema, with those of the blocks that it holds as far as they are not there yet. Refuses with 404 without
 * the type, with 409 without the type of a block in it. [J4-J6]
 */
export function createBlockSchema(
  ctx: Context,
  body: BlockSchemaCreate,
  text: string | undefined,
): Promise<SchemaOutcome> {
  const parts = { ...body, fields: exactField('fields', body.fields, text) }
  return ctx.database.write(async (db) => {
    const type = await readBlockType(db, { id: parts.block_type_id })
    if (!type) throw new Refused(404, `Block type ${parts.block_type_id} not found.`)
    const { id, created } = await addBlockSchema(ctx, db, parts)
    const schema = await readBlockSchema(db, id)
    return { created, schema: created ? { ...schema, fields: asSent(schema, parts.fields) } : schema }
  })
}

/** A new schema is shown with its references and definitions as they came. */
function asSent(schema: BlockSchema, { block_schema_references = {}, definitions }: JsonObject): JsonObject {
  const { definitions: _, ...fields } = schema.fields as JsonObject
  return { ...fields, block_schema_references, ...(definitions !== undefined && { definitions }) }
}

/** Adds a schema unless there is one of its checksum and version; says which it is. [J5, J6] */
export async function addBlockSchema(
  ctx: Context,
  db: Db,
  parts: SchemaParts,
): Promise<{ readonly id: string; readonly created: boolean }> {
  const { version, block_type_id, capabilities } = parts
  const references = schemaReferences(parts.fields)
  if (!references)
    throw new Refused(422, 'Cannot read block_schema_references: expected a type and a checksum each.')
  const checksum = schemaChecksum(parts.fields)
  const existing = await findBlockSchema(db, { checksum, version })
  if (existing !== undefined) return { id: existing, created: false }
  const [id, now] = [ctx.ids.next(), ctx.clock.now()]
  const fields = storedFields(parts.fields)
  const row = {
    id,
    created: now,
    updated: now,
    checksum,
    fields,
    block_type_id,
    capabilities: [...capabilities],
    version,
  }
  if (!(await insertBlockSchemas(db, [row])).has(id)) {
    return { id: (await findBlockSchema(db, { checksum, version })) as string, created: false }
  }
  const children = new Map<string, NewSchemaReference>()
  for (const reference of references) {
    const childId = await ensureChild(ctx, db, {
      reference,
      fields,
      definitions: definitionsOf(parts.fields),
    })
    children.set(`${reference.name} ${childId}`, {
      id: ctx.ids.next(),
      created: now,
      updated: now,
      name: reference.name,
      parent_block_schema_id: id,
      reference_block_schema_id: childId,
    })
  }
  await insertBlockSchemaReferences(db, [...children.values()])
  return { id, created: true }
}

/** Where the schema of a block inside of another comes from. */
interface ChildOrigin {
  readonly reference: SchemaReference
  /** Of the schema that holds it. */
  readonly fields: JsonObject
  /** Everything that was sent along. */
  readonly definitions: JsonObject | undefined
}

/** The id of the schema that a reference means, which is added from its definition if it is not there. [J6] */
async function ensureChild(ctx: Context, db: Db, origin: ChildOrigin): Promise<string> {
  const { reference, fields, definitions } = origin
  const type = await readBlockType(db, { slug: reference.slug })
  if (!type) throw missingType(reference.slug)
  const existing = await findBlockSchema(db, { checksum: reference.checksum })
  if (existing !== undefined) return existing
  if (!definitions) {
    throw new Refused(
      422,
      'Unable to create nested block schema due to missing definitions in root block schema fields',
    )
  }
  const definition = definitionOf(reference, fields, definitions)
  if (!definition) {
    throw new Refused(
      422,
      `Unable to create nested block schema for block type '${type.name}' due to missing definition.`,
    )
  }
  const parts = {
    fields: { ...definition, definitions },
    block_type_id: type.id,
    capabilities: [],
    version: NON_VERSIONED,
  }
  return (await addBlockSchema(ctx, db, parts)).id
}

const missingType = (slug: string) =>
  new Refused(
    409,
    `Cannot create block schema because block type '${slug}' was not found.Did you forget to register the block type?`,
  )
