import type { Db } from '../../database.ts'
import { type Cut, selectPage } from '../../filters/page.ts'
import { BLOCK_SCHEMAS, type BlockFilters, selects } from '../../filters/related.ts'

/** Which schemas to read. */
export type BlockSchemaSelection = Pick<BlockFilters, 'block_schemas'> & Cut

/** The ids of a page of schemas, newest first. [D17, D18] */
export async function selectBlockSchemas(
  db: Db,
  { limit, offset, ...filters }: BlockSchemaSelection,
): Promise<string[]> {
  const where = selects(db.dialect, BLOCK_SCHEMAS, filters)
  const page = { table: 'block_schema', where, orderBy: 'block_schema.created DESC', limit, offset }
  return (await db.execute(selectPage(page).compile(db.sql))).map(({ id }) => id)
}
