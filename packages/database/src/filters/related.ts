import type {
  ArtifactCollectionFilter,
  ArtifactFilter,
  BlockDocumentFilter,
  BlockSchemaFilter,
  BlockTypeFilter,
  DeploymentFilter,
  FlowFilter,
  FlowRunFilter,
  LogFilter,
  TaskRunFilter,
  VariableFilter,
  WorkPoolFilter,
  WorkQueueFilter,
} from '@reeve/wire'
import { sql } from 'kysely'
import type { Dialect } from '../dialect.ts'
import { artifactCollectionFields, artifactFields } from './artifacts.ts'
import { blockDocumentFields, blockSchemaFields, blockTypeFields } from './blocks.ts'
import type { FilterTable, Given } from './condition.ts'
import { deploymentFields } from './deployments.ts'
import { flowRunFields } from './flow-runs.ts'
import { flowFields } from './flows.ts'
import { matches } from './interpret.ts'
import { logFields } from './logs.ts'
import { ALWAYS, combine, type Predicate } from './predicate.ts'
import { taskRunFields } from './task-runs.ts'
import { variableFields } from './variables.ts'
import { workPoolFields } from './work-pools.ts'
import { workQueueFields } from './work-queues.ts'

/** Filters on flow runs and what belongs to them. An empty one still asks that such a row exists. [D11] */
export interface FlowRunFilters {
  readonly flows?: Given<FlowFilter> | null
  readonly flow_runs?: Given<FlowRunFilter> | null
  readonly task_runs?: Given<TaskRunFilter> | null
  readonly deployments?: Given<DeploymentFilter> | null
  readonly work_pools?: Given<WorkPoolFilter> | null
  readonly work_pool_queues?: Given<WorkQueueFilter> | null
}

/** Filters on task runs and what they belong to. */
export type TaskRunFilters = FlowRunFilters

/** Filters on flows and what belongs to them. */
export type FlowFilters = Omit<FlowRunFilters, 'work_pool_queues'>

/** Filters on deployments and what belongs to them. */
export type DeploymentFilters = FlowRunFilters

/** Filters on what artifacts belong to. */
type RunFilters = Omit<FlowRunFilters, 'work_pools' | 'work_pool_queues'>

/** Filters on artifacts and what they belong to. */
export interface ArtifactFilters extends RunFilters {
  readonly artifacts?: Given<ArtifactFilter> | null
}

/** Filters on the latest artifacts of their keys and what they belong to. */
export interface ArtifactCollectionFilters extends RunFilters {
  readonly artifacts?: Given<ArtifactCollectionFilter> | null
}

/** The filter on variables. */
export interface VariableFilters {
  readonly variables?: Given<VariableFilter> | null
}

/** The filter on logs. */
export interface LogFilters {
  readonly logs?: Given<LogFilter> | null
}

/** Filters on blocks, their schemas and types. */
export interface BlockFilters {
  readonly block_documents?: Given<BlockDocumentFilter> | null
  readonly block_schemas?: Given<BlockSchemaFilter> | null
  readonly block_types?: Given<BlockTypeFilter> | null
}

/** Filters by the name under which requests carry them. */
type Filters = FlowRunFilters &
  VariableFilters &
  LogFilters &
  BlockFilters & { readonly artifacts?: Given<ArtifactFilter> | Given<ArtifactCollectionFilter> | null }

/** How rows of another table belong to a row, and what else may be asked of them together. */
interface Relation {
  readonly filter: keyof Filters
  readonly fields: FilterTable<never>
  /** The other table's column, and the one of the row at hand that equals it. */
  readonly tie: readonly [string, string]
  /** One row at most, found by its id; otherwise any number. */
  readonly owner: boolean
  readonly relations: readonly Relation[]
}

/** What may be asked of the objects of one kind: by their own filter, and by those of related kinds. */
export interface Scope {
  readonly filter: keyof Filters
  readonly fields: FilterTable<never>
  readonly relations: readonly Relation[]
}

const kind = <Filter>(
  filter: keyof Filters,
  fields: FilterTable<Filter>,
  relations: readonly Relation[],
): Scope => ({
  filter,
  fields: fields as FilterTable<never>,
  relations,
})

/** The row at hand names the one it belongs to. */
const belongsTo = (scope: Scope, column: string): Relation => ({ ...scope, tie: ['id', column], owner: true })

/** Rows of the other table name the one at hand. */
const has = (scope: Scope, column: string): Relation => ({ ...scope, tie: [column, 'id'], owner: false })

