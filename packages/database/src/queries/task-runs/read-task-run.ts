import type { Instant, TaskRun } from '@reeve/wire'
import type { Db, Statement } from '../../database.ts'
import { TASK_RUN_COLUMNS, TASK_RUN_JOINS, type TaskRunRow, toTaskRun } from '../../records/task-run.ts'

const statement: Statement = {
  name: 'read-task-run',
  text: (dialect) =>
    `SELECT ${TASK_RUN_COLUMNS} FROM task_run ${TASK_RUN_JOINS} WHERE task_run.id = ${dialect.parameter(1)}`,
}

/** The task run with this id and its state; undefined if there is none. Estimates go up to `now`. */
export async function readTaskRun(db: Db, id: string, now: Instant): Promise<TaskRun | undefined> {
  const [row] = await db.run<TaskRunRow>(statement, [id])
  return row && toTaskRun(row, now)
}
