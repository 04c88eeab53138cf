import type { Instant, WorkPoolCreate, WorkPoolStatus } from '@reeve/wire'
import type { Db } from '../../database.ts'
import { json } from '../../parameters.ts'

/** A pool before it has a default queue. */
export interface NewWorkPool extends WorkPoolCreate {
  readonly id: string
  readonly status: WorkPoolStatus
  readonly now: Instant
}

/** Adds a pool; false if its name is taken. [E39] */
export async function insertWorkPool(db: Db, { now, ...pool }: NewWorkPool): Promise<boolean> {
  const inserted = await db.execute(
    db.sql
      .insertInto('work_pool')
      .values({
        ...pool,
        created: now,
        updated: now,
        base_job_template: json(pool.base_job_template),
        storage_configuration: json(pool.storage_configuration),
      })
      .onConflict((conflict) => conflict.column('name').doNothing())
      .returning('id')
      .compile(),
  )
  return inserted.length > 0
}
