import type { Db } from '../../database.ts'
import { json } from '../../parameters.ts'
import type { VariableRow } from './read-variable.ts'

/** Adds a variable; false if its name is taken. [J16] */
export async function insertVariable(db: Db, variable: VariableRow): Promise<boolean> {
  const inserted = await db.execute(
    db.sql
      .insertInto('variable')
      .values({ ...variable, tags: json(variable.tags), value: json(variable.value) })
      .onConflict((conflict) => conflict.column('name').doNothing())
      .returning('id')
      .compile(),
  )
  return inserted.length > 0
}
