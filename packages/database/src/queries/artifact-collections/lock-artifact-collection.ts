import type { Db, Statement } from '../../database.ts'
import type { ArtifactCollectionRow } from './read-artifact-collection.ts'

const statement: Statement = {
  name: 'lock-artifact-collection',
  text: (dialect) => `
    SELECT id, created, updated, key, latest_id, task_run_id, flow_run_id, type, data, description, metadata_
    FROM artifact_collection WHERE key = ${dialect.parameter(1)} ${dialect.forUpdate}`,
}

/** The collection of a key, locked so that deletions of its artifacts follow each other. [J19] */
export async function lockArtifactCollection(
  db: Db,
  key: string,
): Promise<ArtifactCollectionRow | undefined> {
  const [collection] = await db.run<ArtifactCollectionRow>(statement, [key])
  return collection
}
