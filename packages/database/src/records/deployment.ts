import type {
  ConcurrencyOptions,
  CreatedBy,
  DeploymentResponse,
  DeploymentSchedule,
  Instant,
  JsonObject,
  UpdatedBy,
} from '@reeve/wire'
import { instantFromMicroseconds, withPlainNumbers } from '@reeve/wire'
import type { Selectable } from 'kysely'
import type { Tables } from '../schema/tables.ts'
import { toCreatedBy } from './flow-run.ts'

type Deployment = Selectable<Tables['deployment']>
type Schedule = Selectable<Tables['deployment_schedule']>
type Limit = Selectable<Tables['concurrency_limit_v2']>

type Prefixed<Prefix extends string, Row> = {
  readonly [C in keyof Row & string as `${Prefix}_${C}`]: Row[C] | null
}

/** What a query selects of a deployment to answer it: a row for each of its schedules, or one without. */
export type DeploymentRow = Deployment & {
  readonly queue_name: string | null
  readonly pool_name: string | null
} & Prefixed<'limit', Limit> &
  Prefixed<'schedule', Schedule>

/** Selects a `DeploymentRow` from `DEPLOYMENT_JOINS`. */
export const DEPLOYMENT_COLUMNS = `deployment.*, queue.name AS queue_name, pool.name AS pool_name,
  slots.id AS limit_id, slots.created AS limit_created, slots.updated AS limit_updated,
  slots.active AS limit_active, slots.name AS limit_name, slots."limit" AS limit_limit,
  slots.active_slots AS limit_active_slots, slots.slot_decay_per_second AS limit_slot_decay_per_second,
  schedule.id AS schedule_id, schedule.created AS schedule_created, schedule.updated AS schedule_updated,
  schedule.schedule AS schedule_schedule, schedule.active AS schedule_active,
  schedule.max_scheduled_runs AS schedule_max_scheduled_runs, schedule.parameters AS schedule_parameters,
  schedule.slug AS schedule_slug`

/** What belongs to a deployment in an answer. */
export const DEPLOYMENT_JOINS = `
  LEFT JOIN work_queue AS queue ON queue.id = deployment.work_queue_id
  LEFT JOIN work_pool AS pool ON pool.id = queue.work_pool_id
  LEFT JOIN concurrency_limit_v2 AS slots ON slots.id = deployment.concurrency_limit_id
  LEFT JOIN deployment_schedule AS schedule ON schedule.deployment_id = deployment.id`

/** Brings the rows of each deployment together, its schedules in their order: the one changed last first. [C31] */
export const DEPLOYMENT_ORDER = 'deployment.id, schedule.updated DESC'

/** Deployments as the API answers them, from rows in which those of one deployment follow each other. */
export function toDeployments(rows: readonly DeploymentRow[]): DeploymentResponse[] {
  const deployments: DeploymentResponse[] = []
  for (const row of rows) {
    if (deployments.at(-1)?.id !== row.id) deployments.push(toDeployment(row))
    if (row.schedule_id !== null) deployments.at(-1)?.schedules.push(toSchedule(row, row.schedule_id))
  }
  return deployments
}

function toDeployment(row: DeploymentRow): DeploymentResponse {
  return {
    id: row.id,
    created: row.created,
    updated: row.updated,
    name: row.name,
    version: row.version,
    description: row.description,
    flow_id: row.flow_id,
    paused: row.paused,
    schedules: [],
    concurrency_limit: null,
    global_concurrency_limit: toLimit(row),
    concurrency_options: toConcurrencyOptions(row.concurrency_options as Partial<ConcurrencyOptions> | null),
    job_variables: row.infra_overrides as JsonObject,
    parameters: row.parameters as JsonObject,
    tags: row.tags as string[],
    labels: (row.labels ?? {}) as DeploymentResponse['labels'],
    work_queue_name: row.queue_name ?? row.work_queue_name,
    work_queue_id: row.work_queue_id,
    last_polled: row.last_polled,
    parameter_openapi_schema: row.parameter_openapi_schema as JsonObject | null,
    path: row.path,
    pull_steps: row.pull_steps as JsonObject[] | null,
    entrypoint: row.entrypoint,
    storage_document_id: row.storage_document_id,
    infrastructure_document_id: row.infrastructure_document_id,
    created_by: toCreatedBy(row.created_by as Partial<CreatedBy> | null),
    updated_by: toCreatedBy(row.updated_by as Partial<UpdatedBy> | null),
    work_pool_name: row.pool_name,
    status: row.status,
    enforce_parameter_schema: row.enforce_parameter_schema,
  }
}

/** The limit on a deployment's runs, its slots as stored. [C26] */
function toLimit(row: DeploymentRow): DeploymentResponse['global_concurrency_limit'] {
  if (row.limit_id === null) return null
  return {
    id: row.limit_id,
    created: row.limit_created,
    updated: row.limit_updated,
    active: row.limit_active as boolean,
    name: row.limit_name as string,
    limit: row.limit_limit as number,
    active_slots: row.limit_active_slots as number,
    slot_decay_per_second: row.limit_slot_decay_per_second as number,
  }
}

const toConcurrencyOptions = (stored: Partial<ConcurrencyOptions> | null): ConcurrencyOptions | null =>
  stored && {
    collision_strategy: stored.collision_strategy ?? 'ENQUEUE',
    grace_period_seconds: stored.grace_period_seconds ?? null,
  }

function toSchedule(row: DeploymentRow, id: string): DeploymentSchedule {
  return {
    id,
    created: row.schedule_created,
    updated: row.schedule_updated,
    deployment_id: row.id,
    schedule: toTimetable(row.schedule_schedule as JsonObject),
    active: row.schedule_active as boolean,
    max_scheduled_runs: row.schedule_max_scheduled_runs,
    parameters: row.schedule_parameters as JsonObject,
    slug: row.schedule_slug,
  }
}

/** The anchor of an interval is kept in ISO 8601, with the offset that it was sent in; its length as a float. */
export function toTimetable(kept: JsonObject): DeploymentSchedule['schedule'] {
  const stored = withPlainNumbers(kept)
  const anchor = stored.anchor_date
  if (typeof anchor !== 'string') return stored as DeploymentSchedule['schedule']
  return { ...stored, anchor_date: toInstant(anchor) } as DeploymentSchedule['schedule']
}

const toInstant = (iso: string): Instant =>
  instantFromMicroseconds(Temporal.Instant.from(iso).epochNanoseconds / 1000n)
