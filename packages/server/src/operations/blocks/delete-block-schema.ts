import { deleteBlockSchema as deleteRow } from '@reeve/database/queries/block-schemas/delete-block-schema'
import type { Context } from '../../context.ts'
import { Refused } from '../../http/errors.ts'
import { forgetLostResultStorage } from '../flow-runs/result-storage.ts'
import { readBlockSchema } from './read-block-schemas.ts'

/** Deletes a schema with the blocks that it describes. Refuses with 404, with 403 for protected types. [J7] */
export const deleteBlockSchema = ({ database }: Context, id: string): Promise<void> =>
  database.write(async (db) => {
    const { block_type } = await readBlockSchema(db, id)
    if (block_type?.is_protected) {
      throw new Refused(403, 'Block schemas for protected block types cannot be deleted.')
    }
    await deleteRow(db, id)
    await forgetLostResultStorage(db)
  })
