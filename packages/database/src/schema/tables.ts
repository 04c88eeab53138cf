import type { ColumnType } from 'kysely'
import {
  automation,
  automationBucket,
  automationEventFollower,
  automationRelatedResource,
  compositeTriggerChildFiring,
} from './automations.ts'
import {
  blockDocument,
  blockDocumentReference,
  blockSchema,
  blockSchemaReference,
  blockType,
} from './blocks.ts'
import { deployment, deploymentSchedule, deploymentVersion } from './deployments.ts'
import { type Column, type InputOf, required, type Table, type ValueOf } from './describe.ts'
import { eventResources, events } from './events.ts'
import { concurrencyLimit, concurrencyLimitV2 } from './limits.ts'
import {
  reeveBulkOperation,
  reeveHeartbeat,
  reeveLease,
  reeveMeta,
  reeveOutbox,
  reeveScheduledTask,
  reeveWorkerCleanup,
} from './own.ts'
import {
  artifact,
  artifactCollection,
  configuration,
  csrfToken,
  log,
  savedSearch,
  variable,
} from './records.ts'
import { flow, flowRun, flowRunInput, flowRunState } from './runs.ts'
import { taskRun, taskRunState, taskRunStateCache } from './task-runs.ts'
import { agent, worker, workPool, workQueue } from './work.ts'

/** Where the reference writes the revision of its schema. */
const alembicVersion = {
  columns: { version_num: required('revision') },
  primaryKey: { name: 'alembic_version_pkc', columns: ['version_num'] },
  indexes: [],
} as const satisfies Table

/** The tables that Reeve shares with the reference. */
export const referenceTables = {
  agent,
  alembic_version: alembicVersion,
  artifact,
  artifact_collection: artifactCollection,
  automation,
  automation_bucket: automationBucket,
  automation_event_follower: automationEventFollower,
  automation_related_resource: automationRelatedResource,
  block_document: blockDocument,
  block_document_reference: blockDocumentReference,
  block_schema: blockSchema,
  block_schema_reference: blockSchemaReference,
  block_type: blockType,
  composite_trigger_child_firing: compositeTriggerChildFiring,
  concurrency_limit: concurrencyLimit,
  concurrency_limit_v2: concurrencyLimitV2,
  configuration,
  csrf_token: csrfToken,
  deployment,
  deployment_schedule: deploymentSchedule,
  deployment_version: deploymentVersion,
  event_resources: eventResources,
  events,
  flow,
  flow_run: flowRun,
  flow_run_input: flowRunInput,
  flow_run_state: flowRunState,
  log,
  saved_search: savedSearch,
  task_run: taskRun,
  task_run_state: taskRunState,
  task_run_state_cache: taskRunStateCache,
  variable,
  work_pool: workPool,
  work_queue: workQueue,
  worker,
} as const satisfies Record<string, Table>

/** The tables that are Reeve's alone. */
export const ownTables = {
  reeve_bulk_operation: reeveBulkOperation,
  reeve_heartbeat: reeveHeartbeat,
  reeve_lease: reeveLease,
  reeve_meta: reeveMeta,
  reeve_outbox: reeveOutbox,
  reeve_scheduled_task: reeveScheduledTask,
  reeve_worker_cleanup: reeveWorkerCleanup,
} as const satisfies Record<string, Table>

/** The revision of the reference's schema that `referenceTables` describes. */
export const REVISIONS = { sqlite: 'a3b9c7d2e5f1', postgresql: 'd4a7e1c93f52' } as const

type Selected<C extends Column> = C['nullable'] extends true ? ValueOf<C['kind']> | null : ValueOf<C['kind']>
type Updated<C extends Column> = C['nullable'] extends true ? InputOf<C['kind']> | null : InputOf<C['kind']>
type MayBeLeftOut<C extends Column> = C extends { default: object }
  ? true
  : C['kind'] extends 'serial'
    ? true
    : C['nullable']
type Inserted<C extends Column> = MayBeLeftOut<C> extends true ? Updated<C> | undefined : Updated<C>

type RowOf<T extends Table> = {
  [C in keyof T['columns']]: ColumnType<
    Selected<T['columns'][C]>,
    Inserted<T['columns'][C]>,
    Updated<T['columns'][C]>
  >
}

type AllTables = typeof referenceTables & typeof ownTables

/** The database as Kysely sees it. */
export type Tables = { [T in keyof AllTables]: RowOf<AllTables[T]> }

/** The name of a table. */
export type TableName = keyof Tables