const workPool = kind('work_pools', workPoolFields, [])
const workQueue = kind('work_pool_queues', workQueueFields, [belongsTo(workPool, 'work_pool_id')])
const flow = kind('flows', flowFields, [])
const deployment = kind('deployments', deploymentFields, [])
const taskRun = kind('task_runs', taskRunFields, [])

const ownersOfFlowRun = [
  belongsTo(flow, 'flow_id'),
  belongsTo(deployment, 'deployment_id'),
  belongsTo(workQueue, 'work_queue_id'),
]

/** [D12] */
export const FLOW_RUNS = kind('flow_runs', flowRunFields, [...ownersOfFlowRun, has(taskRun, 'flow_run_id')])

/** A flow run as others are asked about it: not for its own task runs. */
const flowRunOf = kind('flow_runs', flowRunFields, ownersOfFlowRun)

/** A flow run that is asked about together with its task runs. */
const flowRunWithTaskRuns = kind('flow_runs', flowRunFields, [has(taskRun, 'flow_run_id')])

/** [D13] */
export const TASK_RUNS = kind('task_runs', taskRunFields, [belongsTo(flowRunOf, 'flow_run_id')])

/** [D14] */
export const FLOWS = kind('flows', flowFields, [
  has(kind('deployments', deploymentFields, [belongsTo(workQueue, 'work_queue_id')]), 'flow_id'),
  has(flowRunWithTaskRuns, 'flow_id'),
])

/** [D14] */
export const DEPLOYMENTS = kind('deployments', deploymentFields, [
  belongsTo(flow, 'flow_id'),
  belongsTo(workQueue, 'work_queue_id'),
  has(flowRunWithTaskRuns, 'deployment_id'),
])

const ofRuns = [belongsTo(flowRunOf, 'flow_run_id'), belongsTo(taskRun, 'task_run_id')]

/** [D15] */
export const ARTIFACTS = kind('artifacts', artifactFields, ofRuns)

/** [D15] */
export const ARTIFACT_COLLECTIONS = kind('artifacts', artifactCollectionFields, ofRuns)

export const VARIABLES = kind('variables', variableFields, [])

export const LOGS = kind('logs', logFields, [])

export const WORK_POOLS = workPool

export const WORK_QUEUES = kind('work_pool_queues', workQueueFields, [])

export const BLOCK_SCHEMAS = kind('block_schemas', blockSchemaFields, [])

/** [D16] */
export const BLOCK_TYPES = kind('block_types', blockTypeFields, [has(BLOCK_SCHEMAS, 'block_type_id')])

/** [D16] */
export const BLOCK_DOCUMENTS = kind('block_documents', blockDocumentFields, [
  belongsTo(kind('block_types', blockTypeFields, []), 'block_type_id'),
  belongsTo(BLOCK_SCHEMAS, 'block_schema_id'),
])

/** Holds of the rows of a scope's table that all of the filters let through. [D11-D15] */
export function selects(dialect: Dialect, scope: Scope, filters: Filters): Predicate {
  const own = filters[scope.filter]
  const parts = scope.relations.map((relation) =>
    selectsRelated(dialect, scope.fields.table, relation, filters),
  )
  return combine([own ? matches(dialect, scope.fields, own as never) : ALWAYS, ...parts], 'and_')
}

/**
 * A row's one owner is looked for among the few that the filter lets through, since SQLite can then start from
 * those; rows that belong to the one at hand are looked up for it, because there may be very many in all.
 */
function selectsRelated(dialect: Dialect, table: string, relation: Relation, filters: Filters): Predicate {
  if (!isAskedAbout(relation, filters)) return ALWAYS
  const other = relation.fields.table
  const wanted = selects(dialect, relation, filters)
  const theirs = sql.ref(`${other}.${relation.tie[0]}`)
  const ours = sql.ref(`${table}.${relation.tie[1]}`)
  if (relation.owner)
    return sql<boolean>`${ours} IN (SELECT ${theirs} FROM ${sql.table(other)} WHERE ${wanted})`
  return sql<boolean>`EXISTS (SELECT 1 FROM ${sql.table(other)} WHERE ${theirs} = ${ours} AND ${wanted})`
}

const isAskedAbout = (relation: Relation, filters: Filters): boolean =>
  Boolean(filters[relation.filter]) || relation.relations.some((further) => isAskedAbout(further, filters))
