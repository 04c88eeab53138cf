import type { Db, Statement } from '../../database.ts'

const failed: Statement = {
  name: 'select-failed-task-runs',
  text: (dialect) => `
    SELECT id FROM task_run WHERE flow_run_id = ${dialect.parameter(1)} AND state_type = 'FAILED' ORDER BY id`,
}

/** Task runs of a flow run that failed. [B37b] */
export async function selectFailedTaskRuns(db: Db, flowRunId: string): Promise<string[]> {
  const rows = await db.run<{ id: string }>(failed, [flowRunId])
  return rows.map(({ id }) => id)
}

const reset: Statement = {
  name: 'reset-task-run-counts',
  text: (dialect) => `UPDATE task_run SET run_count = 0 WHERE ${dialect.isAnyUuid('id', 1)}`,
}

/** Lets task runs count their runs anew. [B37b] */
export const resetTaskRunCounts = async (db: Db, ids: readonly string[]): Promise<void> => {
  if (ids.length > 0) await db.run(reset, [db.dialect.list(ids)])
}
