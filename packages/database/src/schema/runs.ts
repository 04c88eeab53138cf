import { generated, identity, optional, primaryKey, required, type Table, withDefault } from './describe.ts'

export const flow = {
  columns: {
    ...identity,
    name: required('text'),
    tags: withDefault('json', '[]'),
    labels: optional('json'),
  },
  primaryKey: primaryKey('flow'),
  uniques: {
    uq_flow__name: ['name'],
  },
  indexes: [
    { name: 'ix_flow__created', columns: 'created' },
    { name: 'ix_flow__updated', columns: 'updated' },
    { name: 'ix_flow_name_case_insensitive', columns: 'name COLLATE NOCASE', only: 'sqlite' },
    { name: 'trgm_ix_flow_name', columns: 'name gin_trgm_ops', only: 'postgresql', using: 'gin' },
  ],
} as const satisfies Table

export const flowRun = {
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
    flow_version: optional('text'),
    parameters: withDefault('json', '{}'),
    idempotency_key: optional('text'),
    context: withDefault('json', '{}'),
    empirical_policy: withDefault('typed_json', '{}'),
    tags: withDefault('json', '[]'),
    auto_scheduled: withDefault('boolean', false),
    flow_id: required('uuid'),
    deployment_id: optional('uuid'),
    parent_task_run_id: optional('uuid'),
    state_id: optional('uuid'),
    state_name: optional('text'),
    infrastructure_document_id: optional('uuid'),
    work_queue_name: optional('text'),
    state_timestamp: optional('instant'),
    created_by: optional('json'),
    infrastructure_pid: optional('text'),
    work_queue_id: optional('uuid'),
    job_variables: { ...withDefault('json', '{}'), nullable: true },
    deployment_version: optional('text'),
    labels: optional('json'),
  },
  primaryKey: primaryKey('flow_run'),
  foreignKeys: [
    { name: 'fk_flow_run__flow_id__flow', column: 'flow_id', references: 'flow', onDelete: 'CASCADE' },
    {
      name: 'fk_flow_run__infrastructure_document_id__block_document',
      column: 'infrastructure_document_id',
      references: 'block_document',
      onDelete: 'CASCADE',
    },
    {
      name: 'fk_flow_run__parent_task_run_id__task_run',
      column: 'parent_task_run_id',
      references: 'task_run',
      onDelete: 'SET NULL',
    },
    {
      name: 'fk_flow_run__state_id__flow_run_state',
      column: 'state_id',
      references: 'flow_run_state',
      onDelete: 'SET NULL',
    },
    {
      name: 'fk_flow_run__work_queue_id__work_queue',
      column: 'work_queue_id',
      references: 'work_queue',
      onDelete: 'SET NULL',
    },
  ],
  indexes: [
    { name: 'ix_flow_run__deployment_id', columns: 'deployment_id' },
    { name: 'ix_flow_run__deployment_version', columns: 'deployment_version' },
    { name: 'ix_flow_run__end_time_desc', columns: { sqlite: 'end_time', postgresql: 'end_time DESC' } },
    {
      name: 'ix_flow_run__expected_start_time_desc',
      columns: { sqlite: 'expected_start_time', postgresql: 'expected_start_time DESC' },
    },
    { name: 'ix_flow_run__flow_id', columns: 'flow_id' },
    { name: 'ix_flow_run__flow_version', columns: 'flow_version' },
    { name: 'ix_flow_run__infrastructure_document_id', columns: 'infrastructure_document_id' },
    { name: 'ix_flow_run__name', columns: 'name' },
    { name: 'ix_flow_run__next_scheduled_start_time_asc', columns: 'next_scheduled_start_time' },
    { name: 'ix_flow_run__parent_task_run_id', columns: 'parent_task_run_id' },
    {
      name: 'ix_flow_run__schedule_id_scheduler',
      columns: {
        sqlite: "deployment_id, json_extract(created_by, '$.id'), next_scheduled_start_time",
        postgresql: "deployment_id, (created_by ->> 'id'), next_scheduled_start_time",
      },
      where: {
        sqlite: "state_type = 'SCHEDULED' AND auto_scheduled = 1",
        postgresql: "state_type = 'SCHEDULED' AND auto_scheduled = true",
      },
    },
    {
      name: 'ix_flow_run__scheduler_deployment_id_auto_scheduled_next_schedu',
      columns: 'deployment_id, auto_scheduled, next_scheduled_start_time',
      where: "state_type = 'SCHEDULED'",
    },
    { name: 'ix_flow_run__start_time', columns: 'start_time' },
    { name: 'ix_flow_run__state_id', columns: 'state_id' },
    { name: 'ix_flow_run__state_name', columns: 'state_name' },
    { name: 'ix_flow_run__state_timestamp', columns: 'state_timestamp' },
    { name: 'ix_flow_run__state_type', columns: 'state_type' },
    {
      name: 'ix_flow_run__state_type_coalesce_start_time',
      columns: 'state_type, coalesce(start_time, expected_start_time)',
    },
    { name: 'ix_flow_run__updated', columns: 'updated' },
    { name: 'ix_flow_run__work_queue_id', columns: 'work_queue_id' },
    { name: 'ix_flow_run__work_queue_name', columns: 'work_queue_name' },
    { name: 'ix_flow_run_name_case_insensitive', columns: 'name', only: 'sqlite' },
    { name: 'uq_flow_run__flow_id_idempotency_key', columns: 'flow_id, idempotency_key', unique: true },
    {
      name: 'ix_flow_run__coalesce_start_time_expected_start_time_asc',
      columns: 'coalesce(start_time, expected_start_time)',
      only: 'postgresql',
    },
    {
      name: 'ix_flow_run__coalesce_start_time_expected_start_time_desc',
      columns: 'coalesce(start_time, expected_start_time) DESC',
      only: 'postgresql',
    },
    { name: 'trgm_ix_flow_run_name', columns: 'name gin_trgm_ops', only: 'postgresql', using: 'gin' },
  ],
} as const satisfies Table

