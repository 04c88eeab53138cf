import type { Instant, JsonObject } from '@reeve/wire'
import { defineBatch } from '../../batch.ts'
import type { Db } from '../../database.ts'

/** A flow run as it is made, without a state; the state is set by a transition. [A29] */
export interface NewFlowRun {
  id: string
  name: string
  flow_id: string
  flow_version: string | null
  deployment_id: string | null
  deployment_version: string | null
  work_queue_id: string | null
  work_queue_name: string | null
  parent_task_run_id: string | null
  infrastructure_document_id: string | null
  idempotency_key: string | null
  parameters: JsonObject
  context: JsonObject
  empirical_policy: JsonObject
  tags: readonly string[]
  labels: JsonObject
  job_variables: JsonObject | null
  created_by: JsonObject | null
  auto_scheduled: boolean
  /** Seconds; zero for a new run. */
  total_run_time: number
  now: Instant
}

const batch = defineBatch<NewFlowRun>({
  name: 'insert-flow-runs',
  columns: {
    id: 'uuid',
    name: 'text',
    flow_id: 'uuid',
    flow_version: 'text',
    deployment_id: 'uuid',
    deployment_version: 'text',
    work_queue_id: 'uuid',
    work_queue_name: 'text',
    parent_task_run_id: 'uuid',
    infrastructure_document_id: 'uuid',
    idempotency_key: 'text',
    parameters: 'json',
    context: 'json',
    empirical_policy: 'json',
    tags: 'json',
    labels: 'json',
    job_variables: 'json',
    created_by: 'json',
    auto_scheduled: 'boolean',
    total_run_time: 'interval',
    now: 'instant',
  },
  steps: {
    runs: () => `
      INSERT INTO flow_run (id, created, updated, name, flow_id, flow_version, deployment_id, deployment_version,
        work_queue_id, work_queue_name, parent_task_run_id, infrastructure_document_id, idempotency_key, parameters,
        context, empirical_policy, tags, labels, job_variables, created_by, auto_scheduled, run_count, total_run_time)
      SELECT id, now, now, name, flow_id, flow_version, deployment_id, deployment_version, work_queue_id,
        work_queue_name, parent_task_run_id, infrastructure_document_id, idempotency_key, parameters, context,
        empirical_policy, tags, labels, job_variables, created_by, auto_scheduled, 0, total_run_time
      FROM input WHERE true
      ON CONFLICT (flow_id, idempotency_key) DO NOTHING
      RETURNING id`,
  },
  result: 'runs',
})

/**
 * Makes flow runs, except those whose idempotency key their flow has seen. Returns the ids of the new ones.
 * Throws IntegrityViolation for a flow, block document or queue that does not exist. [C1, C2]
 */
export async function insertFlowRuns(db: Db, rows: readonly NewFlowRun[]): Promise<Set<string>> {
  const made = await batch.execute(db, rows)
  return new Set(made.map((row) => row.id as string))
}
