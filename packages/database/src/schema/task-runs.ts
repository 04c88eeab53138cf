import { generated, identity, optional, primaryKey, required, type Table, withDefault } from './describe.ts'

export const taskRun = {
  columns: {
    ...identity,
    name: required('text'),
    state_type: optional('state_type'),
    run_count: withDefault('integer', 0),
    expected_start_time: optional('instant'),
    next_scheduled_start_time: optional('instant'),
    start_time: optional('instant'),
    end_time: optional('instant'),
    total_run_time: withDefault('interval', 0),
    task_key: required('text'),
    dynamic_key: required('text'),
    cache_key: optional('text'),
    cache_expiration: optional('instant'),
    task_version: optional('text'),
    empirical_policy: withDefault('typed_json', '{}'),
    task_inputs: withDefault('json', '{}'),
    tags: withDefault('json', '[]'),
    flow_run_id: optional('uuid'),
    state_id: optional('uuid'),
    state_name: optional('text'),
    state_timestamp: optional('instant'),
    flow_run_run_count: withDefault('integer', 0),
    labels: optional('json'),
  },
  primaryKey: primaryKey('task_run'),
  foreignKeys: [
    {
      name: 'fk_task_run__flow_run_id__flow_run',
      column: 'flow_run_id',
      references: 'flow_run',
      onDelete: 'CASCADE',
    },
  ],
  indexes: [
    { name: 'ix_task_run__end_time_desc', columns: { sqlite: 'end_time', postgresql: 'end_time DESC' } },
    {
      name: 'ix_task_run__expected_start_time_desc',
      columns: { sqlite: 'expected_start_time', postgresql: 'expected_start_time DESC' },
    },
    { name: 'ix_task_run__flow_run_id', columns: 'flow_run_id' },
    { name: 'ix_task_run__name', columns: 'name' },
    { name: 'ix_task_run__next_scheduled_start_time_asc', columns: 'next_scheduled_start_time' },
    { name: 'ix_task_run__start_time', columns: 'start_time' },
    { name: 'ix_task_run__state_id', columns: 'state_id' },
    { name: 'ix_task_run__state_name', columns: 'state_name' },
    { name: 'ix_task_run__state_timestamp', columns: 'state_timestamp' },
    { name: 'ix_task_run__state_type', columns: 'state_type' },
    { name: 'ix_task_run__state_type_start_time', columns: 'state_type, start_time' },
    { name: 'ix_task_run__updated', columns: 'updated' },
    { name: 'ix_task_run_name_case_insensitive', columns: 'name', only: 'sqlite' },
    {
      name: 'uq_task_run__flow_run_id_task_key_dynamic_key',
      columns: 'flow_run_id, task_key, dynamic_key',
      unique: true,
    },
    { name: 'trgm_ix_task_run_name', columns: 'name gin_trgm_ops', only: 'postgresql', using: 'gin' },
  ],
} as const satisfies Table

export const taskRunState = {
  columns: {
    ...identity,
    type: required('state_type'),
    timestamp: generated('instant', 'now'),
    name: required('text'),
    message: optional('text'),
    state_details: withDefault('json', '{}'),
    data: optional('json'),
    task_run_id: required('uuid'),
    result_artifact_id: optional('uuid'),
  },
  primaryKey: primaryKey('task_run_state'),
  foreignKeys: [
    {
      name: 'fk_task_run_state__result_artifact_id__artifact',
      column: 'result_artifact_id',
      references: 'artifact',
      onDelete: 'SET NULL',
    },
    {
      name: 'fk_task_run_state__task_run_id__task_run',
      column: 'task_run_id',
      references: 'task_run',
      onDelete: 'CASCADE',
    },
  ],
  indexes: [
    { name: 'ix_task_run_state__name', columns: 'name' },
    { name: 'ix_task_run_state__result_artifact_id', columns: 'result_artifact_id' },
    { name: 'ix_task_run_state__type', columns: 'type' },
    { name: 'ix_task_run_state__updated', columns: 'updated' },
    {
      name: 'uq_task_run_state__task_run_id_timestamp_desc',
      columns: { sqlite: 'task_run_id, timestamp', postgresql: 'task_run_id, timestamp DESC' },
      unique: true,
    },
  ],
} as const satisfies Table

export const taskRunStateCache = {
  columns: {
    ...identity,
    cache_key: required('text'),
    cache_expiration: optional('instant'),
    task_run_state_id: required('uuid'),
  },
  primaryKey: primaryKey('task_run_state_cache'),
  indexes: [
    { name: 'ix_task_run_state_cache__cache_key_created_desc', columns: 'cache_key, created DESC' },
    { name: 'ix_task_run_state_cache__updated', columns: 'updated' },
  ],
} as const satisfies Table
