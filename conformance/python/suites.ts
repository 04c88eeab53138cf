import { QUIET } from '../framework/profiles.ts'

/** Scenarios of the client that run one after another on one server. */
export interface Suite {
  /** The package of their functions. */
  readonly name: string
  /** What the server is told. */
  readonly environment: Readonly<Record<string, string>>
}

/** Services that work every second, so that nobody waits for them. */
const BUSY: Readonly<Record<string, string>> = {
  ...QUIET,
  PREFECT_SERVER_SERVICES_SCHEDULER_ENABLED: 'true',
  PREFECT_SERVER_SERVICES_SCHEDULER_LOOP_SECONDS: '1',
  PREFECT_SERVER_SERVICES_LATE_RUNS_ENABLED: 'true',
  PREFECT_SERVER_SERVICES_LATE_RUNS_LOOP_SECONDS: '1',
  PREFECT_SERVER_SERVICES_LATE_RUNS_AFTER_SECONDS: '120',
  PREFECT_SERVER_SERVICES_FOREMAN_ENABLED: 'true',
  PREFECT_SERVER_SERVICES_FOREMAN_LOOP_SECONDS: '1',
  PREFECT_SERVER_SERVICES_CANCELLATION_CLEANUP_ENABLED: 'true',
  PREFECT_SERVER_SERVICES_CANCELLATION_CLEANUP_LOOP_SECONDS: '1',
  PREFECT_SERVER_DEPLOYMENTS_CONCURRENCY_SLOT_WAIT_SECONDS: '3',
}

/** A cancellation that nobody confirms ends soon. */
const IMPATIENT: Readonly<Record<string, string>> = {
  ...BUSY,
  PREFECT_SERVER_SERVICES_CANCELLATION_CLEANUP_CANCELLING_TIMEOUT_SECONDS: '2',
}

/** Somebody may watch the logs of a run. */
const WATCHED: Readonly<Record<string, string>> = {
  ...QUIET,
  PREFECT_SERVER_LOGS_STREAM_OUT_ENABLED: 'true',
  PREFECT_SERVER_LOGS_STREAM_PUBLISHING_ENABLED: 'true',
}

/** What users' programs do, what they type, and what their workers do. */
export const suites = {
  programs: { name: 'scenarios', environment: QUIET },
  commands: { name: 'commands', environment: WATCHED },
  workers: { name: 'workers', environment: BUSY },
  teardown: { name: 'teardown', environment: IMPATIENT },
  blocks: { name: 'blocks', environment: QUIET },
} satisfies Record<string, Suite>
