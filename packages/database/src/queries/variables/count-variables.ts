import type { Db } from '../../database.ts'
import { selectCount } from '../../filters/page.ts'
import { selects, VARIABLES, type VariableFilters } from '../../filters/related.ts'

/** How many variables the filter lets through. [D22] */
export async function countVariables(db: Db, filters: VariableFilters): Promise<number> {
  const [row] = await db.execute(
    selectCount('variable', selects(db.dialect, VARIABLES, filters)).compile(db.sql),
  )
  return row?.count ?? 0
}
