import type { Db } from '@reeve/database'
import { lockBlockCapabilities } from '@reeve/database/queries/block-documents/lock-block-capabilities'
import { deleteConfiguration } from '@reeve/database/queries/configuration/delete-configuration'
import { readConfiguration } from '@reeve/database/queries/configuration/read-configuration'
import { saveConfiguration } from '@reeve/database/queries/configuration/save-configuration'
import { findBlockDocuments } from '@reeve/database/queries/deployments/find-block-documents'
import type { Json, ServerDefaultResultStorage } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { Refused } from '../../http/errors.ts'

const KEY = 'server-default-result-storage'
/** What a block must be able to do to keep results. */
const CAPABILITY = 'write-path'

/** The block that keeps the results of those who choose none; null in it if nobody chose one. */
export async function readResultStorage({ database }: Context): Promise<Json> {
  return (await readConfiguration(database.quick, KEY)) ?? { default_result_storage_block_id: null }
}

/** Chooses that block. Refuses with 404 where there is none, with 422 where it cannot keep results. */
export async function chooseResultStorage(ctx: Context, id: string): Promise<ServerDefaultResultStorage> {
  const value = { default_result_storage_block_id: id }
  const configuration = { id: ctx.ids.next(), key: KEY, value, now: ctx.clock.now() }
  await ctx.database.write(async (db) => {
    const capabilities = await lockBlockCapabilities(db, id)
    if (capabilities === undefined) throw new Refused(404, `Block document ${id} not found.`)
    if (!Array.isArray(capabilities) || !capabilities.includes(CAPABILITY)) {
      throw new Refused(422, `Block document ${id} cannot be used for result storage.`)
    }
    await saveConfiguration(db, configuration)
  })
  return value
}

/** Forgets the choice. */
export const forgetResultStorage = ({ database }: Context): Promise<void> =>
  database.write((db) => deleteConfiguration(db, KEY))

/** Forgets the choice if the chosen block is gone. [J14] */
export async function forgetLostResultStorage(db: Db): Promise<void> {
  const chosen = await readConfiguration(db, KEY)
  const { default_result_storage_block_id: id } = (chosen ?? {}) as Partial<ServerDefaultResultStorage>
  if (typeof id === 'string' && !(await findBlockDocuments(db, [id])).has(id))
    await deleteConfiguration(db, KEY)
}
