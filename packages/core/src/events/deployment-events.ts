import type { Event, Json, JsonObject } from '@reeve/wire'
import { type Labels, newEvent, relatedResource } from './event.ts'
import { type ObjectChange, type Occurrence, objectEvent } from './object-events.ts'

/** What events tell of a deployment. */
export interface DeploymentEventFacts {
  readonly id: string
  readonly name: string
  readonly flow_id: string
  readonly flow_name: string | null
  readonly work_queue_id: string | null
  readonly queue_name: string | null
  readonly pool_id: string | null
  readonly pool_name: string | null
  readonly pool_type: string | null
  readonly storage_document_id: string | null
  readonly infrastructure_document_id: string | null
  readonly concurrency_limit_id: string | null
}

/** A column that changed. */
export interface ColumnChange {
  readonly from: Json
  readonly to: Json
}

/** The event that a deployment came or went. */
export const deploymentEvent = (
  change: Exclude<ObjectChange, 'updated'>,
  deployment: DeploymentEventFacts,
  occurrence: Occurrence,
): Event =>
  objectEvent(
    { kind: 'deployment', change, object: deployment, payload: {}, related: relatedTo(deployment) },
    occurrence,
  )

/** The event that columns of a deployment changed. */
export function deploymentUpdatedEvent(
  deployment: DeploymentEventFacts,
  changes: Readonly<Record<string, ColumnChange>>,
  occurrence: Occurrence,
): Event {
  const payload = { updated_fields: Object.keys(changes), updates: changes as unknown as JsonObject }
  return objectEvent(
    { kind: 'deployment', change: 'updated', object: deployment, payload, related: relatedTo(deployment) },
    occurrence,
  )
}

/** The event that somebody asks for a deployment's runs again, or nobody any more. [C35, E18, E28] */
export const deploymentStatusEvent = (
  status: 'ready' | 'not-ready',
  deployment: DeploymentEventFacts,
  occurrence: Occurrence,
): Event =>
  newEvent({
    ...occurrence,
    event: `prefect.deployment.${status}`,
    resource: {
      'prefect.resource.id': `prefect.deployment.${deployment.id}`,
      'prefect.resource.name': deployment.name,
    },
    related: relatedTo(deployment),
    payload: {},
  })

const named = (name: string): Labels => ({ 'prefect.resource.name': name })

function relatedTo(deployment: DeploymentEventFacts): Labels[] {
  const { flow_id, flow_name, work_queue_id, queue_name, pool_id, pool_name, pool_type } = deployment
  const { storage_document_id, infrastructure_document_id, concurrency_limit_id } = deployment
  return [
    ...(flow_name === null ? [] : [relatedResource('flow', flow_id, named(flow_name))]),
    ...(work_queue_id && queue_name !== null
      ? [relatedResource('work-queue', work_queue_id, named(queue_name))]
      : []),
    ...(pool_id && pool_name !== null
      ? [
          relatedResource('work-pool', pool_id, {
            ...named(pool_name),
            'prefect.work-pool.type': pool_type ?? '',
          }),
        ]
      : []),
    ...(storage_document_id ? [blockDocument('storage', storage_document_id)] : []),
    ...(infrastructure_document_id ? [blockDocument('infrastructure', infrastructure_document_id)] : []),
    ...(concurrency_limit_id ? [relatedResource('concurrency-limit', concurrency_limit_id)] : []),
  ]
}

const blockDocument = (role: string, id: string): Labels =>
  relatedResource('block-document', id, { 'prefect.resource.role': role })
