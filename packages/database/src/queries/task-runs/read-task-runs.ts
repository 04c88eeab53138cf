import type { Instant, TaskRun, TaskRunSort } from '@reeve/wire'
import type { Db } from '../../database.ts'
import { type Cut, selectRowsOfPage } from '../../filters/page.ts'
import { selects, TASK_RUNS, type TaskRunFilters } from '../../filters/related.ts'
import { TASK_RUN_SORTS } from '../../filters/sorts.ts'
import { TASK_RUN_COLUMNS, TASK_RUN_JOINS, type TaskRunRow, toTaskRun } from '../../records/task-run.ts'

/** Which task runs to read. */
export interface TaskRunSelection extends TaskRunFilters, Cut {
  /** Default `ID_DESC`. */
  readonly sort?: TaskRunSort
  /** The time that estimates of running and late runs go up to. */
  readonly now: Instant
}

/** Reads a page of task runs with their states, in one statement. [D13, D17, D18] */
export async function readTaskRuns(db: Db, selection: TaskRunSelection): Promise<TaskRun[]> {
  const { sort = 'ID_DESC', limit, offset, now, ...filters } = selection
  const where = selects(db.dialect, TASK_RUNS, filters)
  const page = { table: 'task_run', where, orderBy: TASK_RUN_SORTS[sort], limit, offset }
  const query = selectRowsOfPage<TaskRunRow>(page, { columns: TASK_RUN_COLUMNS, joins: TASK_RUN_JOINS })
  const rows = await db.execute(query.compile(db.sql))
  return rows.map((row) => toTaskRun(row, now))
}
