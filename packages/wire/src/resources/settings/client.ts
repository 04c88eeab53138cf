import type { Static } from 'typebox'
import { Anything, DictOf, Initially, Maybe, Model, Nullable, OneOf, Present } from '../../schema.ts'
import Type from '../../type.ts'

export const APISettings = Model('APISettings', {
  url: Maybe(Type.String()),
  auth_string: Maybe(Type.String({ format: 'password', writeOnly: true })),
  key: Maybe(Type.String({ format: 'password', writeOnly: true })),
  tls_insecure_skip_verify: Type.Boolean({ default: false }),
  ssl_cert_file: Nullable(Type.String(), { default: '/etc/ssl/certs/ca-certificates.crt' }),
  enable_http2: Type.Boolean({ default: false }),
  request_timeout: Type.Number({ default: 60 }),
})
export type APISettings = Static<typeof APISettings>

export const CLISettings = Model('CLISettings', {
  colors: Type.Boolean({ default: true }),
  prompt: Maybe(Type.Boolean()),
  wrap_lines: Type.Boolean({ default: true }),
})
export type CLISettings = Static<typeof CLISettings>

export const ClientMetricsSettings = Model('ClientMetricsSettings', {
  enabled: Type.Boolean({ default: false }),
  port: Type.Integer({ default: 4201 }),
})
export type ClientMetricsSettings = Static<typeof ClientMetricsSettings>

export const ClientSettings = Model('ClientSettings', {
  max_retries: Type.Integer({ minimum: 0, default: 5 }),
  retry_jitter_factor: Type.Number({ minimum: 0, default: 0.2 }),
  retry_extra_codes: Initially(
    Nullable(
      Type.Union([
        Type.String(),
        Type.Integer({ minimum: 100, maximum: 599 }),
        Type.Array(Type.Integer({ minimum: 100, maximum: 599 }), { uniqueItems: true }),
      ]),
    ),
    [],
  ),
  csrf_support_enabled: Type.Boolean({ default: true }),
  custom_headers: Initially(DictOf(Type.String()), {}),
  server_version_check_enabled: Type.Boolean({ default: true }),
  metrics: Initially(ClientMetricsSettings, {}),
})
export type ClientSettings = Static<typeof ClientSettings>

export const CloudSettings = Model('CloudSettings', {
  api_url: Type.String({ default: 'https://api.prefect.cloud/api' }),
  enable_orchestration_telemetry: Type.Boolean({ default: true }),
  max_log_size: Type.Integer({ default: 25000 }),
  ui_url: Maybe(Type.String()),
})
export type CloudSettings = Static<typeof CloudSettings>

export const DeploymentsSettings = Model('DeploymentsSettings', {
  default_work_pool_name: Maybe(Type.String()),
  default_docker_build_namespace: Maybe(Type.String()),
})
export type DeploymentsSettings = Static<typeof DeploymentsSettings>

export const EventsSettings = Model('EventsSettings', {
  worker_max_queue_size: Type.Integer({ minimum: 0, default: 0 }),
})
export type EventsSettings = Static<typeof EventsSettings>

export const ExperimentsSettings = Model('ExperimentsSettings', {
  warn: Type.Boolean({ default: true }),
})
export type ExperimentsSettings = Static<typeof ExperimentsSettings>

export const FlowsSettings = Model('FlowsSettings', {
  heartbeat_frequency: Nullable(Type.Integer({ minimum: 30 }), { default: 180 }),
  default_retries: Type.Integer({ minimum: 0, default: 0 }),
  default_retry_delay_seconds: Type.Union([Type.Integer(), Type.Number(), Type.Array(Type.Number())], {
    default: 0,
  }),
})
export type FlowsSettings = Static<typeof FlowsSettings>

export const InternalSettings = Model('InternalSettings', {
  logging_level: OneOf(['DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL'], { default: 'ERROR' }),
})
export type InternalSettings = Static<typeof InternalSettings>

export const LoggingToAPISettings = Model('LoggingToAPISettings', {
  enabled: Type.Boolean({ default: true }),
  batch_interval: Type.Number({ default: 2 }),
  batch_size: Type.Integer({ default: 4000000 }),
  max_log_size: Type.Integer({ default: 1000000 }),
  when_missing_flow: OneOf(['warn', 'error', 'ignore'], { default: 'warn' }),
})
export type LoggingToAPISettings = Static<typeof LoggingToAPISettings>

export const LoggingSettings = Model('LoggingSettings', {
  level: OneOf(['DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL'], { default: 'INFO' }),
  config_path: Present(Type.String({ format: 'path' })),
  extra_loggers: Maybe(Type.Union([Type.String(), Type.Array(Type.String())])),
  log_prints: Type.Boolean({ default: false }),
  colors: Type.Boolean({ default: true }),
  markup: Type.Boolean({ default: false }),
  to_api: Initially(LoggingToAPISettings, {}),
})
export type LoggingSettings = Static<typeof LoggingSettings>

