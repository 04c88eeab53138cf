import type { Instant } from '@reeve/wire'
import type { Db } from '../../database.ts'
import { json } from '../../parameters.ts'

/** What can be changed of a flow; what is absent stays. [C41] */
export interface FlowChanges {
  readonly id: string
  readonly tags?: readonly string[]
  readonly updated: Instant
}

/** Changes a flow; false if there is none with this id. */
export async function updateFlow(db: Db, { id, tags, updated }: FlowChanges): Promise<boolean> {
  const changed = await db.execute(
    db.sql
      .updateTable('flow')
      .set({ updated, ...(tags && { tags: json(tags) }) })
      .where('id', '=', id)
      .returning('id')
      .compile(),
  )
  return changed.length > 0
}
