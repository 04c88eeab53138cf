import type { Instant, Json, JsonObject } from '@reeve/wire'
import type { Db } from '../../database.ts'
import { json } from '../../parameters.ts'

/** What can be changed of an artifact; what is absent stays. [J19] */
export interface ArtifactChanges {
  readonly data?: Json
  readonly metadata_?: JsonObject | null
  readonly description?: string | null
  readonly updated: Instant
}

/**
 * Changes an artifact, and its copy in the collection of its key if it is the latest there. False if neither
 * was found: a collection may for a while outlive its artifact. [J19, E22]
 */
export async function updateArtifact(db: Db, id: string, changes: ArtifactChanges): Promise<boolean> {
  const columns = toColumns(changes)
  const artifacts = await db.execute(
    db.sql.updateTable('artifact').set(columns).where('id', '=', id).returning('id').compile(),
  )
  const collections = await db.execute(
    db.sql
      .updateTable('artifact_collection')
      .set(columns)
      .where('latest_id', '=', id)
      .returning('id')
      .compile(),
  )
  return artifacts.length + collections.length > 0
}

const toColumns = ({ data, metadata_, ...plain }: ArtifactChanges) => ({
  ...plain,
  ...(data !== undefined && { data: json(data) }),
  ...(metadata_ !== undefined && { metadata_: json(metadata_) }),
})
