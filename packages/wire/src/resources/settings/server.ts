import type { Static } from 'typebox'
import { Initially, Maybe, Model, Nullable, OneOf, Present } from '../../schema.ts'
import Type from '../../type.ts'
import { ServerServicesSettings } from './services.ts'

export const SQLAlchemyTLSSettings = Model('SQLAlchemyTLSSettings', {
  enabled: Type.Boolean({ default: false }),
  ca_file: Maybe(Type.String()),
  cert_file: Maybe(Type.String()),
  key_file: Maybe(Type.String()),
  check_hostname: Type.Boolean({ default: true }),
})
export type SQLAlchemyTLSSettings = Static<typeof SQLAlchemyTLSSettings>

export const SQLAlchemyConnectArgsSettings = Model('SQLAlchemyConnectArgsSettings', {
  application_name: Maybe(Type.String()),
  search_path: Maybe(Type.String()),
  statement_cache_size: Maybe(Type.Integer()),
  prepared_statement_cache_size: Maybe(Type.Integer()),
  tls: Initially(SQLAlchemyTLSSettings, {}),
})
export type SQLAlchemyConnectArgsSettings = Static<typeof SQLAlchemyConnectArgsSettings>

export const SQLAlchemySettings = Model('SQLAlchemySettings', {
  connect_args: Initially(SQLAlchemyConnectArgsSettings, {}),
  pool_size: Type.Integer({ default: 5 }),
  pool_recycle: Type.Integer({ default: 3600 }),
  pool_timeout: Nullable(Type.Number(), { default: 30 }),
  max_overflow: Type.Integer({ default: 10 }),
})
export type SQLAlchemySettings = Static<typeof SQLAlchemySettings>

export const ServerAPISettings = Model('ServerAPISettings', {
  auth_string: Maybe(Type.String({ format: 'password', writeOnly: true })),
  host: Type.String({ default: '127.0.0.1' }),
  port: Type.Integer({ default: 4200 }),
  base_path: Maybe(Type.String()),
  default_limit: Type.Integer({ default: 200 }),
  keepalive_timeout: Type.Integer({ default: 5 }),
  csrf_protection_enabled: Type.Boolean({ default: false }),
  csrf_token_expiration: Type.String({ format: 'duration', default: 'PT1H' }),
  cors_allowed_origins: Type.String({ default: '*' }),
  cors_allowed_methods: Type.String({ default: '*' }),
  cors_allowed_headers: Type.String({ default: '*' }),
  websocket_ping_interval: Type.Number({ default: 20 }),
  websocket_ping_timeout: Type.Number({ default: 20 }),
  max_parameter_size: Type.Integer({ minimum: 0, default: 524288 }),
})
export type ServerAPISettings = Static<typeof ServerAPISettings>

export const ServerConcurrencySettings = Model('ServerConcurrencySettings', {
  lease_storage: Type.String({ default: 'prefect.server.concurrency.lease_storage.memory' }),
  initial_deployment_lease_duration: Type.Number({ minimum: 30, maximum: 3600, default: 300 }),
  maximum_concurrency_slot_wait_seconds: Type.Number({ minimum: 0, default: 30 }),
})
export type ServerConcurrencySettings = Static<typeof ServerConcurrencySettings>

export const ServerDatabaseSettings = Model('ServerDatabaseSettings', {
  sqlalchemy: Initially(SQLAlchemySettings, {}),
  connection_url: Maybe(Type.String({ format: 'password', writeOnly: true })),
  driver: Maybe(OneOf(['postgresql+asyncpg', 'sqlite+aiosqlite'])),
  host: Maybe(Type.String()),
  port: Maybe(Type.Integer()),
  user: Maybe(Type.String()),
  name: Maybe(Type.String()),
  password: Maybe(Type.String({ format: 'password', writeOnly: true })),
  echo: Type.Boolean({ default: false }),
  migrate_on_start: Type.Boolean({ default: true }),
  timeout: Nullable(Type.Number(), { default: 10 }),
  connection_timeout: Nullable(Type.Number(), { default: 5 }),
  migration_timeout: Maybe(Type.Number({ exclusiveMinimum: 0 })),
})
export type ServerDatabaseSettings = Static<typeof ServerDatabaseSettings>

export const ServerDeploymentsSettings = Model('ServerDeploymentsSettings', {
  concurrency_slot_wait_seconds: Type.Number({ minimum: 0, default: 30 }),
})
export type ServerDeploymentsSettings = Static<typeof ServerDeploymentsSettings>

export const ServerDocketSettings = Model('ServerDocketSettings', {
  name: Type.String({ default: 'prefect-server' }),
  url: Type.String({ default: 'memory://' }),
})
export type ServerDocketSettings = Static<typeof ServerDocketSettings>

export const ServerEphemeralSettings = Model('ServerEphemeralSettings', {
  enabled: Type.Boolean({ default: false }),
  startup_timeout_seconds: Type.Integer({ default: 20 }),
})
export type ServerEphemeralSettings = Static<typeof ServerEphemeralSettings>