export const flowRunState = {
  columns: {
    ...identity,
    type: required('state_type'),
    timestamp: generated('instant', 'now'),
    name: required('text'),
    message: optional('text'),
    state_details: withDefault('json', '{}'),
    data: optional('json'),
    flow_run_id: required('uuid'),
    result_artifact_id: optional('uuid'),
  },
  primaryKey: primaryKey('flow_run_state'),
  foreignKeys: [
    {
      name: 'fk_flow_run_state__flow_run_id__flow_run',
      column: 'flow_run_id',
      references: 'flow_run',
      onDelete: 'CASCADE',
    },
    {
      name: 'fk_flow_run_state__result_artifact_id__artifact',
      column: 'result_artifact_id',
      references: 'artifact',
      onDelete: 'SET NULL',
    },
  ],
  indexes: [
    { name: 'ix_flow_run_state__name', columns: 'name' },
    { name: 'ix_flow_run_state__result_artifact_id', columns: 'result_artifact_id' },
    { name: 'ix_flow_run_state__type', columns: 'type' },
    { name: 'ix_flow_run_state__updated', columns: 'updated' },
    {
      name: 'uq_flow_run_state__flow_run_id_timestamp_desc',
      columns: { sqlite: 'flow_run_id, timestamp', postgresql: 'flow_run_id, timestamp DESC' },
      unique: true,
    },
  ],
} as const satisfies Table

export const flowRunInput = {
  columns: {
    ...identity,
    key: required('text'),
    value: required('long_text'),
    flow_run_id: required('uuid'),
    sender: optional('text'),
  },
  primaryKey: primaryKey('flow_run_input'),
  foreignKeys: [
    {
      name: 'fk_flow_run_input__flow_run_id__flow_run',
      column: 'flow_run_id',
      references: 'flow_run',
      onDelete: 'CASCADE',
    },
  ],
  uniques: {
    uq_flow_run_input__flow_run_id_key: ['flow_run_id', 'key'],
  },
  indexes: [{ name: 'ix_flow_run_input__updated', columns: 'updated' }],
} as const satisfies Table
