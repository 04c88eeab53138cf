import type { Instant, Json } from '@reeve/wire'
import type { Db } from '../../database.ts'
import { json } from '../../parameters.ts'

/** What can be changed of a variable; what is absent stays. A name or tags of null violate their constraints. [J16] */
export interface VariableChanges {
  readonly name?: string | null
  readonly value?: Json
  readonly tags?: readonly string[] | null
  readonly updated: Instant
}

/** Changes the variable with this id. A name that is taken violates its constraint. */
export async function updateVariable(db: Db, id: string, changes: VariableChanges): Promise<void> {
  const { name, value, tags, updated } = changes
  await db.execute(
    db.sql
      .updateTable('variable')
      .set({
        updated,
        ...(name !== undefined && { name: name as string }),
        ...(value !== undefined && { value: json(value) }),
        ...(tags !== undefined && { tags: json(tags) }),
      })
      .where('id', '=', id)
      .compile(),
  )
}
