import type { Instant, Json } from '@reeve/wire'
import type { Db } from '../../database.ts'

/** A row of `variable`. */
export interface VariableRow {
  id: string
  created: Instant
  updated: Instant
  name: string
  tags: string[]
  value: Json
}

/** What names one variable: its id, or its name. */
export type VariableKey = { readonly id: string } | { readonly name: string }

/** The variable with this id or name. */
export async function readVariable(db: Db, key: VariableKey): Promise<VariableRow | undefined> {
  const all = db.sql.selectFrom('variable').selectAll().$castTo<VariableRow>()
  const [variable] = await db.execute(
    ('id' in key ? all.where('id', '=', key.id) : all.where('name', '=', key.name)).compile(),
  )
  return variable
}
