import type { Instant } from '@reeve/wire'
import type { Db, Statement } from '../../database.ts'

/** A row of `concurrency_limit_v2`. */
export interface LimitRow {
  id: string
  created: Instant
  updated: Instant
  active: boolean
  name: string
  limit: number
  active_slots: number
  denied_slots: number
  slot_decay_per_second: number
  avg_slot_occupancy_seconds: number
}

/** A row of `reeve_lease`, in the shape that slot arithmetic reads. */
export interface LeaseRow {
  id: string
  resource_ids: string[]
  slots: number
  holder: { type: 'flow_run' | 'task_run' | 'deployment'; id: string } | null
  created_at: Instant
  expiration: Instant
}

interface StoredLease {
  id: string
  resource_ids: string[]
  slots: number
  holder_type: 'flow_run' | 'task_run' | 'deployment' | null
  holder_id: string | null
  created_at: Instant
  expiration: Instant
}

const LEASE_COLUMNS = 'id, resource_ids, slots, holder_type, holder_id, created_at, expiration'

const leasesById: Statement = {
  name: 'load-leases',
  text: (dialect) => `
    SELECT ${LEASE_COLUMNS} FROM reeve_lease WHERE ${dialect.isAnyUuid('id', 1)}
    ORDER BY id ${dialect.forUpdate}`,
}

const leasesByHolder: Statement = {
  name: 'load-leases-of-holders',
  text: (dialect) => `
    SELECT ${LEASE_COLUMNS} FROM reeve_lease WHERE ${dialect.isAnyText('holder_id', 1)}
    ORDER BY id ${dialect.forUpdate}`,
}

const limitsById: Statement = {
  name: 'load-limits',
  text: (dialect) => `
    SELECT id, created, updated, active, name, "limit", active_slots, denied_slots, slot_decay_per_second,
      avg_slot_occupancy_seconds
    FROM concurrency_limit_v2 WHERE ${dialect.isAnyUuid('id', 1)} ORDER BY id ${dialect.forUpdate}`,
}

const limitsByName: Statement = {
  name: 'load-limits-by-name',
  text: (dialect) => `
    SELECT id, created, updated, active, name, "limit", active_slots, denied_slots, slot_decay_per_second,
      avg_slot_occupancy_seconds
    FROM concurrency_limit_v2 WHERE ${dialect.isAnyText('name', 1)} ORDER BY id ${dialect.forUpdate}`,
}

const toLease = ({ holder_type, holder_id, ...lease }: StoredLease): LeaseRow => ({
  ...lease,
  holder: holder_type && holder_id ? { type: holder_type, id: holder_id } : null,
})

/** Leases by id, locked in the order of their ids; those that ended are absent. [F8, F10] */
export async function loadLeases(db: Db, ids: readonly string[]): Promise<LeaseRow[]> {
  if (ids.length === 0) return []
  return (await db.run<StoredLease>(leasesById, [db.dialect.list(ids)])).map(toLease)
}

/** Leases that these runs hold, locked. [B56, F15] */
export async function loadLeasesOfHolders(db: Db, holderIds: readonly string[]): Promise<LeaseRow[]> {
  if (holderIds.length === 0) return []
  return (await db.run<StoredLease>(leasesByHolder, [db.dialect.list(holderIds)])).map(toLease)
}

/** Limits by id, locked in the order of their ids. [F1] */
export async function loadLimits(db: Db, ids: readonly string[]): Promise<LimitRow[]> {
  return ids.length === 0 ? [] : db.run<LimitRow>(limitsById, [db.dialect.list(ids)])
}

/** Limits by name, locked in the order of their ids. [F1] */
export async function loadLimitsByName(db: Db, names: readonly string[]): Promise<LimitRow[]> {
  return names.length === 0 ? [] : db.run<LimitRow>(limitsByName, [db.dialect.list(names)])
}
