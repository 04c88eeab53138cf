import type { Db } from '../../database.ts'
import type { BlockTypeRow } from './read-block-type.ts'

/** Adds block types; the slugs of those that were added, without those whose slug is taken. [J1] */
export async function insertBlockTypes(db: Db, types: readonly BlockTypeRow[]): Promise<Set<string>> {
  if (types.length === 0) return new Set()
  const inserted = await db.execute(
    db.sql
      .insertInto('block_type')
      .values([...types])
      .onConflict((conflict) => conflict.column('slug').doNothing())
      .returning('slug')
      .compile(),
  )
  return new Set(inserted.map(({ slug }) => slug))
}
