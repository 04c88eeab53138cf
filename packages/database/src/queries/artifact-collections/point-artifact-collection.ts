import type { Db } from '../../database.ts'
import { json } from '../../parameters.ts'
import type { ArtifactCollectionRow } from './read-artifact-collection.ts'

/** Writes all of a collection, its times too: after the latest artifact went, an older one takes its place. [J19] */
export async function pointArtifactCollection(db: Db, row: ArtifactCollectionRow): Promise<void> {
  const { id, ...columns } = row
  await db.execute(
    db.sql
      .updateTable('artifact_collection')
      .set({ ...columns, data: json(row.data), metadata_: json(row.metadata_) })
      .where('id', '=', id)
      .compile(),
  )
}
