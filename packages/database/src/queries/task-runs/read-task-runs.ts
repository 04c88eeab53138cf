import type { Instant, JsonText, TaskRun, TaskRunSort } from '@reeve/wire'
import type { CompiledQuery } from 'kysely'
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
  const rows = await db.execute(selectTaskRuns(db, selection))
  return rows.map((row) => toTaskRun(row, selection.now))
}

/** As `readTaskRuns`, printed where they are read: for answers that list them and do no more. */
export const printTaskRuns = (db: Db, selection: TaskRunSelection): Promise<JsonText> =>
  db.print(selectTaskRuns(db, selection), { list: 'task_runs', now: selection.now })

function selectTaskRuns(db: Db, selection: TaskRunSelection): CompiledQuery<TaskRunRow> {
  const { sort = 'ID_DESC', limit, offset, now, ...filters } = selection
  const where = selects(db.dialect, TASK_RUNS, filters)
  const page = { table: 'task_run', where, orderBy: TASK_RUN_SORTS[sort], limit, offset }
  const reading = { columns: TASK_RUN_COLUMNS, joins: TASK_RUN_JOINS }
  return selectRowsOfPage<TaskRunRow>(page, reading).compile(db.sql)
}
