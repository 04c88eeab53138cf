import type { Db } from '../../database.ts'
import { json } from '../../parameters.ts'
import type { BlockSchemaRow } from './read-block-schema-rows.ts'

/** Adds schemas; the ids of those that were added, without those of whose checksum and version there is one. [J5] */
export async function insertBlockSchemas(db: Db, schemas: readonly BlockSchemaRow[]): Promise<Set<string>> {
  if (schemas.length === 0) return new Set()
  const rows = schemas.map((schema) => ({
    ...schema,
    fields: json(schema.fields),
    capabilities: json(schema.capabilities),
  }))
  const inserted = await db.execute(
    db.sql
      .insertInto('block_schema')
      .values(rows)
      .onConflict((conflict) => conflict.columns(['checksum', 'version']).doNothing())
      .returning('id')
      .compile(),
  )
  return new Set(inserted.map(({ id }) => id))
}
