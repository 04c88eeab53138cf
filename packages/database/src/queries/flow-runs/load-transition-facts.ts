import type { Instant, Json, JsonObject, StateType } from '@reeve/wire'
import type { Db, Statement } from '../../database.ts'
import { loadLocked } from '../../load-locked.ts'

/** All that a transition of a flow run is decided and announced on, as stored. */
export interface TransitionFactsRow {
  id: string
  name: string
  flow_id: string
  deployment_id: string | null
  parent_task_run_id: string | null
  work_queue_id: string | null
  infrastructure_pid: string | null
  empirical_policy: JsonObject
  tags: string[]
  created_by: JsonObject | null
  run_count: number
  start_time: Instant | null
  end_time: Instant | null
  total_run_time: number
  expected_start_time: Instant | null
  next_scheduled_start_time: Instant | null
  state_id: string | null
  state_type: StateType | null
  state_name: string | null
  state_timestamp: Instant | null
  state_message: string | null
  state_details: JsonObject | null
  state_data: Json
  result_data: Json
  flow_name: string | null
  flow_tags: string[] | null
  deployment_row_id: string | null
  deployment_name: string | null
  deployment_tags: string[] | null
  concurrency_limit_id: string | null
  concurrency_options: JsonObject | null
  work_queue_name: string | null
  work_pool_id: string | null
  work_pool_name: string | null
  work_pool_type: string | null
  parent_task_run_name: string | null
  parent_task_run_tags: string[] | null
}

const statement: Statement = {
  name: 'load-transition-facts',
  text: (dialect) => `
    SELECT fr.id, fr.name, fr.flow_id, fr.deployment_id, fr.parent_task_run_id, fr.work_queue_id,
      fr.infrastructure_pid, fr.empirical_policy, fr.tags, fr.created_by, fr.run_count, fr.start_time, fr.end_time,
      fr.total_run_time, fr.expected_start_time, fr.next_scheduled_start_time,
      fr.state_id, s.type AS state_type, s.name AS state_name, s.timestamp AS state_timestamp,
      s.message AS state_message, s.state_details AS state_details, s.data AS state_data, a.data AS result_data,
      f.name AS flow_name, f.tags AS flow_tags,
      d.id AS deployment_row_id, d.name AS deployment_name, d.tags AS deployment_tags,
      d.concurrency_limit_id AS concurrency_limit_id, d.concurrency_options AS concurrency_options,
      q.name AS work_queue_name, p.id AS work_pool_id, p.name AS work_pool_name, p.type AS work_pool_type,
      t.name AS parent_task_run_name, t.tags AS parent_task_run_tags
    FROM flow_run AS fr
    LEFT JOIN flow_run_state AS s ON s.id = fr.state_id
    LEFT JOIN artifact AS a ON a.id = s.result_artifact_id
    LEFT JOIN flow AS f ON f.id = fr.flow_id
    LEFT JOIN deployment AS d ON d.id = fr.deployment_id
    LEFT JOIN work_queue AS q ON q.id = fr.work_queue_id
    LEFT JOIN work_pool AS p ON p.id = q.work_pool_id
    LEFT JOIN task_run AS t ON t.id = fr.parent_task_run_id
    WHERE ${dialect.isAnyUuid('fr.id', 1)}
    ${dialect.lockedInOrder('fr')}`,
}

/**
 * Loads what the rules read of these runs, their rows locked in the order of their ids so that two batches over
 * the same runs wait for each other instead of deadlocking. Runs that do not exist are absent;
 * the others come in any order.
 */
export const loadTransitionFacts = (db: Db, ids: readonly string[]): Promise<TransitionFactsRow[]> =>
  loadLocked<TransitionFactsRow>(db, statement, ids)
