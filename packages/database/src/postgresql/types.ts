import type { Kind } from '../schema/describe.ts'

/** The name of the type that each kind has. */
export const TYPES = {
  uuid: 'uuid',
  text: 'character varying',
  long_text: 'text',
  revision: 'character varying(32)',
  instant: 'timestamp with time zone',
  interval: 'interval',
  json: 'jsonb',
  plain_json: 'json',
  typed_json: 'jsonb',
  boolean: 'boolean',
  integer: 'integer',
  small_integer: 'smallint',
  float: 'double precision',
  serial: 'bigint',
  state_type: 'state_type',
  deployment_status: 'deployment_status',
  work_pool_status: 'work_pool_status',
  work_queue_status: 'work_queue_status',
  worker_status: 'worker_status',
} as const satisfies Record<Kind, string>
