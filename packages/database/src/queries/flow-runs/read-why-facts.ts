import type { Instant, JsonObject } from '@reeve/wire'
import type { Db, Statement } from '../../database.ts'
import { joinState, STATE_COLUMNS, type StateColumns, toState } from '../../records/state.ts'

/** A run and all that has one row beside it, as far as it tells why the run does not run. */
interface WhyRow extends StateColumns {
  id: string
  name: string
  deployment_id: string | null
  next_scheduled_start_time: Instant | null
  end_time: Instant | null
  run_count: number
  empirical_policy: JsonObject
  work_queue_name: string | null
  labels: JsonObject | null
  created_by: JsonObject | null
  deployment_row_id: string | null
  deployment_name: string | null
  deployment_paused: boolean | null
  deployment_last_polled: Instant | null
  deployment_limit_id: string | null
  queue_id: string | null
  queue_name: string | null
  queue_priority: number | null
  queue_is_paused: boolean | null
  queue_limit: number | null
  queue_last_polled: Instant | null
  pool_id: string | null
  pool_name: string | null
  pool_is_paused: boolean | null
  pool_limit: number | null
}

const statement: Statement = {
  name: 'read-why-facts',
  text: (dialect) => `
    SELECT flow_run.id, flow_run.name, flow_run.deployment_id, flow_run.next_scheduled_start_time,
      flow_run.end_time, flow_run.run_count, flow_run.empirical_policy, flow_run.work_queue_name, flow_run.labels,
      flow_run.created_by, ${STATE_COLUMNS},
      d.id AS deployment_row_id, d.name AS deployment_name, d.paused AS deployment_paused,
      d.last_polled AS deployment_last_polled, d.concurrency_limit_id AS deployment_limit_id,
      q.id AS queue_id, q.name AS queue_name, q.priority AS queue_priority, q.is_paused AS queue_is_paused,
      q.concurrency_limit AS queue_limit, q.last_polled AS queue_last_polled,
      p.id AS pool_id, p.name AS pool_name, p.is_paused AS pool_is_paused, p.concurrency_limit AS pool_limit
    FROM flow_run ${joinState('flow_run', 'flow_run_state')}
    LEFT JOIN deployment AS d ON d.id = flow_run.deployment_id
    LEFT JOIN work_queue AS q ON q.id = flow_run.work_queue_id
    LEFT JOIN work_pool AS p ON p.id = q.work_pool_id
    WHERE flow_run.id = ${dialect.parameter(1)}`,
}

/** What is read of a run, its deployment, queue and pool; undefined if there is no such run. */
export async function readWhyFacts(db: Db, id: string) {
  const [row] = await db.run<WhyRow>(statement, [id])
  return row && { ...row, state: toState(row) }
}
