import type { Db } from '../../database.ts'
import { selectCount } from '../../filters/page.ts'
import { selects, TASK_RUNS, type TaskRunFilters } from '../../filters/related.ts'

/** How many task runs the filters let through. [D13, D22] */
export async function countTaskRuns(db: Db, filters: TaskRunFilters): Promise<number> {
  const [row] = await db.execute(
    selectCount('task_run', selects(db.dialect, TASK_RUNS, filters)).compile(db.sql),
  )
  return row?.count ?? 0
}
