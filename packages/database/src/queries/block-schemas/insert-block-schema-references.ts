import type { Instant } from '@reeve/wire'
import type { Db } from '../../database.ts'
import type { BlockSchemaReferenceRow } from './read-block-schema-rows.ts'

/** A row of `block_schema_reference`. */
export type NewSchemaReference = BlockSchemaReferenceRow & {
  readonly id: string
  readonly created: Instant
  readonly updated: Instant
}

/** Notes which schemas a new one leads to. [J6] */
export async function insertBlockSchemaReferences(
  db: Db,
  references: readonly NewSchemaReference[],
): Promise<void> {
  if (references.length === 0) return
  await db.execute(
    db.sql
      .insertInto('block_schema_reference')
      .values([...references])
      .compile(),
  )
}
