import { optional, required, type Table } from './describe.ts'

// Tables that the reference does not know. No foreign keys lead in or out, so that dropping them leaves its own.

/** What was announced and not yet expanded into events, in the order of commits. */
export const reeveOutbox = {
  columns: {
    seq: required('serial'),
    kind: required('text'),
    body: required('long_text'),
    created: required('instant'),
  },
  primaryKey: { name: 'pk_reeve_outbox', columns: ['seq'] },
  indexes: [],
} as const satisfies Table

/** Slots held on concurrency limits until they are given back or the lease expires. [F10] */
export const reeveLease = {
  columns: {
    id: required('uuid'),
    resource_ids: required('json'),
    slots: required('integer'),
    holder_type: optional('text'),
    holder_id: optional('text'),
    created_at: required('instant'),
    expiration: required('instant'),
  },
  primaryKey: { name: 'pk_reeve_lease', columns: ['id'] },
  indexes: [
    { name: 'reeve_ix_lease__expiration', columns: 'expiration' },
    { name: 'reeve_ix_lease__holder', columns: 'holder_id, holder_type' },
  ],
} as const satisfies Table

/** Task runs that wait for a task worker. The id is the task run's. [B59] */
export const reeveScheduledTask = {
  columns: {
    id: required('uuid'),
    task_key: required('text'),
    queue: required('text'),
    enqueued: required('instant'),
    claimed_by: optional('text'),
    claimed_until: optional('instant'),
  },
  primaryKey: { name: 'pk_reeve_scheduled_task', columns: ['id'] },
  indexes: [
    { name: 'reeve_ix_scheduled_task__task_key_queue_enqueued', columns: 'task_key, queue, enqueued' },
  ],
} as const satisfies Table

/** Messages to workers of a pool, each to clean up after one run, until a worker says that it did. [E43] */
export const reeveWorkerCleanup = {
  columns: {
    id: required('uuid'),
    work_pool_id: required('uuid'),
    work_queue_id: optional('uuid'),
    kind: required('text'),
    target: required('json'),
    created: required('instant'),
    delivery_count: required('integer'),
    /** Who has the message for now; the three are null as long as nobody was sent it. */
    holder: optional('text'),
    token: optional('text'),
    leased_until: optional('instant'),
  },
  primaryKey: { name: 'pk_reeve_worker_cleanup', columns: ['id'] },
  indexes: [{ name: 'reeve_ix_worker_cleanup__work_pool_id_created', columns: 'work_pool_id, created' }],
} as const satisfies Table

/** Changes of any number of runs or deployments that are worked off in the background, and what became of them. */
export const reeveBulkOperation = {
  columns: {
    id: required('uuid'),
    created: required('instant'),
    updated: required('instant'),
    kind: required('text'),
    filters: required('json'),
    parameters: required('json'),
    dry_run: required('boolean'),
    status: required('text'),
    created_by: optional('json'),
    started: optional('instant'),
    ended: optional('instant'),
    total: optional('integer'),
    accepted: required('integer'),
    rejected: required('integer'),
    waiting: required('integer'),
    aborted: required('integer'),
    failed: required('integer'),
    skipped: required('integer'),
    reasons: required('json'),
    sample: required('json'),
    error: optional('text'),
    /** The last id that was dealt with: all up to it are done, none after it. */
    cursor: optional('uuid'),
    /** When the next batch may come, where there is a rate to hold. */
    due: optional('instant'),
    /** When it was last taken up, and how many were done by then. */
    paced_since: optional('instant'),
    paced_done: required('integer'),
    /** Which server works on it, and until when nobody else may. */
    holder: optional('text'),
    leased_until: optional('instant'),
  },
  primaryKey: { name: 'pk_reeve_bulk_operation', columns: ['id'] },
  indexes: [
    { name: 'reeve_ix_bulk_operation__status_created', columns: 'status, created' },
    { name: 'reeve_ix_bulk_operation__created', columns: 'created' },
  ],
} as const satisfies Table

/** When the processes of running flow runs were last heard of. */
export const reeveHeartbeat = {
  columns: {
    flow_run_id: required('uuid'),
    /** By the clock of the server. */
    heard: required('instant'),
    /** When it was sent, by the clock of its sender, and when the one before it was. */
    occurred: required('instant'),
    previous: optional('instant'),
  },
  primaryKey: { name: 'pk_reeve_heartbeat', columns: ['flow_run_id'] },
  indexes: [],
} as const satisfies Table

/** What Reeve has to remember about the database itself. */
export const reeveMeta = {
  columns: { key: required('text'), value: required('text') },
  primaryKey: { name: 'pk_reeve_meta', columns: ['key'] },
  indexes: [],
} as const satisfies Table
