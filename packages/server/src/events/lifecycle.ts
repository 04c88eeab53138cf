import type { ArtifactCollectionRow } from '@reeve/database/queries/artifact-collections/read-artifact-collection'
import type { FlowRow } from '@reeve/database/queries/flows/read-flow'
import type { LegacyLimitRow } from '@reeve/database/queries/legacy-limits/read-legacy-limit'
import type { LimitRow } from '@reeve/database/queries/slots/load-ledger'
import type { VariableRow } from '@reeve/database/queries/variables/read-variable'
import { type JsonObject, printInstant } from '@reeve/wire'
import type { Context } from '../context.ts'

/** What happened to an object. */
export type LifecycleAction = 'created' | 'updated' | 'deleted'

interface Lifecycle {
  readonly kind: string
  readonly action: LifecycleAction
  readonly id: string
  readonly name: string
  readonly payload: JsonObject
  readonly related?: readonly JsonObject[]
}

function lifecycleEvent(
  ctx: Context,
  { kind, action, id, name, payload, related = [] }: Lifecycle,
): JsonObject {
  const now = printInstant(ctx.clock.now())
  return {
    id: ctx.ids.next(),
    occurred: now,
    event: `prefect.${kind}.${action}`,
    resource: { 'prefect.resource.id': `prefect.${kind}.${id}`, 'prefect.resource.name': name },
    related: [...related],
    payload,
    follows: null,
    received: now,
  }
}

/** `prefect.flow.*` */
export const flowEvent = (ctx: Context, action: LifecycleAction, { id, name, tags, labels }: FlowRow) =>
  lifecycleEvent(ctx, { kind: 'flow', action, id, name, payload: { name, tags, labels } })

/** `prefect.variable.*` */
export const variableEvent = (
  ctx: Context,
  action: LifecycleAction,
  { id, name, value, tags }: VariableRow,
) => lifecycleEvent(ctx, { kind: 'variable', action, id, name, payload: { name, value, tags } })

/** `prefect.concurrency-limit.*` of a limit on a name. */
export function limitEvent(ctx: Context, action: LifecycleAction, row: LimitRow): JsonObject {
  const { id, name, limit, active, slot_decay_per_second } = row
  const payload = { name, limit, active, slot_decay_per_second }
  return lifecycleEvent(ctx, { kind: 'concurrency-limit', action, id, name, payload })
}

/** `prefect.concurrency-limit.*` of an older limit on a tag. */
export function legacyLimitEvent(ctx: Context, action: LifecycleAction, row: LegacyLimitRow): JsonObject {
  const { id, tag, concurrency_limit } = row
  return lifecycleEvent(ctx, {
    kind: 'concurrency-limit',
    action,
    id,
    name: tag,
    payload: { tag, concurrency_limit },
  })
}

/** `prefect.artifact-collection.*` */
export function collectionEvent(
  ctx: Context,
  action: LifecycleAction,
  row: ArtifactCollectionRow,
): JsonObject {
  const { id, key, type, data, description } = row
  return lifecycleEvent(ctx, {
    kind: 'artifact-collection',
    action,
    id,
    name: key,
    payload: { key, type, data, description },
    related: [
      relatedTo('latest', `prefect.artifact.${row.latest_id}`),
      ...(row.flow_run_id ? [relatedTo('flow-run', `prefect.flow-run.${row.flow_run_id}`)] : []),
      ...(row.task_run_id ? [relatedTo('task-run', `prefect.task-run.${row.task_run_id}`)] : []),
    ],
  })
}

const relatedTo = (role: string, id: string): JsonObject => ({
  'prefect.resource.id': id,
  'prefect.resource.role': role,
})
