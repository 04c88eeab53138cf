import type { Static } from 'typebox'
import { isEmpty, valueError } from '../parse/rules.ts'
import { Checked, Choice, DateTime, Dict, Initially, ListOf, Maybe, StrictModel, Uuid } from '../schema.ts'
import Type from '../type.ts'

const text = () => Type.String({ minLength: 1 })
const positive = () => Type.Integer({ exclusiveMinimum: 0 })

/** What every message on the channel of a worker has. */
const frame = { type: Type.String(), id: Uuid(), sent_at: DateTime() }

export const CleanupKind = Choice('CleanupKind', [
  'cancelling_timeout_teardown.v1',
  'pending_claim_teardown.v1',
])

/** Parts of the protocol that every worker speaks. */
export const REQUIRED_CAPABILITIES = ['worker_heartbeat.v1', 'work_pool_snapshot.v1']

/** The part of the protocol by which workers clean up after runs. */
export const CLEANUP_CAPABILITY = 'cleanup_delivery.v1'

const checkCapabilities = (requested: readonly string[]) => {
  const missing = REQUIRED_CAPABILITIES.filter((capability) => !requested.includes(capability))
  return isEmpty(missing) ? undefined : valueError(`Missing required channel capabilities: ${missing}`)
}

/** How a worker introduces itself. */
export const WorkerHello = StrictModel('WorkerHello', {
  ...frame,
  payload: StrictModel('WorkerHelloPayload', {
    consumer_id: Uuid(),
    worker_name: text(),
    worker_type: text(),
    heartbeat_interval_seconds: positive(),
    supported_channel_versions: Type.Array(text(), { minItems: 1 }),
    requested_capabilities: Checked(Type.Array(text(), { minItems: 1 }), checkCapabilities),
    work_queue_names: ListOf(text()),
    handled_cleanup_kinds: ListOf(CleanupKind),
    max_cleanup_concurrency: Type.Integer({ minimum: 0, default: 0 }),
    create_pool_if_not_found: Type.Boolean({ default: false }),
    default_base_job_template: Initially(Dict(), {}),
    worker_metadata: Maybe(Dict()),
  }),
})
export type WorkerHello = Static<typeof WorkerHello>

/** How a worker reports. */
export const WorkerReport = StrictModel('WorkerReport', {
  ...frame,
  payload: StrictModel('WorkerReportPayload', {
    consumer_id: Uuid(),
    worker_name: text(),
    heartbeat_interval_seconds: positive(),
  }),
})
export type WorkerReport = Static<typeof WorkerReport>

const held = { message_id: Uuid(), reservation_token: text() }

/** A worker has done what a message asked for, or is still at it. */
export const CleanupHeld = StrictModel('CleanupHeld', {
  ...frame,
  payload: StrictModel('CleanupHeldPayload', held),
})
export type CleanupHeld = Static<typeof CleanupHeld>

/** A worker gives a message back. */
export const CleanupRelease = StrictModel('CleanupRelease', {
  ...frame,
  payload: StrictModel('CleanupReleasePayload', { ...held, reason: text() }),
})
export type CleanupRelease = Static<typeof CleanupRelease>
