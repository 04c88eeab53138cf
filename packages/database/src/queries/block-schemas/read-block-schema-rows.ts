import type { Instant, JsonObject } from '@reeve/wire'
import type { Db, Statement } from '../../database.ts'

/** A row of `block_schema`. */
export interface BlockSchemaRow {
  id: string
  created: Instant
  updated: Instant
  checksum: string
  fields: JsonObject
  block_type_id: string
  capabilities: string[]
  version: string
}

/** That a field of one schema holds blocks of another. */
export interface BlockSchemaReferenceRow {
  readonly name: string
  readonly parent_block_schema_id: string
  readonly reference_block_schema_id: string
}

const edges: Statement = {
  name: 'read-block-schema-references',
  text: (dialect) => `
    WITH RECURSIVE reached (id) AS (
      SELECT id FROM block_schema WHERE ${dialect.isAnyUuid('id', 1)}
      UNION
      SELECT reference.reference_block_schema_id FROM block_schema_reference AS reference
      JOIN reached ON reached.id = reference.parent_block_schema_id
    )
    SELECT reference.name, reference.parent_block_schema_id, reference.reference_block_schema_id
    FROM block_schema_reference AS reference JOIN reached ON reached.id = reference.parent_block_schema_id
    ORDER BY reference.created, reference.id`,
}

const rows: Statement = {
  name: 'read-block-schema-rows',
  text: (dialect) => `
    SELECT id, created, updated, checksum, block_type_id, capabilities, version, CAST(fields AS text) AS fields_text
    FROM block_schema WHERE ${dialect.isAnyUuid('id', 1)}`,
}

/** A row of `block_schema` with its fields as they are written: 5.0 is not 5 there. */
export type BlockSchemaText = Omit<BlockSchemaRow, 'fields'> & { readonly fields_text: string }

/** Schemas with all that they lead to, as they are kept. */
export interface BlockSchemaRows {
  readonly schemas: readonly BlockSchemaText[]
  readonly edges: readonly BlockSchemaReferenceRow[]
}

/** The schemas with these ids and all schemas below them. [J7] */
export async function readBlockSchemaRows(db: Db, ids: readonly string[]): Promise<BlockSchemaRows> {
  if (ids.length === 0) return { schemas: [], edges: [] }
  const found = await db.run<BlockSchemaReferenceRow>(edges, [db.dialect.list(ids)])
  const all = new Set([...ids, ...found.map((edge) => edge.reference_block_schema_id)])
  return { schemas: await db.run<BlockSchemaText>(rows, [db.dialect.list([...all])]), edges: found }
}