export const ServerEventsSettings = Model('ServerEventsSettings', {
  stream_out_enabled: Type.Boolean({ default: true }),
  related_resource_cache_ttl: Type.String({ format: 'duration', default: 'PT5M' }),
  maximum_labels_per_resource: Type.Integer({ default: 500 }),
  maximum_related_resources: Type.Integer({ default: 100 }),
  maximum_size_bytes: Type.Integer({ default: 1500000 }),
  expired_bucket_buffer: Type.String({ format: 'duration', default: 'PT1M' }),
  proactive_granularity: Type.String({ format: 'duration', default: 'PT5S' }),
  retention_period: Type.String({ format: 'duration', default: 'P7D' }),
  maximum_websocket_backfill: Type.String({ format: 'duration', default: 'PT15M' }),
  websocket_backfill_page_size: Type.Integer({ exclusiveMinimum: 0, default: 250 }),
  messaging_broker: Type.String({ default: 'prefect.server.utilities.messaging.memory' }),
  messaging_cache: Type.String({ default: 'prefect.server.utilities.messaging.memory' }),
  causal_ordering: Type.String({ default: 'prefect.server.events.ordering.memory' }),
  maximum_event_name_length: Type.Integer({ exclusiveMinimum: 0, default: 1024 }),
})
export type ServerEventsSettings = Static<typeof ServerEventsSettings>

export const ServerFlowRunGraphSettings = Model('ServerFlowRunGraphSettings', {
  max_nodes: Type.Integer({ default: 10000 }),
  max_artifacts: Type.Integer({ default: 10000 }),
})
export type ServerFlowRunGraphSettings = Static<typeof ServerFlowRunGraphSettings>

export const ServerLogsSettings = Model('ServerLogsSettings', {
  stream_out_enabled: Type.Boolean({ default: false }),
  stream_publishing_enabled: Type.Boolean({ default: false }),
})
export type ServerLogsSettings = Static<typeof ServerLogsSettings>

export const ServerTasksSchedulingSettings = Model('ServerTasksSchedulingSettings', {
  max_scheduled_queue_size: Type.Integer({ default: 1000 }),
  max_retry_queue_size: Type.Integer({ default: 100 }),
  pending_task_timeout: Type.String({ format: 'duration', default: 'PT0S' }),
})
export type ServerTasksSchedulingSettings = Static<typeof ServerTasksSchedulingSettings>

export const ServerTasksSettings = Model('ServerTasksSettings', {
  tag_concurrency_slot_wait_seconds: Type.Number({ minimum: 0, default: 10 }),
  max_cache_key_length: Type.Integer({ default: 2000 }),
  scheduling: Initially(ServerTasksSchedulingSettings, {}),
})
export type ServerTasksSettings = Static<typeof ServerTasksSettings>

export const ServerUISettings = Model('ServerUISettings', {
  enabled: Type.Boolean({ default: true }),
  v2_enabled: Type.Boolean({ default: true }),
  api_url: Maybe(Type.String()),
  serve_base: Type.String({ default: '/' }),
  static_directory: Maybe(Type.String()),
  show_promotional_content: Type.Boolean({ default: true }),
})
export type ServerUISettings = Static<typeof ServerUISettings>

export const ServerWorkerChannelSettings = Model('ServerWorkerChannelSettings', {
  cleanup_queue_storage: Type.String({ default: 'prefect.server.worker_communication.cleanup_queue.memory' }),
  cleanup_lease_seconds: Type.Number({ exclusiveMinimum: 0, default: 30 }),
  cleanup_max_delivery_attempts: Type.Integer({ minimum: 1, default: 3 }),
  cleanup_completed_idempotency_retention_seconds: Maybe(Type.Number({ minimum: 0 })),
})
export type ServerWorkerChannelSettings = Static<typeof ServerWorkerChannelSettings>

export const ServerSettings = Model('ServerSettings', {
  logging_level: OneOf(['DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL'], { default: 'WARNING' }),
  analytics_enabled: Type.Boolean({ default: true }),
  metrics_enabled: Type.Boolean({ default: false }),
  log_retryable_errors: Type.Boolean({ default: false }),
  register_blocks_on_start: Type.Boolean({ default: true }),
  memoize_block_auto_registration: Type.Boolean({ default: true }),
  memo_store_path: Present(Type.String({ format: 'path' })),
  deployment_schedule_max_scheduled_runs: Type.Integer({ default: 50 }),
  api: Initially(ServerAPISettings, {}),
  concurrency: Initially(ServerConcurrencySettings, {}),
  database: Initially(ServerDatabaseSettings, {}),
  deployments: Initially(ServerDeploymentsSettings, {}),
  docket: Initially(ServerDocketSettings, {}),
  ephemeral: Initially(ServerEphemeralSettings, {}),
  events: Initially(ServerEventsSettings, {}),
  flow_run_graph: Initially(ServerFlowRunGraphSettings, {}),
  logs: Initially(ServerLogsSettings, {}),
  services: Initially(ServerServicesSettings, {}),
  tasks: Initially(ServerTasksSettings, {}),
  ui: Initially(ServerUISettings, {}),
  worker_channel: Initially(ServerWorkerChannelSettings, {}),
})
export type ServerSettings = Static<typeof ServerSettings>
