import { addSeconds, type Instant, secondsBetween } from '@reeve/wire'
import type { Lease } from '../transitions/facts.ts'

const DAY_SECONDS = 86_400

/** How long slots are held for runs whose client does not renew: until the run itself lets go of them. [F14, F18, B23] */
export const UNRENEWED_LEASE_SECONDS = 100 * 365 * DAY_SECONDS

/** What a new lease is made of. */
export interface LeaseRequest {
  readonly id: string
  readonly limitIds: readonly string[]
  readonly slots: number
  readonly holder?: Lease['holder']
  readonly durationSeconds: number
}

/** A lease that starts now. [F10] */
export const newLease = (request: LeaseRequest, now: Instant): Lease => ({
  id: request.id,
  resource_ids: request.limitIds,
  slots: request.slots,
  holder: request.holder ?? null,
  created_at: now,
  expiration: addSeconds(now, request.durationSeconds),
})

/** True once nobody renewed it in time. It can still be renewed until it is reaped. [E19, F8] */
export const isExpired = (lease: Lease, now: Instant): boolean => lease.expiration < now

/** How long its slots have been held, in seconds. [F8, E19] */
export const occupancySeconds = (lease: Pick<Lease, 'created_at'>, now: Instant): number =>
  Math.max(0, secondsBetween(lease.created_at, now))

/**
 * True for the id of a lease that Prefect made. Prefect keeps leases in memory and loses them when it stops, while
 * their slots stay counted in the database; leases of our own are only ever gone after their slots were given
 * back. Prefect's ids are UUIDs of version 4, ours of version 7. [F10]
 */
export const lostByPrefect = (leaseId: string): boolean => leaseId[14] === '4'
