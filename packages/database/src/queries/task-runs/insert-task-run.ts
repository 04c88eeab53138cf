import type { Instant, JsonObject } from '@reeve/wire'
import { defineBatch } from '../../batch.ts'
import type { Db, Statement } from '../../database.ts'

/** A task run as it is made, without a state. [A29, C3] */
export interface NewTaskRun {
  id: string
  name: string
  flow_run_id: string | null
  task_key: string
  dynamic_key: string
  cache_key: string | null
  cache_expiration: Instant | null
  task_version: string | null
  empirical_policy: JsonObject
  task_inputs: JsonObject
  tags: readonly string[]
  labels: JsonObject
  /** Seconds; zero for a new run. */
  total_run_time: number
  now: Instant
}

const batch = defineBatch<NewTaskRun>({
  name: 'insert-task-runs',
  columns: {
    id: 'uuid',
    name: 'text',
    flow_run_id: 'uuid',
    task_key: 'text',
    dynamic_key: 'text',
    cache_key: 'text',
    cache_expiration: 'instant',
    task_version: 'text',
    empirical_policy: 'json',
    task_inputs: 'json',
    tags: 'json',
    labels: 'json',
    total_run_time: 'interval',
    now: 'instant',
  },
  steps: {
    runs: () => `
      INSERT INTO task_run (id, created, updated, name, flow_run_id, task_key, dynamic_key, cache_key,
        cache_expiration, task_version, empirical_policy, task_inputs, tags, labels, run_count, total_run_time,
        flow_run_run_count)
      SELECT id, now, now, name, flow_run_id, task_key, dynamic_key, cache_key, cache_expiration, task_version,
        empirical_policy, task_inputs, tags, labels, 0, total_run_time, 0
      FROM input WHERE true
      ON CONFLICT (flow_run_id, task_key, dynamic_key) DO NOTHING
      RETURNING id`,
  },
  result: 'runs',
})

/**
 * Makes a task run, unless its flow run has one under these keys. Returns whether it is new. Throws
 * IntegrityViolation for a flow run that does not exist or an id that is taken. [C3]
 */
export const insertTaskRun = async (db: Db, run: NewTaskRun): Promise<boolean> =>
  (await batch.execute(db, [run])).length > 0

const byKeys: Statement = {
  name: 'find-task-run-by-keys',
  text: (dialect) => `
    SELECT id FROM task_run
    WHERE flow_run_id ${dialect.isNotDistinctFrom} ${dialect.typedParameter(1, 'uuid')}
      AND task_key = ${dialect.parameter(2)} AND dynamic_key = ${dialect.parameter(3)}
    ORDER BY created LIMIT 1`,
}

/** What identifies a task run within its flow run. [C3] */
export interface TaskRunKeys {
  flow_run_id: string | null
  task_key: string
  dynamic_key: string
}

/** The id of the task run under these keys; without a flow run, of one that has none either. [C3] */
export async function findTaskRunByKeys(db: Db, keys: TaskRunKeys): Promise<string | undefined> {
  const [row] = await db.run<{ id: string }>(byKeys, [keys.flow_run_id, keys.task_key, keys.dynamic_key])
  return row?.id
}
