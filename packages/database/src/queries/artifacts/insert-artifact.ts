import type { Db } from '../../database.ts'
import { json } from '../../parameters.ts'
import type { ArtifactRow } from './read-artifact.ts'

/** Adds an artifact. Its collection is written by `upsertArtifactCollection`. [J17] */
export async function insertArtifact(db: Db, artifact: ArtifactRow): Promise<void> {
  await db.execute(
    db.sql
      .insertInto('artifact')
      .values({ ...artifact, data: json(artifact.data), metadata_: json(artifact.metadata_) })
      .compile(),
  )
}
