import type { DialectName } from '../dialect.ts'
import { createIndex } from './ddl.ts'
import type { Index, Table } from './describe.ts'
import { OPEN } from './ended-types.ts'
import { SETTLED_TIMES_COLUMNS, SETTLED_TIMES_INDEX } from './settled-times.ts'
import { referenceTables } from './tables.ts'

/**
 * Which indexes a database has: `reeve` is what a new one gets, `reference` is what the reference keeps. Every
 * index on a column that transitions change costs 5-10 % of a transition, and the reference has 23 on flow runs.
 */
export type IndexSet = 'reeve' | 'reference'

/** The indexes of the reference that Reeve keeps besides the unique ones, with the query that needs each. */
const KEPT: Readonly<Record<string, string>> = {
  ix_flow_run__end_time_desc: 'sort END_TIME_DESC; the vacuum takes the oldest',
  ix_flow_run__expected_start_time_desc: 'sort EXPECTED_START_TIME; history reads a range of it',
  ix_flow_run__name: 'sort NAME, filter name.any_',
  ix_flow_run__next_scheduled_start_time_asc: 'late marking, polling; only SCHEDULED runs have one',
  ix_flow_run__schedule_id_scheduler: 'the scheduler asks for the runs of a schedule; partial, so small',
  ix_flow_run__scheduler_deployment_id_auto_scheduled_next_schedu:
    'deletion of what a schedule made; partial',
  ix_flow_run__state_id:
    'a deleted state looks for the run that points to it: without, a scan for each state',
  ix_flow_run__state_name: 'filter state.name.any_',
  ix_flow_run__state_type_coalesce_start_time: 'filter state.type.any_, counts of a state in a time range',
  ix_flow_run__coalesce_start_time_expected_start_time_desc: 'sort START_TIME, both ways',
  ix_task_run__expected_start_time_desc: 'sort EXPECTED_START_TIME; history reads a range of it',
  ix_task_run__state_type_start_time: 'filter state.type.any_, counts of a state in a time range',
  ix_task_run_state_cache__cache_key_created_desc: 'the newest entry of a cache key',
  ix_log__flow_run_id_timestamp: 'logs of a flow run in order',
  ix_log__task_run_id: 'logs of a task run',
  ix_log__timestamp: 'sort TIMESTAMP over all logs',
  ix_artifact__flow_run_id: 'artifacts of a flow run',
  ix_artifact__task_run_id: 'artifacts of a task run',
  ix_artifact__key_created_desc: 'versions of a key, newest first',
  ix_deployment__work_queue_id: 'deployments of a queue; deleting a queue',
  ix_deployment_schedule__deployment_id: 'schedules of a deployment; deleting a deployment',
  ix_events__occurred_id: 'pages of events in order; the vacuum takes the oldest',
  ix_events__event_occurred_id: 'events of a name in order; the vacuum by name',
  ix_event_resources__event_id: 'resources of an event',
  ix_event_resources__resource_id__occurred: 'events of a resource in order',
  ix_automation_bucket__automation_id__end: 'buckets that have run out',
  ix_automation_event_follower__received: 'followers that waited too long',
  ix_ae_follower_scope_leader: 'followers of a leader',
  ix_automation_related_resource__resource_id: 'automations of a resource',
}

/** Kept in PostgreSQL alone: in SQLite an index of ours begins with the same column. */
const REPLACED_IN_SQLITE: readonly string[] = ['ix_flow_run__state_name']

interface OwnIndex extends Index {
  readonly table: keyof typeof referenceTables
}

