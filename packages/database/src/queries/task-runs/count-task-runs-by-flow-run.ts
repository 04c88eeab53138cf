import { sql } from 'kysely'
import type { Db } from '../../database.ts'

interface Row {
  id: string
  count: number
}

/** How many task runs each of these flow runs has, without those that stand for subflows; none is absent. [D25] */
export async function countTaskRunsByFlowRun(
  db: Db,
  flowRunIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const query = sql<Row>`
    SELECT task_run.flow_run_id AS id, count(*) AS count FROM task_run
    WHERE ${db.dialect.inList('task_run.flow_run_id', flowRunIds, 'uuid')}
      AND NOT EXISTS (SELECT 1 FROM flow_run AS subflow WHERE subflow.parent_task_run_id = task_run.id)
    GROUP BY task_run.flow_run_id`
  const rows = await db.execute(query.compile(db.sql), { id: 'uuid' })
  return new Map(rows.map(({ id, count }) => [id, Number(count)]))
}
