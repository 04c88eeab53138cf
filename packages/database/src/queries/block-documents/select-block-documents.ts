import type { BlockDocumentSort } from '@reeve/wire'
import type { Db } from '../../database.ts'
import { type Cut, selectCount, selectPage } from '../../filters/page.ts'
import type { Predicate } from '../../filters/predicate.ts'
import { BLOCK_DOCUMENTS, type BlockFilters, selects } from '../../filters/related.ts'
import { BLOCK_DOCUMENT_SORTS } from '../../filters/sorts.ts'

/** Which blocks to read. */
export interface BlockDocumentSelection extends BlockFilters, Cut {
  /** Default, also where it is null: `NAME_ASC`. */
  readonly sort?: BlockDocumentSort | null
}

/** The ids of a page of blocks, in its order. [J15, D17, D18] */
export async function selectBlockDocuments(
  db: Db,
  { sort, limit, offset, ...filters }: BlockDocumentSelection,
): Promise<string[]> {
  const orderBy = BLOCK_DOCUMENT_SORTS[sort ?? 'NAME_ASC']
  const page = { table: 'block_document', where: wanted(db, filters), orderBy, limit, offset }
  return (await db.execute(selectPage(page).compile(db.sql))).map(({ id }) => id)
}

/** How many blocks the filters let through. */
export async function countBlockDocuments(db: Db, filters: BlockFilters): Promise<number> {
  const [row] = await db.execute(selectCount('block_document', wanted(db, filters)).compile(db.sql))
  return row?.count ?? 0
}

/** Who asks for nothing special does not see blocks without a name of their own. */
const wanted = (db: Db, { block_documents, ...others }: BlockFilters): Predicate =>
  selects(db.dialect, BLOCK_DOCUMENTS, {
    ...others,
    block_documents: block_documents ?? { is_anonymous: { eq_: false } },
  })
