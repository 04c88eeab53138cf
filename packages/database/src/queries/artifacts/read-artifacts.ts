import type { ArtifactSort } from '@reeve/wire'
import type { Db } from '../../database.ts'
import { type Cut, selectRows } from '../../filters/page.ts'
import { ARTIFACTS, type ArtifactFilters, selects } from '../../filters/related.ts'
import { ARTIFACT_SORTS } from '../../filters/sorts.ts'
import type { ArtifactRow } from './read-artifact.ts'

/** Which artifacts to read. */
export interface ArtifactSelection extends ArtifactFilters, Cut {
  /** Default `ID_DESC`. */
  readonly sort?: ArtifactSort
}

/** Reads a page of artifacts. [D15, D17, D18] */
export function readArtifacts(db: Db, selection: ArtifactSelection): Promise<ArtifactRow[]> {
  const { sort = 'ID_DESC', limit, offset, ...filters } = selection
  const where = selects(db.dialect, ARTIFACTS, filters)
  const rows = selectRows<ArtifactRow>({
    table: 'artifact',
    where,
    orderBy: ARTIFACT_SORTS[sort],
    limit,
    offset,
  })
  return db.execute(rows.compile(db.sql))
}
