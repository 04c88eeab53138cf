import type { Instant } from '@reeve/wire'
import { defineBatch } from '../../batch.ts'
import type { Db, Statement } from '../../database.ts'
import type { LeaseRow } from './load-ledger.ts'

/** The columns of a limit that taking and giving back slots changes. [F2-F4] */
export interface LimitSlots {
  id: string
  active_slots: number
  denied_slots: number
  avg_slot_occupancy_seconds: number
  updated: Instant
}

const limits = defineBatch<LimitSlots>({
  name: 'save-limit-slots',
  columns: {
    id: 'uuid',
    active_slots: 'integer',
    denied_slots: 'integer',
    avg_slot_occupancy_seconds: 'float',
    updated: 'instant',
  },
  steps: {
    limits: () => `
      UPDATE concurrency_limit_v2 SET active_slots = i.active_slots, denied_slots = i.denied_slots,
        avg_slot_occupancy_seconds = i.avg_slot_occupancy_seconds, updated = i.updated
      FROM input AS i WHERE concurrency_limit_v2.id = i.id`,
  },
})

/** Writes the slots of limits whose rows are locked by `loadLimits`. */
export const saveLimitSlots = async (db: Db, rows: readonly LimitSlots[]): Promise<void> => {
  await limits.execute(db, rows)
}

interface StoredLease {
  id: string
  resource_ids: readonly string[]
  slots: number
  holder_type: string | null
  holder_id: string | null
  created_at: Instant
  expiration: Instant
}

const leases = defineBatch<StoredLease>({
  name: 'save-leases',
  columns: {
    id: 'uuid',
    resource_ids: 'json',
    slots: 'integer',
    holder_type: 'text',
    holder_id: 'text',
    created_at: 'instant',
    expiration: 'instant',
  },
  steps: {
    leases: () => `
      INSERT INTO reeve_lease (id, resource_ids, slots, holder_type, holder_id, created_at, expiration)
      SELECT id, resource_ids, slots, holder_type, holder_id, created_at, expiration FROM input WHERE true
      ON CONFLICT (id) DO UPDATE SET expiration = excluded.expiration`,
  },
})

/** Makes leases, or moves the expiration of those that exist. [F8] */
export const saveLeases = async (
  db: Db,
  rows: readonly Readonly<Omit<LeaseRow, 'resource_ids'> & { resource_ids: readonly string[] }>[],
): Promise<void> => {
  const stored = rows.map(({ holder, ...lease }) => ({
    ...lease,
    holder_type: holder?.type ?? null,
    holder_id: holder?.id ?? null,
  }))
  await leases.execute(db, stored)
}

const ended: Statement = {
  name: 'delete-leases',
  text: (dialect) => `DELETE FROM reeve_lease WHERE ${dialect.isAnyUuid('id', 1)}`,
}

/** Ends leases; the slots are the caller's to give back. */
export const deleteLeases = async (db: Db, ids: readonly string[]): Promise<void> => {
  if (ids.length > 0) await db.run(ended, [db.dialect.list(ids)])
}