/** Indexes on the reference's tables that it does not have. Partial where most rows hold null. */
const OWN: readonly OwnIndex[] = [
  // Filter state.type.any_ in the default order: bulk changes take the newest ids of a state. With what is asked for
  // beside it, tags and a time, the rows themselves need not be read; PostgreSQL cannot hold long tags in an index.
  {
    table: 'flow_run',
    name: 'reeve_ix_flow_run__state_type_id',
    columns: { sqlite: 'state_type, id, tags, expected_start_time', postgresql: 'state_type, id' },
  },
  // Runs of a deployment or a flow in the default order, and their number. In PostgreSQL the unique index on flows
  // must do: another one would cost every transition.
  { table: 'flow_run', name: 'reeve_ix_flow_run__deployment_id_id', columns: 'deployment_id, id' },
  { table: 'flow_run', name: 'reeve_ix_flow_run__flow_id_id', columns: 'flow_id, id', only: 'sqlite' },
  // Filters by part of a name and by tag in the default order. Neither changes, so transitions do not touch it;
  // in PostgreSQL they would.
  { table: 'flow_run', name: 'reeve_ix_flow_run__id_name_tags', columns: 'id, name, tags', only: 'sqlite' },
  // History over all runs; filter state.name.any_ in place of the reference's own.
  { table: 'flow_run', name: SETTLED_TIMES_INDEX, columns: SETTLED_TIMES_COLUMNS, only: 'sqlite' },
  // The open runs in a history, which are few among those of the same time. In SQLite they are those of a few states.
  // An entry that holds the versions of a row before and after a transition would be read for both until a vacuum.
  {
    table: 'flow_run',
    name: 'reeve_ix_flow_run__open_expected_start_time',
    columns: 'expected_start_time',
    where: `state_type IN ${OPEN}`,
    only: 'postgresql',
    options: 'deduplicate_items = off',
  },
  // Sort START_TIME both ways; PostgreSQL has the reference's own.
  {
    table: 'flow_run',
    name: 'reeve_ix_flow_run__coalesce_start_time',
    columns: 'coalesce(start_time, expected_start_time)',
    only: 'sqlite',
  },
  // Polling (SCHEDULED by time), slots in use (RUNNING, PENDING), deleting a queue.
  {
    table: 'flow_run',
    name: 'reeve_ix_flow_run__work_queue_state',
    columns: 'work_queue_id, state_type, next_scheduled_start_time',
    where: 'work_queue_id IS NOT NULL',
  },
  // The subflow of a task run; deleting a task run.
  {
    table: 'flow_run',
    name: 'reeve_ix_flow_run__parent_task_run_id',
    columns: 'parent_task_run_id',
    where: 'parent_task_run_id IS NOT NULL',
  },
  // Deleting a block document.
  {
    table: 'flow_run',
    name: 'reeve_ix_flow_run__infrastructure_document_id',
    columns: 'infrastructure_document_id',
    where: 'infrastructure_document_id IS NOT NULL',
  },
  // Deleting an artifact.
  {
    table: 'flow_run_state',
    name: 'reeve_ix_flow_run_state__result_artifact_id',
    columns: 'result_artifact_id',
    where: 'result_artifact_id IS NOT NULL',
  },
  {
    table: 'task_run_state',
    name: 'reeve_ix_task_run_state__result_artifact_id',
    columns: 'result_artifact_id',
    where: 'result_artifact_id IS NOT NULL',
  },
]

/** An index of a set and the statement that makes it. */
export interface IndexStatement {
  readonly name: string
  readonly create: string
}

/** The indexes on the reference's tables that a set holds. Reeve's own tables have theirs in every set. */
export function indexesOf(set: IndexSet, dialect: DialectName): IndexStatement[] {
  const shared = Object.entries<Table>(referenceTables).flatMap(([table, { indexes }]) =>
    indexes
      .filter((index) => set === 'reference' || isKept(index, dialect))
      .map((index) => ({ ...index, table })),
  )
  return [...shared, ...(set === 'reeve' ? OWN : [])].flatMap((index) => {
    const create = createIndex(dialect, index.table, index)
    return create ? [{ name: index.name, create }] : []
  })
}

/** The names of the indexes that one set holds and the other does not. */
export function indexesOnlyIn(set: IndexSet, dialect: DialectName): string[] {
  const other = new Set(indexesOf(set === 'reeve' ? 'reference' : 'reeve', dialect).map(({ name }) => name))
  return indexesOf(set, dialect).flatMap(({ name }) => (other.has(name) ? [] : [name]))
}

const isKept = (index: Index, dialect: DialectName) =>
  index.unique === true ||
  (index.name in KEPT && !(dialect === 'sqlite' && REPLACED_IN_SQLITE.includes(index.name)))
