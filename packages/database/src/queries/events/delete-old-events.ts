import type { Instant } from '@reeve/wire'
import { boundedChange } from '../../bounded-change.ts'
import type { Db } from '../../database.ts'
import type { Dialect } from '../../dialect.ts'

const steps = [
  (dialect: Dialect) => `DELETE FROM event_resources WHERE ${dialect.isAnyUuid('event_id', 1)}`,
  (dialect: Dialect) => `DELETE FROM events WHERE ${dialect.isAnyUuid('id', 1)}`,
]

const ofAll = boundedChange({
  name: 'delete-old-events',
  find: (dialect) => `
    SELECT id FROM events WHERE occurred < ${dialect.parameter(1)}
    ORDER BY occurred LIMIT ${dialect.parameter(2)}`,
  steps,
})

const ofName = boundedChange({
  name: 'delete-old-events-of-a-name',
  find: (dialect) => `
    SELECT id FROM events WHERE occurred < ${dialect.parameter(1)} AND event = ${dialect.parameter(3)}
    ORDER BY occurred LIMIT ${dialect.parameter(2)}`,
  steps,
})

/** Which events to delete: the oldest ones, of one name or of any. */
export interface OldEvents {
  readonly before: Instant
  readonly limit: number
  readonly event?: string
}

/** Deletes events that occurred before a moment, each with its resources. Returns their ids. [E20] */
export const deleteOldEvents = (db: Db, { before, limit, event }: OldEvents): Promise<string[]> =>
  event === undefined ? ofAll(db, [before, limit]) : ofName(db, [before, limit, event])
