import type { ArtifactCollectionSort } from '@reeve/wire'
import type { Db } from '../../database.ts'
import { type Cut, selectRows } from '../../filters/page.ts'
import { ARTIFACT_COLLECTIONS, type ArtifactCollectionFilters, selects } from '../../filters/related.ts'
import { ARTIFACT_COLLECTION_SORTS } from '../../filters/sorts.ts'
import type { ArtifactCollectionRow } from './read-artifact-collection.ts'

/** Of which keys to read the latest artifacts. */
export interface ArtifactCollectionSelection extends ArtifactCollectionFilters, Cut {
  /** Default `ID_DESC`. */
  readonly sort?: ArtifactCollectionSort
}

/** Reads a page of the latest artifacts of their keys. [D15, D17, J18] */
export function readArtifactCollections(
  db: Db,
  selection: ArtifactCollectionSelection,
): Promise<ArtifactCollectionRow[]> {
  const { sort = 'ID_DESC', limit, offset, ...filters } = selection
  const where = selects(db.dialect, ARTIFACT_COLLECTIONS, filters)
  const rows = selectRows<ArtifactCollectionRow>({
    table: 'artifact_collection',
    where,
    orderBy: ARTIFACT_COLLECTION_SORTS[sort],
    limit,
    offset,
  })
  return db.execute(rows.compile(db.sql))
}
