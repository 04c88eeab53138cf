import { isDeepStrictEqual } from 'node:util'
import { type ColumnChange, deploymentUpdatedEvent } from '@reeve/core/events'
import type { Db } from '@reeve/database'
import { readConcurrencyLimit } from '@reeve/database/queries/concurrency-limits/read-concurrency-limit'
import type { DeploymentColumns } from '@reeve/database/queries/deployments/columns'
import type { DeploymentFacts } from '@reeve/database/queries/deployments/find-deployments'
import type { Event, Json, JsonObject } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { occurrence } from '../../events/write-with-events.ts'
import { NotFound } from '../../http/errors.ts'

/** Fields that are columns of the same name. */
const PLAIN_FIELDS = [
  'description',
  'version',
  'path',
  'entrypoint',
  'paused',
  'enforce_parameter_schema',
  'work_queue_name',
  'storage_document_id',
  'infrastructure_document_id',
  'tags',
  'parameters',
  'pull_steps',
  'concurrency_options',
] as const

/** The columns that the fields which were sent are kept in. [C25, C29] */
export function sentColumns(
  body: { readonly [field: string]: unknown },
  sent: ReadonlySet<string>,
): DeploymentColumns {
  const plain = PLAIN_FIELDS.filter((field) => sent.has(field)).map((field) => [field, body[field]])
  return {
    ...Object.fromEntries(plain),
    ...(sent.has('parameter_openapi_schema') && {
      parameter_openapi_schema: completeSchema(body.parameter_openapi_schema as JsonObject | null),
    }),
    ...(sent.has('job_variables') && body.job_variables !== null && { infra_overrides: body.job_variables }),
    ...(sent.has('global_concurrency_limit_id') && {
      concurrency_limit_id: body.global_concurrency_limit_id as string | null,
    }),
  }
}

/** An empty schema says that there are no parameters. [C28] */
const completeSchema = (schema: JsonObject | null): JsonObject | null =>
  schema !== null && Object.keys(schema).length === 0 ? { type: 'object', properties: {} } : schema

/** Refuses a limit that is not there with 404. [C25] */
export async function requireLimit(db: Db, id: string | null): Promise<void> {
  if (id && !(await readConcurrencyLimit(db, { id }))) throw new NotFound('Concurrency limit')
}

/** The columns whose change is told. */
const TOLD_COLUMNS = [
  'description',
  'tags',
  'parameters',
  'parameter_openapi_schema',
  'enforce_parameter_schema',
  'entrypoint',
  'path',
  'pull_steps',
  'work_queue_id',
  'infra_overrides',
  'paused',
  'labels',
  'version',
  'concurrency_limit_id',
  'concurrency_options',
] as const

/** The event of what changed of a deployment; none if nothing that is told did. */
export function updatedEvents(ctx: Context, before: DeploymentFacts, after: DeploymentFacts): Event[] {
  const changed = TOLD_COLUMNS.filter((column) => !isDeepStrictEqual(before[column], after[column]))
  if (changed.length === 0) return []
  const changes = changed.map((column): [string, ColumnChange] => [
    column,
    { from: before[column] as Json, to: after[column] as Json },
  ])
  return [deploymentUpdatedEvent(after, Object.fromEntries(changes), occurrence(ctx))]
}
