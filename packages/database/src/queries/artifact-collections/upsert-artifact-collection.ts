import type { Db } from '../../database.ts'
import { json } from '../../parameters.ts'
import type { ArtifactCollectionRow } from './read-artifact-collection.ts'

/**
 * Makes an artifact the latest of its key: adds the collection, or replaces all of it but its id and the time
 * it was created. Returns the id. [J17]
 */
export async function upsertArtifactCollection(db: Db, row: ArtifactCollectionRow): Promise<string> {
  const { id, created, ...latest } = { ...row, data: json(row.data), metadata_: json(row.metadata_) }
  const [saved] = await db.execute(
    db.sql
      .insertInto('artifact_collection')
      .values({ id, created, ...latest })
      .onConflict((conflict) => conflict.column('key').doUpdateSet(latest))
      .returning('id')
      .compile(),
  )
  if (!saved) throw new Error('An upsert returned no row')
  return saved.id
}
