import type { Instant, Json, JsonObject, StateType } from '@reeve/wire'
import type { Db, Statement } from '../../database.ts'

/** The run that a graph is drawn of. */
export interface GraphRunRow {
  id: string
  start_time: Instant | null
  expected_start_time: Instant | null
  end_time: Instant | null
}

const run: Statement = {
  name: 'read-graph-run',
  text: (dialect) =>
    `SELECT id, start_time, expected_start_time, end_time FROM flow_run WHERE id = ${dialect.parameter(1)}`,
}

/** The run itself, if there is one. */
export async function readGraphRun(db: Db, id: string): Promise<GraphRunRow | undefined> {
  const [row] = await db.run<GraphRunRow>(run, [id])
  return row
}

/** A task run of the run, with the subflow that it stands for if any. [I2, I3] */
export interface GraphTaskRunRow {
  id: string
  name: string
  state_type: StateType | null
  start_time: Instant | null
  expected_start_time: Instant | null
  end_time: Instant | null
  task_inputs: JsonObject
  subflow_id: string | null
  subflow_name: string | null
  subflow_flow_name: string | null
  subflow_state_type: StateType | null
  subflow_start_time: Instant | null
  subflow_expected_start_time: Instant | null
  subflow_end_time: Instant | null
}

const taskRuns: Statement = {
  name: 'read-graph-task-runs',
  text: (dialect) => `
    SELECT tr.id AS id, tr.name AS name, tr.state_type AS state_type, tr.start_time AS start_time,
      tr.expected_start_time AS expected_start_time, tr.end_time AS end_time, tr.task_inputs AS task_inputs,
      sub.id AS subflow_id, sub.name AS subflow_name, f.name AS subflow_flow_name,
      sub.state_type AS subflow_state_type, sub.start_time AS subflow_start_time,
      sub.expected_start_time AS subflow_expected_start_time, sub.end_time AS subflow_end_time
    FROM task_run AS tr
    LEFT JOIN flow_run AS sub ON sub.parent_task_run_id = tr.id
    LEFT JOIN flow AS f ON f.id = sub.flow_id
    WHERE tr.flow_run_id = ${dialect.parameter(1)}
    ORDER BY tr.id LIMIT ${dialect.parameter(2)}`,
}

/** The task runs of a run, at most `limit`. */
export const readGraphTaskRuns = (db: Db, flowRunId: string, limit: number): Promise<GraphTaskRunRow[]> =>
  db.run<GraphTaskRunRow>(taskRuns, [flowRunId, limit])

/** An artifact of the run. [I7] */
export interface GraphArtifactRow {
  id: string
  created: Instant
  key: string | null
  type: string | null
  data: Json
  task_run_id: string | null
  latest_id: string | null
}

const artifacts: Statement = {
  name: 'read-graph-artifacts',
  text: (dialect) => `
    SELECT a.id AS id, a.created AS created, a.key AS key, a.type AS type,
      CASE WHEN a.type = 'progress' THEN a.data END AS data, a.task_run_id AS task_run_id, c.latest_id AS latest_id
    FROM artifact AS a LEFT JOIN artifact_collection AS c ON c.key = a.key
    WHERE a.flow_run_id = ${dialect.parameter(1)} AND a.type <> 'result'
    ORDER BY a.created LIMIT ${dialect.parameter(2)}`,
  kinds: { data: 'json' },
}

/** The artifacts of a run but its results, oldest first, at most `limit`; data only of those that show progress. [I7] */
export const readGraphArtifacts = (db: Db, flowRunId: string, limit: number): Promise<GraphArtifactRow[]> =>
  db.run<GraphArtifactRow>(artifacts, [flowRunId, limit])

/** A state of the run. [I8] */
export interface GraphStateRow {
  id: string
  timestamp: Instant
  type: StateType
  name: string
}

const states: Statement = {
  name: 'read-graph-states',
  text: (dialect) => `
    SELECT id, timestamp, type, name FROM flow_run_state
    WHERE flow_run_id = ${dialect.parameter(1)} ORDER BY timestamp`,
}

/** The states that a run went through, oldest first. [I8] */
export const readGraphStates = (db: Db, flowRunId: string): Promise<GraphStateRow[]> =>
  db.run<GraphStateRow>(states, [flowRunId])
