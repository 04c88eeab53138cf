import { identity, optional, primaryKey, required, type Table, withDefault } from './describe.ts'

export const artifact = {
  columns: {
    ...identity,
    key: optional('text'),
    type: optional('text'),
    data: optional('plain_json'),
    metadata_: optional('plain_json'),
    task_run_id: optional('uuid'),
    flow_run_id: optional('uuid'),
    description: optional('text'),
  },
  primaryKey: primaryKey('artifact'),
  indexes: [
    { name: 'ix_artifact__flow_run_id', columns: 'flow_run_id' },
    { name: 'ix_artifact__key', columns: '"key"' },
    { name: 'ix_artifact__key_created_desc', columns: '"key", created DESC' },
    { name: 'ix_artifact__task_run_id', columns: 'task_run_id' },
    { name: 'ix_artifact__updated', columns: 'updated' },
  ],
} as const satisfies Table

export const artifactCollection = {
  columns: {
    ...identity,
    key: required('text'),
    latest_id: required('uuid'),
    task_run_id: optional('uuid'),
    flow_run_id: optional('uuid'),
    type: optional('text'),
    data: optional('plain_json'),
    description: optional('text'),
    metadata_: optional('plain_json'),
  },
  primaryKey: primaryKey('artifact_collection'),
  uniques: {
    uq_artifact_collection__key: ['key'],
  },
  indexes: [
    { name: 'ix_artifact_collection__key_latest_id', columns: '"key", latest_id' },
    { name: 'ix_artifact_collection__updated', columns: 'updated' },
  ],
} as const satisfies Table

export const log = {
  columns: {
    ...identity,
    name: required('text'),
    level: required('small_integer'),
    flow_run_id: optional('uuid'),
    task_run_id: optional('uuid'),
    message: required('long_text'),
    timestamp: required('instant'),
  },
  primaryKey: primaryKey('log'),
  indexes: [
    { name: 'ix_log__flow_run_id', columns: 'flow_run_id' },
    { name: 'ix_log__flow_run_id_timestamp', columns: 'flow_run_id, timestamp' },
    { name: 'ix_log__level', columns: 'level' },
    { name: 'ix_log__task_run_id', columns: 'task_run_id' },
    { name: 'ix_log__timestamp', columns: 'timestamp' },
    { name: 'ix_log__updated', columns: 'updated' },
  ],
} as const satisfies Table

export const variable = {
  columns: {
    ...identity,
    name: required('text'),
    tags: withDefault('json', '[]'),
    value: optional('json'),
  },
  primaryKey: primaryKey('variable'),
  uniques: {
    uq_variable__name: ['name'],
  },
  indexes: [{ name: 'ix_variable__updated', columns: 'updated' }],
} as const satisfies Table

export const configuration = {
  columns: {
    ...identity,
    key: required('text'),
    value: required('json'),
  },
  primaryKey: primaryKey('configuration'),
  uniques: {
    uq_configuration__key: ['key'],
  },
  indexes: [
    { name: 'ix_configuration__key', columns: '"key"' },
    { name: 'ix_configuration__updated', columns: 'updated' },
  ],
} as const satisfies Table

export const savedSearch = {
  columns: {
    ...identity,
    name: required('text'),
    filters: withDefault('json', '[]'),
  },
  primaryKey: primaryKey('saved_search'),
  uniques: {
    uq_saved_search__name: ['name'],
  },
  indexes: [{ name: 'ix_saved_search__updated', columns: 'updated' }],
} as const satisfies Table

export const csrfToken = {
  columns: {
    token: required('text'),
    client: required('text'),
    expiration: required('instant'),
    ...identity,
  },
  primaryKey: primaryKey('csrf_token'),
  uniques: {
    uq_csrf_token__client: ['client'],
  },
  indexes: [{ name: 'ix_csrf_token__updated', columns: 'updated' }],
} as const satisfies Table
