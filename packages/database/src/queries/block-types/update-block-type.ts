import type { Db } from '../../database.ts'
import type { BlockTypeRow } from './read-block-type.ts'

/** What can be changed of a block type; what is absent stays. */
export type BlockTypeChanges = Partial<Omit<BlockTypeRow, 'id' | 'created' | 'slug'>>

/** Changes the block type with this id. */
export async function updateBlockType(db: Db, id: string, changes: BlockTypeChanges): Promise<void> {
  await db.execute(db.sql.updateTable('block_type').set(changes).where('id', '=', id).compile())
}
