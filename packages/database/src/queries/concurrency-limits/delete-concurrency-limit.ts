import type { Db } from '../../database.ts'

/** Deletes the limit with this id; deployments that were held to it are so no longer. [F1] */
export async function deleteConcurrencyLimit(db: Db, id: string): Promise<void> {
  await db.execute(db.sql.deleteFrom('concurrency_limit_v2').where('id', '=', id).compile())
}
