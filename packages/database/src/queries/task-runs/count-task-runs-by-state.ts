import type { StateType } from '@reeve/wire'
import { sql } from 'kysely'
import type { Db } from '../../database.ts'
import { selects, TASK_RUNS, type TaskRunFilters } from '../../filters/related.ts'

interface Row {
  state_type: StateType | null
  count: number
}

/** How many task runs the filters let through, by the type of their state; types of none are absent. [D25] */
export async function countTaskRunsByState(
  db: Db,
  filters: TaskRunFilters,
): Promise<Partial<Record<StateType, number>>> {
  const query = sql<Row>`
    SELECT task_run.state_type AS state_type, count(*) AS count FROM task_run
    WHERE ${selects(db.dialect, TASK_RUNS, filters)} GROUP BY task_run.state_type`
  const rows = await db.execute(query.compile(db.sql))
  return Object.fromEntries(
    rows.flatMap(({ state_type, count }) => (state_type === null ? [] : [[state_type, Number(count)]])),
  )
}
