import type { Db } from '../../database.ts'
import { json } from '../../parameters.ts'
import type { Configuration } from './save-configuration.ts'

/** Keeps a value under a key, unless there is one already. */
export async function addConfiguration(db: Db, { id, key, value, now }: Configuration): Promise<void> {
  await db.execute(
    db.sql
      .insertInto('configuration')
      .values({ id, created: now, updated: now, key, value: json(value) })
      .onConflict((conflict) => conflict.column('key').doNothing())
      .compile(),
  )
}
