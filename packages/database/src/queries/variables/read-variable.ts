import type { Selectable } from 'kysely'
import type { Db } from '../../database.ts'
import type { Tables } from '../../schema/tables.ts'

/** A row of `variable`. */
export type VariableRow = Selectable<Tables['variable']>

/** What names one variable: its id, or its name. */
export type VariableKey = { readonly id: string } | { readonly name: string }

/** The variable with this id or name. */
export async function readVariable(db: Db, key: VariableKey): Promise<VariableRow | undefined> {
  const all = db.sql.selectFrom('variable').selectAll()
  const [variable] = await db.execute(
    ('id' in key ? all.where('id', '=', key.id) : all.where('name', '=', key.name)).compile(),
  )
  return variable
}
