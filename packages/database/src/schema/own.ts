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

/** What Reeve has to remember about the database itself. */
export const reeveMeta = {
  columns: { key: required('text'), value: required('text') },
  primaryKey: { name: 'pk_reeve_meta', columns: ['key'] },
  indexes: [],
} as const satisfies Table
