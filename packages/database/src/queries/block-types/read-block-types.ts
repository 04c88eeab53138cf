import type { Db } from '../../database.ts'
import { type Cut, selectRows } from '../../filters/page.ts'
import { BLOCK_TYPES, type BlockFilters, selects } from '../../filters/related.ts'
import type { BlockTypeRow } from './read-block-type.ts'

/** Which block types to read. */
export type BlockTypeSelection = Pick<BlockFilters, 'block_types' | 'block_schemas'> & Cut

/** Reads a page of block types by name. [J2, D17, D18] */
export function readBlockTypes(
  db: Db,
  { limit, offset, ...filters }: BlockTypeSelection,
): Promise<BlockTypeRow[]> {
  const where = selects(db.dialect, BLOCK_TYPES, filters)
  const page = { table: 'block_type', where, orderBy: 'block_type.name', limit, offset }
  return db.execute(selectRows<BlockTypeRow>(page).compile(db.sql))
}
