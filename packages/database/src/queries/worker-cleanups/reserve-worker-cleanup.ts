import type { Instant, JsonObject } from '@reeve/wire'
import type { Db, Statement } from '../../database.ts'

/** Who takes a message, for how long, and what it takes. */
export interface CleanupReservation {
  readonly workPoolId: string
  readonly kinds: readonly string[]
  /** Only messages of these queues; null for all of the pool. */
  readonly queueIds: readonly string[] | null
  /** Names the worker; it holds at most `capacity` messages at a time. */
  readonly holder: string
  readonly capacity: number
  /** Names this one reservation. */
  readonly token: string
  readonly now: Instant
  readonly until: Instant
  readonly maxDeliveries: number
}

/** A message that a worker was given. */
export interface ReservedCleanup {
  readonly id: string
  readonly work_queue_id: string | null
  readonly kind: string
  readonly target: JsonObject
  readonly delivery_count: number
}

const reserve = (name: string, ofQueues: boolean): Statement => ({
  name,
  text: (dialect) => `
    UPDATE reeve_worker_cleanup SET
      delivery_count = delivery_count + 1,
      holder = ${dialect.typedParameter(3, 'text')},
      token = ${dialect.typedParameter(4, 'text')},
      leased_until = ${dialect.typedParameter(6, 'instant')}
    WHERE id = (
      SELECT id FROM reeve_worker_cleanup
      WHERE work_pool_id = ${dialect.typedParameter(1, 'uuid')} AND ${dialect.isAnyText('kind', 2)}
        AND (leased_until IS NULL OR leased_until <= ${dialect.typedParameter(5, 'instant')})
        AND delivery_count < ${dialect.typedParameter(7, 'integer')}
        ${ofQueues ? `AND ${dialect.isAnyUuid('work_queue_id', 9)}` : ''}
      ORDER BY created, id LIMIT 1 ${dialect.skipLocked}
    ) AND ${dialect.typedParameter(8, 'integer')} > (
      SELECT count(*) FROM reeve_worker_cleanup
      WHERE work_pool_id = ${dialect.typedParameter(1, 'uuid')} AND holder = ${dialect.typedParameter(3, 'text')}
        AND leased_until > ${dialect.typedParameter(5, 'instant')}
    )
    RETURNING id, work_queue_id, kind, target, delivery_count`,
})

const ofPool = reserve('reserve-worker-cleanup', false)
const ofSomeQueues = reserve('reserve-worker-cleanup-of-queues', true)

/** Gives a worker the oldest message that nobody has; undefined if there is none for it. [E44] */
export async function reserveWorkerCleanup(
  db: Db,
  reservation: CleanupReservation,
): Promise<ReservedCleanup | undefined> {
  const { workPoolId, kinds, queueIds, holder, token, now, until, maxDeliveries, capacity } = reservation
  const values = [workPoolId, db.dialect.list(kinds), holder, token, now, until, maxDeliveries, capacity]
  const [row] = await (queueIds === null
    ? db.run<ReservedCleanup>(ofPool, values)
    : db.run<ReservedCleanup>(ofSomeQueues, [...values, db.dialect.list(queueIds)]))
  return row
}
