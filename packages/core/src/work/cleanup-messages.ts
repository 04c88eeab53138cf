import { createHash } from 'node:crypto'
import type { Instant, JsonObject } from '@reeve/wire'

/** A run that was cancelled without its worker's word, and where it was started. */
export interface AbandonedRun {
  readonly flow_run_id: string
  readonly infrastructure_pid: string | null
  readonly work_pool_type: string
}

/** What a worker is asked to do. */
export interface Teardown {
  /** The same for the same state of the same run, and for no other. */
  readonly id: string
  readonly kind: 'cancelling_timeout_teardown.v1'
  readonly target: JsonObject
}

const TEARDOWN = 'cancelling_timeout_teardown.v1'
/** Pools of these types have no workers. */
const WORKERLESS = [':push', ':managed']

/** What to ask of a worker once a run was cancelled over the time; null where there are none. [E17, E43] */
export function teardownAfterTimeout(run: AbandonedRun, stateId: string): Teardown | null {
  if (WORKERLESS.some((suffix) => run.work_pool_type.endsWith(suffix))) return null
  const { flow_run_id, infrastructure_pid } = run
  return {
    id: nameBasedUuid(`prefect:${TEARDOWN}:${flow_run_id}:${stateId}`),
    kind: TEARDOWN,
    target: { flow_run_id, infrastructure_pid },
  }
}

/** The namespace of URLs in RFC 9562. */
const URL_NAMESPACE = Buffer.from('6ba7b8119dad11d180b400c04fd430c8', 'hex')

/** The version 5 UUID of a name. */
function nameBasedUuid(name: string): string {
  const bytes = createHash('sha1').update(URL_NAMESPACE).update(name).digest().subarray(0, 16)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

/** What a worker says of a message that it was given. */
export type CleanupOperation = 'ack' | 'release' | 'renew'

/** A message as it is when a worker says something of it. */
export interface CleanupFacts {
  readonly work_pool_id: string
  readonly delivery_count: number
  readonly token: string | null
  readonly leased_until: Instant | null
}

/** Who says what. */
export interface CleanupClaim {
  readonly operation: CleanupOperation
  readonly workPoolId: string
  readonly token: string
  readonly now: Instant
  readonly maxDeliveries: number
}

/** What the worker is told, and what becomes of the message. */
export interface CleanupVerdict {
  readonly status:
    | 'accepted'
    | 'not_found'
    | 'unauthorized'
    | 'not_current'
    | 'invalid_token'
    | 'expired'
    | 'dead_lettered'
  readonly reason: string | null
  /** `end`: it is done. `bury`: it was tried often enough. `free`: others may have it. `renew`: it is held on. */
  readonly effect: 'none' | 'end' | 'bury' | 'free' | 'renew'
}

/** Judges what a worker says of a message; undefined stands for one that is not there. [E45] */
export function judgeCleanup(message: CleanupFacts | undefined, claim: CleanupClaim): CleanupVerdict {
  if (!message) return refuse('not_found', 'message_not_found')
  if (message.work_pool_id !== claim.workPoolId) return refuse('unauthorized', 'work_pool_mismatch')
  if (message.token === null || message.leased_until === null)
    return refuse('not_current', 'no_active_reservation')
  if (message.token !== claim.token) return refuse('invalid_token', 'reservation_token_mismatch')
  const isLast = message.delivery_count >= claim.maxDeliveries
  if (message.leased_until <= claim.now)
    return isLast ? BURIED : { status: 'expired', reason: 'lease_expired', effect: 'free' }
  switch (claim.operation) {
    case 'ack':
      return accept('end')
    case 'renew':
      return accept('renew')
    case 'release':
      return isLast ? BURIED : accept('free')
  }
}

const BURIED: CleanupVerdict = {
  status: 'dead_lettered',
  reason: 'max_delivery_attempts_reached',
  effect: 'bury',
}

const refuse = (status: CleanupVerdict['status'], reason: string): CleanupVerdict => ({
  status,
  reason,
  effect: 'none',
})

const accept = (effect: CleanupVerdict['effect']): CleanupVerdict => ({
  status: 'accepted',
  reason: null,
  effect,
})
