import type { Static } from 'typebox'
import { Default, DictOf, Initially, Model, Nullable } from '../../schema.ts'
import Type from '../../type.ts'

export const ServerServicesCancellationCleanupSettings = Model('ServerServicesCancellationCleanupSettings', {
  enabled: Type.Boolean({ default: true }),
  loop_seconds: Type.Number({ default: 20 }),
  cancelling_timeout_seconds: Type.Number({ exclusiveMinimum: 0, default: 300 }),
})
export type ServerServicesCancellationCleanupSettings = Static<
  typeof ServerServicesCancellationCleanupSettings
>

export const ServerServicesCleanupReconcilerSettings = Model('ServerServicesCleanupReconcilerSettings', {
  enabled: Type.Boolean({ default: true }),
  loop_seconds: Type.Number({ exclusiveMinimum: 0, default: 5 }),
  batch_size: Type.Integer({ exclusiveMinimum: 0, default: 100 }),
})
export type ServerServicesCleanupReconcilerSettings = Static<typeof ServerServicesCleanupReconcilerSettings>

export const ServerServicesDBVacuumSettings = Model('ServerServicesDBVacuumSettings', {
  enabled: Nullable(Type.Union([Type.Array(Type.String(), { uniqueItems: true }), Type.Boolean()]), {
    default: ['events'],
  }),
  loop_seconds: Type.Number({ exclusiveMinimum: 0, default: 3600 }),
  orphan_cleanup_loop_seconds: Type.Number({ exclusiveMinimum: 0, default: 86400 }),
  retention_period: Type.String({ format: 'duration', default: 'P90D' }),
  batch_size: Type.Integer({ exclusiveMinimum: 0, default: 200 }),
  event_retention_overrides: Default(DictOf(Type.String({ format: 'duration' })), {
    'prefect.flow-run.heartbeat': 'P7D',
  }),
})
export type ServerServicesDBVacuumSettings = Static<typeof ServerServicesDBVacuumSettings>

export const ServerServicesEventLoggerSettings = Model('ServerServicesEventLoggerSettings', {
  enabled: Type.Boolean({ default: false }),
})
export type ServerServicesEventLoggerSettings = Static<typeof ServerServicesEventLoggerSettings>

export const ServerServicesEventPersisterSettings = Model('ServerServicesEventPersisterSettings', {
  enabled: Type.Boolean({ default: true }),
  batch_size: Type.Integer({ exclusiveMinimum: 0, default: 20 }),
  read_batch_size: Type.Integer({ exclusiveMinimum: 0, default: 1 }),
  flush_interval: Type.Number({ exclusiveMinimum: 0, default: 5 }),
  queue_max_size: Type.Integer({ exclusiveMinimum: 0, default: 50000 }),
  max_flush_retries: Type.Integer({ exclusiveMinimum: 0, default: 5 }),
})
export type ServerServicesEventPersisterSettings = Static<typeof ServerServicesEventPersisterSettings>

export const ServerServicesForemanSettings = Model('ServerServicesForemanSettings', {
  enabled: Type.Boolean({ default: true }),
  loop_seconds: Type.Number({ default: 15 }),
  inactivity_heartbeat_multiple: Type.Integer({ default: 3 }),
  fallback_heartbeat_interval_seconds: Type.Integer({ default: 30 }),
  deployment_last_polled_timeout_seconds: Type.Integer({ default: 60 }),
  work_queue_last_polled_timeout_seconds: Type.Integer({ default: 60 }),
})
export type ServerServicesForemanSettings = Static<typeof ServerServicesForemanSettings>

export const ServerServicesLateRunsSettings = Model('ServerServicesLateRunsSettings', {
  enabled: Type.Boolean({ default: true }),
  loop_seconds: Type.Number({ default: 5 }),
  after_seconds: Type.String({ format: 'duration', default: 'PT15S' }),
})
export type ServerServicesLateRunsSettings = Static<typeof ServerServicesLateRunsSettings>

export const ServerServicesPauseExpirationsSettings = Model('ServerServicesPauseExpirationsSettings', {
  enabled: Type.Boolean({ default: true }),
  loop_seconds: Type.Number({ default: 5 }),
})
export type ServerServicesPauseExpirationsSettings = Static<typeof ServerServicesPauseExpirationsSettings>

export const ServerServicesRepossessorSettings = Model('ServerServicesRepossessorSettings', {
  enabled: Type.Boolean({ default: true }),
  loop_seconds: Type.Number({ default: 15 }),
})
export type ServerServicesRepossessorSettings = Static<typeof ServerServicesRepossessorSettings>

export const ServerServicesSchedulerSettings = Model('ServerServicesSchedulerSettings', {
  enabled: Type.Boolean({ default: true }),
  loop_seconds: Type.Number({ default: 60 }),
  deployment_batch_size: Type.Integer({ default: 100 }),
  max_runs: Type.Integer({ default: 100 }),
  min_runs: Type.Integer({ default: 3 }),
  max_scheduled_time: Type.String({ format: 'duration', default: 'P100D' }),
  min_scheduled_time: Type.String({ format: 'duration', default: 'PT1H' }),
  insert_batch_size: Type.Integer({ default: 500 }),
  recent_deployments_loop_seconds: Type.Number({ default: 5 }),
})
export type ServerServicesSchedulerSettings = Static<typeof ServerServicesSchedulerSettings>

export const ServerServicesTaskRunRecorderSettings = Model('ServerServicesTaskRunRecorderSettings', {
  enabled: Type.Boolean({ default: true }),
  read_batch_size: Type.Integer({ exclusiveMinimum: 0, default: 1 }),
  batch_size: Type.Integer({ exclusiveMinimum: 0, default: 1 }),
  flush_interval: Type.Number({ exclusiveMinimum: 0, default: 5 }),
})
export type ServerServicesTaskRunRecorderSettings = Static<typeof ServerServicesTaskRunRecorderSettings>

export const ServerServicesTriggersSettings = Model('ServerServicesTriggersSettings', {
  enabled: Type.Boolean({ default: true }),
  read_batch_size: Type.Integer({ exclusiveMinimum: 0, default: 1 }),
  pg_notify_reconnect_interval_seconds: Type.Integer({ default: 10 }),
  pg_notify_heartbeat_interval_seconds: Type.Integer({ default: 5 }),
})
export type ServerServicesTriggersSettings = Static<typeof ServerServicesTriggersSettings>

export const ServerServicesSettings = Model('ServerServicesSettings', {
  cancellation_cleanup: Initially(ServerServicesCancellationCleanupSettings, {}),
  db_vacuum: Initially(ServerServicesDBVacuumSettings, {}),
  event_persister: Initially(ServerServicesEventPersisterSettings, {}),
  event_logger: Initially(ServerServicesEventLoggerSettings, {}),
  foreman: Initially(ServerServicesForemanSettings, {}),
  late_runs: Initially(ServerServicesLateRunsSettings, {}),
  scheduler: Initially(ServerServicesSchedulerSettings, {}),
  pause_expirations: Initially(ServerServicesPauseExpirationsSettings, {}),
  repossessor: Initially(ServerServicesRepossessorSettings, {}),
  cleanup_reconciler: Initially(ServerServicesCleanupReconcilerSettings, {}),
  task_run_recorder: Initially(ServerServicesTaskRunRecorderSettings, {}),
  triggers: Initially(ServerServicesTriggersSettings, {}),
})
export type ServerServicesSettings = Static<typeof ServerServicesSettings>
