import type { Db } from '../../database.ts'
import { selectCount } from '../../filters/page.ts'
import { ARTIFACT_COLLECTIONS, type ArtifactCollectionFilters, selects } from '../../filters/related.ts'

/** How many keys with artifacts the filters let through. [D15, D22] */
export async function countArtifactCollections(db: Db, filters: ArtifactCollectionFilters): Promise<number> {
  const [row] = await db.execute(
    selectCount('artifact_collection', selects(db.dialect, ARTIFACT_COLLECTIONS, filters)).compile(db.sql),
  )
  return row?.count ?? 0
}
