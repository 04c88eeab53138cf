import type { Db } from '../../database.ts'

/** Deletes the collection with this id. */
export async function deleteArtifactCollection(db: Db, id: string): Promise<void> {
  await db.execute(db.sql.deleteFrom('artifact_collection').where('id', '=', id).compile())
}
