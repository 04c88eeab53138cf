import type { Db } from '../../database.ts'
import { selectCount } from '../../filters/page.ts'
import { ARTIFACTS, type ArtifactFilters, selects } from '../../filters/related.ts'

/** How many artifacts the filters let through. [D15, D22] */
export async function countArtifacts(db: Db, filters: ArtifactFilters): Promise<number> {
  const [row] = await db.execute(
    selectCount('artifact', selects(db.dialect, ARTIFACTS, filters)).compile(db.sql),
  )
  return row?.count ?? 0
}
