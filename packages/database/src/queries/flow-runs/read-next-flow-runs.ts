import type { SimpleNextFlowRun } from '@reeve/wire'
import { sql } from 'kysely'
import type { Db } from '../../database.ts'

/** The scheduled run that starts next of each of these flows; flows without one are absent. [D25] */
export async function readNextFlowRuns(
  db: Db,
  flowIds: readonly string[],
): Promise<ReadonlyMap<string, SimpleNextFlowRun>> {
  const query = sql<SimpleNextFlowRun>`
    SELECT next.id, next.flow_id, next.name, next.state_name, next.state_type, next.next_scheduled_start_time
    FROM flow JOIN flow_run AS next ON next.id = (
      SELECT flow_run.id FROM flow_run
      WHERE flow_run.flow_id = flow.id AND flow_run.state_type = 'SCHEDULED'
        AND flow_run.next_scheduled_start_time IS NOT NULL
      ORDER BY flow_run.next_scheduled_start_time, flow_run.id LIMIT 1)
    WHERE ${db.dialect.inList('flow.id', flowIds, 'uuid')}`
  const rows = await db.execute(query.compile(db.sql))
  return new Map(rows.map((run) => [run.flow_id, run]))
}
