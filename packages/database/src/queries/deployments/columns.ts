import type { Insertable } from 'kysely'
import { json } from '../../parameters.ts'
import type { Tables } from '../../schema/tables.ts'

type Row = Insertable<Tables['deployment']>

const JSON_COLUMNS = [
  'tags',
  'labels',
  'parameters',
  'parameter_openapi_schema',
  'infra_overrides',
  'pull_steps',
  'concurrency_options',
] as const

type JsonColumn = (typeof JSON_COLUMNS)[number]

/** The columns of a deployment that clients decide on. JSON stands as it is; nulls may violate constraints. */
export type DeploymentColumns = {
  readonly [C in
    | 'description'
    | 'version'
    | 'path'
    | 'entrypoint'
    | 'paused'
    | 'enforce_parameter_schema'
    | 'work_queue_name'
    | 'work_queue_id'
    | 'storage_document_id'
    | 'infrastructure_document_id'
    | 'concurrency_limit'
    | 'concurrency_limit_id']?: Row[C]
} & { readonly [C in JsonColumn]?: unknown }

/** The same as parameters of a statement. */
export function toParameters(columns: DeploymentColumns): Partial<Row> {
  const entries = Object.entries(columns).map(([column, value]) => [
    column,
    JSON_COLUMNS.includes(column as JsonColumn) && value !== undefined ? json(value as never) : value,
  ])
  return Object.fromEntries(entries)
}
