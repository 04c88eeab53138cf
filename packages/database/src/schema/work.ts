import { generated, identity, optional, primaryKey, required, type Table, withDefault } from './describe.ts'

export const workPool = {
  columns: {
    ...identity,
    name: required('text'),
    description: optional('text'),
    type: required('text'),
    base_job_template: withDefault('json', '{}'),
    is_paused: withDefault('boolean', false),
    concurrency_limit: optional('integer'),
    default_queue_id: optional('uuid'),
    status: withDefault('work_pool_status', 'NOT_READY'),
    last_transitioned_status_at: optional('instant'),
    last_status_event_id: optional('uuid'),
    storage_configuration: withDefault('json', '{}'),
  },
  primaryKey: primaryKey('work_pool'),
  foreignKeys: [
    {
      name: 'fk_work_pool__default_queue_id__work_queue',
      column: 'default_queue_id',
      references: 'work_queue',
      onDelete: 'RESTRICT',
    },
  ],
  uniques: {
    uq_work_pool__name: ['name'],
  },
  indexes: [
    { name: 'ix_work_pool__type', columns: 'type' },
    { name: 'ix_work_pool__updated', columns: 'updated' },
  ],
} as const satisfies Table

export const workQueue = {
  columns: {
    ...identity,
    name: required('text'),
    filter: optional('json'),
    description: withDefault('text', ''),
    is_paused: withDefault('boolean', false),
    concurrency_limit: optional('integer'),
    last_polled: optional('instant'),
    priority: withDefault('integer', 1),
    work_pool_id: required('uuid'),
    status: withDefault('work_queue_status', 'NOT_READY'),
  },
  primaryKey: primaryKey('work_queue'),
  foreignKeys: [
    {
      name: 'fk_work_queue__work_pool_id__work_pool',
      column: 'work_pool_id',
      references: 'work_pool',
      onDelete: 'CASCADE',
    },
  ],
  uniques: {
    uq_work_queue__work_pool_id_name: ['work_pool_id', 'name'],
  },
  indexes: [
    { name: 'ix_work_queue__updated', columns: 'updated' },
    { name: 'ix_work_queue__work_pool_id', columns: 'work_pool_id' },
    { name: 'ix_work_queue__work_pool_id_priority', columns: 'work_pool_id, priority' },
    { name: 'trgm_ix_work_queue_name', columns: 'name gin_trgm_ops', only: 'postgresql', using: 'gin' },
  ],
} as const satisfies Table

export const worker = {
  columns: {
    ...identity,
    name: required('text'),
    last_heartbeat_time: generated('instant', 'now'),
    work_pool_id: required('uuid'),
    heartbeat_interval_seconds: optional('integer'),
    status: withDefault('worker_status', 'OFFLINE'),
  },
  primaryKey: primaryKey('worker'),
  foreignKeys: [
    {
      name: 'fk_worker__work_pool_id__work_pool',
      column: 'work_pool_id',
      references: 'work_pool',
      onDelete: 'CASCADE',
    },
  ],
  uniques: {
    uq_worker__work_pool_id_name: ['work_pool_id', 'name'],
  },
  indexes: [
    { name: 'ix_worker__updated', columns: 'updated' },
    { name: 'ix_worker__work_pool_id', columns: 'work_pool_id' },
    { name: 'ix_worker__work_pool_id_last_heartbeat_time', columns: 'work_pool_id, last_heartbeat_time' },
  ],
} as const satisfies Table

export const agent = {
  columns: {
    ...identity,
    name: required('text'),
    last_activity_time: generated('instant', 'now'),
    work_queue_id: required('uuid'),
  },
  primaryKey: primaryKey('agent'),
  foreignKeys: [
    {
      name: 'fk_agent__work_queue_id__work_queue',
      column: 'work_queue_id',
      references: 'work_queue',
      onDelete: 'NO ACTION',
    },
  ],
  uniques: {
    uq_agent__name: ['name'],
  },
  indexes: [
    { name: 'ix_agent__updated', columns: 'updated' },
    { name: 'ix_agent__work_queue_id', columns: 'work_queue_id' },
  ],
} as const satisfies Table
