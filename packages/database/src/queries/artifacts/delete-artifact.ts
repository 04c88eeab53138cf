import type { Db } from '../../database.ts'

/** Deletes the artifact with this id; states that kept their data in it lose it. [A10] */
export async function deleteArtifact(db: Db, id: string): Promise<void> {
  await db.execute(db.sql.deleteFrom('artifact').where('id', '=', id).compile())
}
