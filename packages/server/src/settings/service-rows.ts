import { boolean, duration, integer, mapOf, namesOrBoolean, number } from './kinds.ts'
import type { Row } from './row.ts'

/** The settings of the services that run in the background. */
export const serviceRows = {
  'server.services.cancellation_cleanup.cancelling_timeout_seconds': {
    kind: number({ gt: 0 }),
    default: 300,
    does: 'Seconds after which a run that is still cancelling counts as cancelled.',
  },
  'server.services.cancellation_cleanup.enabled': {
    kind: boolean,
    default: true,
    aliases: ['PREFECT_API_SERVICES_CANCELLATION_CLEANUP_ENABLED'],
    does: 'Whether what a cancelled run left behind is cancelled.',
  },
  'server.services.cancellation_cleanup.loop_seconds': {
    kind: number(),
    default: 20,
    aliases: ['PREFECT_API_SERVICES_CANCELLATION_CLEANUP_LOOP_SECONDS'],
    does: 'Seconds between two looks for cancelled runs.',
  },
  'server.services.cleanup_reconciler.batch_size': {
    kind: integer({ gt: 0 }),
    default: 100,
    does: 'How many messages to workers that nobody could act on are dropped at a time.',
  },
  'server.services.cleanup_reconciler.enabled': {
    kind: boolean,
    default: true,
    does: 'Whether messages to workers that nobody could act on are dropped.',
  },
  'server.services.cleanup_reconciler.loop_seconds': {
    kind: number({ gt: 0 }),
    default: 5,
    does: 'Seconds between two looks for them.',
  },
  'server.services.db_vacuum.batch_size': {
    kind: integer({ gt: 0 }),
    default: 200,
    does: 'Rows, of each kind, that are deleted in one transaction at most; fewer where they take long.',
  },
  'server.services.db_vacuum.enabled': {
    kind: namesOrBoolean('events', 'flow_runs', 'orphans'),
    default: ['events'],
    does: 'What is deleted once it is old enough: events, flow_runs, orphans. True means all of them, false only events.',
  },
  'server.services.db_vacuum.event_retention_overrides': {
    kind: mapOf(duration({ gt: 0 })),
    default: { 'prefect.flow-run.heartbeat': 604_800 },
    does: 'How long events of a name are kept where it is less than for others.',
  },
  'server.services.db_vacuum.loop_seconds': {
    kind: number({ gt: 0 }),
    default: 3600,
    does: 'Seconds between two looks for old events, logs and flow runs.',
  },
  'server.services.db_vacuum.orphan_cleanup_loop_seconds': {
    kind: number({ gt: 0 }),
    default: 86_400,
    does: 'Seconds between two looks for logs and artifacts whose flow run is gone.',
  },
  'server.services.db_vacuum.retention_period': {
    kind: duration({ gt: 3600 }),
    default: 7_776_000,
    does: 'How long flow runs are kept after they have ended, where flow_runs are deleted.',
  },
  'server.services.event_logger.enabled': {
    kind: boolean,
    default: false,
    aliases: ['PREFECT_API_SERVICES_EVENT_LOGGER_ENABLED'],
    ignored: 'A debugging aid of the reference.',
  },
  'server.services.event_persister.batch_size': {
    kind: integer({ gt: 0 }),
    default: 20,
    aliases: ['PREFECT_API_SERVICES_EVENT_PERSISTER_BATCH_SIZE'],
    ignored: 'The outbox is written out in batches of its own.',
  },
  'server.services.event_persister.enabled': {
    kind: boolean,
    default: true,
    aliases: ['PREFECT_API_SERVICES_EVENT_PERSISTER_ENABLED'],
    does: 'Whether the outbox is written out into the tables of events.',
  },
  'server.services.event_persister.flush_interval': {
    kind: number({ gt: 0 }),
    default: 5,
    aliases: ['PREFECT_API_SERVICES_EVENT_PERSISTER_FLUSH_INTERVAL'],
    does: 'Seconds between two looks at the outbox.',
  },
  'server.services.event_persister.max_flush_retries': {
    kind: integer({ gt: 0 }),
    default: 5,
    ignored: 'The outbox is in the database: what could not be written out is tried again until it is.',
  },
  'server.services.event_persister.queue_max_size': {
    kind: integer({ gt: 0 }),
    default: 50_000,
    ignored: 'The outbox is in the database.',
  },
  'server.services.event_persister.read_batch_size': {
    kind: integer({ gt: 0 }),
    default: 1,
    aliases: ['PREFECT_API_SERVICES_EVENT_PERSISTER_READ_BATCH_SIZE'],
    ignored: 'The outbox is in the database.',
  },
  'server.services.foreman.deployment_last_polled_timeout_seconds': {
    kind: integer(),
    default: 60,
    aliases: ['PREFECT_API_SERVICES_FOREMAN_DEPLOYMENT_LAST_POLLED_TIMEOUT_SECONDS'],
    does: 'Seconds without a poll after which a deployment is not ready.',
  },
  'server.services.foreman.enabled': {
    kind: boolean,
    default: true,
    aliases: ['PREFECT_API_SERVICES_FOREMAN_ENABLED'],
    does: 'Whether workers, pools, queues and deployments that nobody serves any more are marked so.',
  },
  'server.services.foreman.fallback_heartbeat_interval_seconds': {
    kind: integer(),
    default: 30,
    aliases: ['PREFECT_API_SERVICES_FOREMAN_FALLBACK_HEARTBEAT_INTERVAL_SECONDS'],
    does: 'Seconds between heartbeats of workers that do not say how often they send one.',
  },
  'server.services.foreman.inactivity_heartbeat_multiple': {
    kind: integer(),
    default: 3,
    aliases: ['PREFECT_API_SERVICES_FOREMAN_INACTIVITY_HEARTBEAT_MULTIPLE'],
    does: 'Heartbeats that a worker may leave out before it is offline.',
  },
  'server.services.foreman.loop_seconds': {
    kind: number(),
    default: 15,
    aliases: ['PREFECT_API_SERVICES_FOREMAN_LOOP_SECONDS'],
    does: 'Seconds between two looks for them.',
  },
  'server.services.foreman.work_queue_last_polled_timeout_seconds': {
    kind: integer(),
    default: 60,
    aliases: ['PREFECT_API_SERVICES_FOREMAN_WORK_QUEUE_LAST_POLLED_TIMEOUT_SECONDS'],
    does: 'Seconds without a poll after which a work queue is not ready.',
  },
  'server.services.late_runs.after_seconds': {
    kind: duration(),
    default: 15,
    aliases: ['PREFECT_API_SERVICES_LATE_RUNS_AFTER_SECONDS'],
    does: 'Seconds after its scheduled time from which a run is late.',
  },
  'server.services.late_runs.enabled': {
    kind: boolean,
    default: true,
    aliases: ['PREFECT_API_SERVICES_LATE_RUNS_ENABLED'],
    does: 'Whether runs that did not start in time are marked late.',
  },
  'server.services.late_runs.loop_seconds': {
    kind: number(),
    default: 5,
    aliases: ['PREFECT_API_SERVICES_LATE_RUNS_LOOP_SECONDS'],
    does: 'Seconds between two looks for late runs.',
  },
  'server.services.pause_expirations.enabled': {
    kind: boolean,
    default: true,
    aliases: ['PREFECT_API_SERVICES_PAUSE_EXPIRATIONS_ENABLED'],
    does: 'Whether pauses that were not resumed in time end their run.',
  },
  'server.services.pause_expirations.loop_seconds': {
    kind: number(),
    default: 5,
    aliases: ['PREFECT_API_SERVICES_PAUSE_EXPIRATIONS_LOOP_SECONDS'],
    does: 'Seconds between two looks for such pauses.',
  },
  'server.services.repossessor.enabled': {
    kind: boolean,
    default: true,
    does: 'Whether slots of expired leases are given back.',
  },
  'server.services.repossessor.loop_seconds': {
    kind: number(),
    default: 15,
    does: 'Seconds between two looks for expired leases.',
  },
  'server.services.scheduler.deployment_batch_size': {
    kind: integer(),
    default: 100,
    aliases: ['PREFECT_API_SERVICES_SCHEDULER_DEPLOYMENT_BATCH_SIZE'],
    does: 'Deployments that are looked at together.',
  },
  'server.services.scheduler.enabled': {
    kind: boolean,
    default: true,
    aliases: ['PREFECT_API_SERVICES_SCHEDULER_ENABLED'],
    does: 'Whether deployments get runs by their schedules.',
  },
  'server.services.scheduler.insert_batch_size': {
    kind: integer(),
    default: 500,
    aliases: ['PREFECT_API_SERVICES_SCHEDULER_INSERT_BATCH_SIZE'],
    does: 'Runs that are stored together.',
  },
  'server.services.scheduler.loop_seconds': {
    kind: number(),
    default: 60,
    aliases: ['PREFECT_API_SERVICES_SCHEDULER_LOOP_SECONDS'],
    does: 'Seconds between two looks at all schedules.',
  },
  'server.services.scheduler.max_runs': {
    kind: integer(),
    default: 100,
    aliases: ['PREFECT_API_SERVICES_SCHEDULER_MAX_RUNS'],
    does: 'Most runs that a schedule is given ahead.',
  },
  'server.services.scheduler.max_scheduled_time': {
    kind: duration(),
    default: 8_640_000,
    aliases: ['PREFECT_API_SERVICES_SCHEDULER_MAX_SCHEDULED_TIME'],
    does: 'How far ahead runs are made.',
  },
  'server.services.scheduler.min_runs': {
    kind: integer(),
    default: 3,
    aliases: ['PREFECT_API_SERVICES_SCHEDULER_MIN_RUNS'],
    does: 'Least runs that a schedule is given ahead.',
  },
  'server.services.scheduler.min_scheduled_time': {
    kind: duration(),
    default: 3600,
    aliases: ['PREFECT_API_SERVICES_SCHEDULER_MIN_SCHEDULED_TIME'],
    does: 'How far ahead runs reach at least.',
  },
  'server.services.scheduler.recent_deployments_loop_seconds': {
    kind: number(),
    default: 5,
    does: 'Seconds between two looks at deployments that were just made or changed.',
  },
  'server.services.task_run_recorder.batch_size': {
    kind: integer({ gt: 0 }),
    default: 1,
    ignored: 'Events of task runs are recorded as they arrive.',
  },
  'server.services.task_run_recorder.enabled': {
    kind: boolean,
    default: true,
    aliases: ['PREFECT_API_SERVICES_TASK_RUN_RECORDER_ENABLED'],
    does: 'Whether events of task runs become task runs and states.',
  },
  'server.services.task_run_recorder.flush_interval': {
    kind: number({ gt: 0 }),
    default: 5,
    ignored: 'Events of task runs are recorded as they arrive.',
  },
  'server.services.task_run_recorder.read_batch_size': {
    kind: integer({ gt: 0 }),
    default: 1,
    ignored: 'Events of task runs are recorded as they arrive.',
  },
  'server.services.triggers.enabled': {
    kind: boolean,
    default: true,
    aliases: ['PREFECT_API_SERVICES_TRIGGERS_ENABLED'],
    ignored: 'No effect yet: automations are not served yet.',
  },
  'server.services.triggers.pg_notify_heartbeat_interval_seconds': {
    kind: integer(),
    default: 5,
    ignored: 'No effect yet: automations are not served yet.',
  },
  'server.services.triggers.pg_notify_reconnect_interval_seconds': {
    kind: integer(),
    default: 10,
    ignored: 'No effect yet: automations are not served yet.',
  },
  'server.services.triggers.read_batch_size': {
    kind: integer({ gt: 0 }),
    default: 1,
    ignored: 'No effect yet: automations are not served yet.',
  },
} as const satisfies Readonly<Record<string, Row>>