export const PluginsSettings = Model('PluginsSettings', {
  enabled: Type.Boolean({ default: false }),
  allow: Maybe(Type.Array(Type.String(), { uniqueItems: true })),
  deny: Maybe(Type.Array(Type.String(), { uniqueItems: true })),
  setup_timeout_seconds: Type.Number({ default: 20 }),
  strict: Type.Boolean({ default: false }),
  safe_mode: Type.Boolean({ default: false }),
})
export type PluginsSettings = Static<typeof PluginsSettings>

export const ResultsSettings = Model('ResultsSettings', {
  default_serializer: Type.String({ default: 'pickle' }),
  persist_by_default: Type.Boolean({ default: false }),
  default_storage_block: Maybe(Type.String()),
  local_storage_path: Present(Type.String({ format: 'path' })),
})
export type ResultsSettings = Static<typeof ResultsSettings>

export const RunnerServerSettings = Model('RunnerServerSettings', {
  enable: Type.Boolean({ default: false }),
  host: Type.String({ default: 'localhost' }),
  port: Type.Integer({ default: 8080 }),
  log_level: OneOf(['DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL'], { default: 'ERROR' }),
  missed_polls_tolerance: Type.Integer({ default: 2 }),
})
export type RunnerServerSettings = Static<typeof RunnerServerSettings>

export const RunnerSettings = Model('RunnerSettings', {
  process_limit: Type.Integer({ default: 5 }),
  poll_frequency: Type.Integer({ default: 10 }),
  crash_on_cancellation_failure: Type.Boolean({ default: false }),
  auto_install_dependencies: Type.Boolean({ default: false }),
  server: Initially(RunnerServerSettings, {}),
})
export type RunnerSettings = Static<typeof RunnerSettings>

export const TasksRunnerSettings = Model('TasksRunnerSettings', {
  thread_pool_max_workers: Maybe(Type.Integer({ exclusiveMinimum: 0 })),
  process_pool_max_workers: Maybe(Type.Integer({ exclusiveMinimum: 0 })),
})
export type TasksRunnerSettings = Static<typeof TasksRunnerSettings>

export const TasksSchedulingSettings = Model('TasksSchedulingSettings', {
  default_storage_block: Maybe(Type.String()),
  delete_failed_submissions: Type.Boolean({ default: true }),
})
export type TasksSchedulingSettings = Static<typeof TasksSchedulingSettings>

export const TasksSettings = Model('TasksSettings', {
  refresh_cache: Type.Boolean({ default: false }),
  default_no_cache: Type.Boolean({ default: false }),
  disable_caching: Type.Boolean({ default: false }),
  default_retries: Type.Integer({ minimum: 0, default: 0 }),
  default_retry_delay_seconds: Nullable(
    Type.Union([Type.String(), Type.Integer(), Type.Number(), Type.Array(Type.Number())]),
    { default: 0 },
  ),
  default_persist_result: Maybe(Type.Boolean()),
  runner: Initially(TasksRunnerSettings, {}),
  scheduling: Initially(TasksSchedulingSettings, {}),
})
export type TasksSettings = Static<typeof TasksSettings>

export const TelemetrySettings = Model('TelemetrySettings', {
  enable_resource_metrics: Type.Boolean({ default: true }),
  resource_metrics_interval_seconds: Type.Integer({ minimum: 1, default: 10 }),
})
export type TelemetrySettings = Static<typeof TelemetrySettings>

export const TestingSettings = Model('TestingSettings', {
  test_mode: Type.Boolean({ default: false }),
  unit_test_mode: Type.Boolean({ default: false }),
  unit_test_loop_debug: Type.Boolean({ default: true }),
  test_setting: Nullable(Anything(), { default: 'FOO' }),
})
export type TestingSettings = Static<typeof TestingSettings>

export const WorkerWebserverSettings = Model('WorkerWebserverSettings', {
  host: Type.String({ default: '0.0.0.0' }),
  port: Type.Integer({ default: 8080 }),
})
export type WorkerWebserverSettings = Static<typeof WorkerWebserverSettings>

export const WorkerSettings = Model('WorkerSettings', {
  debug_mode: Type.Boolean({ default: false }),
  heartbeat_seconds: Type.Number({ default: 30 }),
  query_seconds: Type.Number({ default: 10 }),
  prefetch_seconds: Type.Number({ default: 10 }),
  enable_cancellation: Type.Boolean({ default: false }),
  cancellation_poll_seconds: Type.Number({ default: 120 }),
  webserver: Initially(WorkerWebserverSettings, {}),
})
export type WorkerSettings = Static<typeof WorkerSettings>
