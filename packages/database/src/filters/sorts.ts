import type {
  ArtifactCollectionSort,
  ArtifactSort,
  BlockDocumentSort,
  DeploymentSort,
  FlowRunSort,
  FlowSort,
  LogSort,
  TaskRunSort,
  VariableSort,
} from '@reeve/wire'

/*
 * What each sort orders by. There is no second key, and nulls stand where the database puts them, as with the
 * reference: first in SQLite's ascending order, last in PostgreSQL's. [D17]
 */

export const FLOW_RUN_SORTS = {
  ID_DESC: 'flow_run.id DESC',
  START_TIME_ASC: 'coalesce(flow_run.start_time, flow_run.expected_start_time) ASC',
  START_TIME_DESC: 'coalesce(flow_run.start_time, flow_run.expected_start_time) DESC',
  EXPECTED_START_TIME_ASC: 'flow_run.expected_start_time ASC',
  EXPECTED_START_TIME_DESC: 'flow_run.expected_start_time DESC',
  NAME_ASC: 'flow_run.name ASC',
  NAME_DESC: 'flow_run.name DESC',
  NEXT_SCHEDULED_START_TIME_ASC: 'flow_run.next_scheduled_start_time ASC',
  END_TIME_DESC: 'flow_run.end_time DESC',
} as const satisfies Record<FlowRunSort, string>

export const TASK_RUN_SORTS = {
  ID_DESC: 'task_run.id DESC',
  EXPECTED_START_TIME_ASC: 'task_run.expected_start_time ASC',
  EXPECTED_START_TIME_DESC: 'task_run.expected_start_time DESC',
  NAME_ASC: 'task_run.name ASC',
  NAME_DESC: 'task_run.name DESC',
  NEXT_SCHEDULED_START_TIME_ASC: 'task_run.next_scheduled_start_time ASC',
  END_TIME_DESC: 'task_run.end_time DESC',
} as const satisfies Record<TaskRunSort, string>

const byNameOrAge = <const Table extends string>(table: Table) =>
  ({
    CREATED_DESC: `${table}.created DESC`,
    UPDATED_DESC: `${table}.updated DESC`,
    NAME_ASC: `${table}.name ASC`,
    NAME_DESC: `${table}.name DESC`,
  }) as const

export const FLOW_SORTS = byNameOrAge('flow') satisfies Record<FlowSort, string>
export const DEPLOYMENT_SORTS = byNameOrAge('deployment') satisfies Record<DeploymentSort, string>
export const VARIABLE_SORTS = byNameOrAge('variable') satisfies Record<VariableSort, string>

const byKeyOrAge = <const Table extends string>(table: Table) =>
  ({
    CREATED_DESC: `${table}.created DESC`,
    UPDATED_DESC: `${table}.updated DESC`,
    ID_DESC: `${table}.id DESC`,
    KEY_DESC: `${table}.key DESC`,
    KEY_ASC: `${table}.key ASC`,
  }) as const

export const ARTIFACT_SORTS = byKeyOrAge('artifact') satisfies Record<ArtifactSort, string>
export const ARTIFACT_COLLECTION_SORTS = byKeyOrAge('artifact_collection') satisfies Record<
  ArtifactCollectionSort,
  string
>

export const LOG_SORTS = {
  TIMESTAMP_ASC: 'log.timestamp ASC',
  TIMESTAMP_DESC: 'log.timestamp DESC',
} as const satisfies Record<LogSort, string>

export const BLOCK_DOCUMENT_SORTS = {
  NAME_ASC: 'block_document.name ASC',
  NAME_DESC: 'block_document.name DESC',
  BLOCK_TYPE_AND_NAME_ASC: 'block_document.block_type_name ASC, block_document.name ASC',
} as const satisfies Record<BlockDocumentSort, string>
