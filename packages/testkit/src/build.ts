import { type Database, interval, json, type Tables } from '@reeve/database'
import type { Instant, StateType } from '@reeve/wire'
import type { Insertable, Selectable } from 'kysely'
import { sequentialIds } from './ids.ts'

/** The columns that matter to a test; the others get values that are valid. */
type Columns<T extends keyof Tables> = Partial<Insertable<Tables[T]>>

/** A row as it is read. */
type Row<T extends keyof Tables> = Selectable<Tables[T]>

/** Ids of built rows, apart from those that a test's own `sequentialIds()` gives. */
const ids = sequentialIds(0xb11d)

/** When built rows were made unless they say otherwise. */
export const BUILT_AT = '2026-01-01 00:00:00.000000' as Instant

const identity = () => ({ id: ids.next(), created: BUILT_AT, updated: BUILT_AT })

/** Inserts a row as it is given and reads it back. */
async function insert<T extends keyof Tables>(
  database: Database,
  table: T,
  row: Insertable<Tables[T]>,
): Promise<Row<T>> {
  const insertion = (db: Parameters<Parameters<Database['write']>[0]>[0]) =>
    db.sql.insertInto(table).values(row).returningAll().executeTakeFirstOrThrow()
  return (await database.write(insertion)) as Row<T>
}

/** A flow named `flow-N` unless the test says otherwise. */
export function buildFlow(database: Database, columns: Columns<'flow'> = {}): Promise<Row<'flow'>> {
  const base = identity()
  return insert(database, 'flow', { ...base, name: `flow-${base.id.slice(-6)}`, tags: json([]), ...columns })
}

/** A deployment, with a flow of its own if `flow_id` is left out. */
export async function buildDeployment(
  database: Database,
  columns: Columns<'deployment'> = {},
): Promise<Row<'deployment'>> {
  const base = identity()
  return insert(database, 'deployment', {
    ...base,
    name: `deployment-${base.id.slice(-6)}`,
    flow_id: columns.flow_id ?? (await buildFlow(database)).id,
    ...columns,
  })
}

/** A work pool of type `process` with its default queue. */
export async function buildWorkPool(
  database: Database,
  columns: Columns<'work_pool'> = {},
): Promise<Row<'work_pool'>> {
  const base = identity()
  const pool = await insert(database, 'work_pool', {
    ...base,
    name: `pool-${base.id.slice(-6)}`,
    type: 'process',
    ...columns,
  })
  const queue = await buildWorkQueue(database, { work_pool_id: pool.id, name: 'default' })
  await database.write((db) =>
    db.sql.updateTable('work_pool').set({ default_queue_id: queue.id }).where('id', '=', pool.id).execute(),
  )
  return { ...pool, default_queue_id: queue.id }
}

/** A work queue, with a pool of its own if `work_pool_id` is left out. */
export async function buildWorkQueue(
  database: Database,
  columns: Columns<'work_queue'> = {},
): Promise<Row<'work_queue'>> {
  const base = identity()
  return insert(database, 'work_queue', {
    ...base,
    name: `queue-${base.id.slice(-6)}`,
    work_pool_id: columns.work_pool_id ?? (await buildWorkPool(database)).id,
    ...columns,
  })
}

/** A global concurrency limit of 1, active, with all slots free. */
export function buildConcurrencyLimit(
  database: Database,
  columns: Columns<'concurrency_limit_v2'> = {},
): Promise<Row<'concurrency_limit_v2'>> {
  const base = identity()
  return insert(database, 'concurrency_limit_v2', {
    ...base,
    name: `limit-${base.id.slice(-6)}`,
    active: true,
    limit: 1,
    active_slots: 0,
    denied_slots: 0,
    slot_decay_per_second: 0,
    avg_slot_occupancy_seconds: 2,
    ...columns,
  })
}

/** The state of a built run: its type at least. */
export type BuiltState = { readonly type: StateType } & Partial<
  Omit<Insertable<Tables['flow_run_state']>, 'type' | 'flow_run_id'>
>

/** `PENDING` to `Pending`. [A1] */
const defaultName = (type: StateType) => `${type[0]}${type.slice(1).toLowerCase()}`

const stateRow = ({ type, ...state }: BuiltState) => ({
  ...identity(),
  type,
  name: defaultName(type),
  timestamp: BUILT_AT,
  state_details: json({}),
  ...state,
})

/** What the run's own row repeats of its state. [A12] */
const stateColumns = ({ id, type, name, timestamp }: ReturnType<typeof stateRow>) => ({
  state_id: id,
  state_type: type,
  state_name: name,
  state_timestamp: timestamp,
})

/**
 * A flow run, with a flow of its own if `flow_id` is left out, in a state (PENDING unless given; null for none).
 * The row's columns are as given, so that a test may build what the rules would not.
 */
export async function buildFlowRun(
  database: Database,
  { state = { type: 'PENDING' }, ...columns }: Columns<'flow_run'> & { state?: BuiltState | null } = {},
): Promise<Row<'flow_run'>> {
  const base = identity()
  const run = await insert(database, 'flow_run', {
    ...base,
    name: `run-${base.id.slice(-6)}`,
    flow_id: columns.flow_id ?? (await buildFlow(database)).id,
    total_run_time: interval(0),
    ...columns,
  })
  if (!state) return run
  const row = stateRow(state)
  await insert(database, 'flow_run_state', { ...row, flow_run_id: run.id })
  const changed = stateColumns(row)
  await database.write((db) => db.sql.updateTable('flow_run').set(changed).where('id', '=', run.id).execute())
  return { ...run, ...changed }
}

/** A task run, of a flow run of its own if `flow_run_id` is left out, in a state as `buildFlowRun` has it. */
export async function buildTaskRun(
  database: Database,
  { state = { type: 'PENDING' }, ...columns }: Columns<'task_run'> & { state?: BuiltState | null } = {},
): Promise<Row<'task_run'>> {
  const base = identity()
  const flowRunId =
    columns.flow_run_id === undefined ? (await buildFlowRun(database)).id : columns.flow_run_id
  const run = await insert(database, 'task_run', {
    ...base,
    name: `task-${base.id.slice(-6)}`,
    task_key: 'task',
    dynamic_key: base.id,
    flow_run_id: flowRunId,
    total_run_time: interval(0),
    ...columns,
  })
  if (!state) return run
  const row = stateRow(state)
  await insert(database, 'task_run_state', { ...row, task_run_id: run.id })
  const changed = stateColumns(row)
  await database.write((db) => db.sql.updateTable('task_run').set(changed).where('id', '=', run.id).execute())
  return { ...run, ...changed }
}
