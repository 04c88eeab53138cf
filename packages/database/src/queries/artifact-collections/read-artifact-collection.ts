import type { Selectable } from 'kysely'
import type { Db } from '../../database.ts'
import type { Tables } from '../../schema/tables.ts'

/** A row of `artifact_collection`: the latest artifact of a key, copied. */
export type ArtifactCollectionRow = Selectable<Tables['artifact_collection']>

/** The collection of a key. [J18] */
export async function readArtifactCollection(
  db: Db,
  key: string,
): Promise<ArtifactCollectionRow | undefined> {
  const [collection] = await db.execute(
    db.sql.selectFrom('artifact_collection').selectAll().where('key', '=', key).compile(),
  )
  return collection
}
