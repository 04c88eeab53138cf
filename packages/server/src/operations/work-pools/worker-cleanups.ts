import { randomBytes } from 'node:crypto'
import { type CleanupOperation, type CleanupVerdict, judgeCleanup } from '@reeve/core/work'
import type { Db } from '@reeve/database'
import {
  deleteHopelessCleanups,
  deleteWorkerCleanup,
} from '@reeve/database/queries/worker-cleanups/delete-worker-cleanups'
import {
  freeWorkerCleanup,
  renewWorkerCleanup,
} from '@reeve/database/queries/worker-cleanups/lease-worker-cleanup'
import { lockWorkerCleanup } from '@reeve/database/queries/worker-cleanups/lock-worker-cleanup'
import {
  type ReservedCleanup,
  reserveWorkerCleanup,
} from '@reeve/database/queries/worker-cleanups/reserve-worker-cleanup'
import { addSeconds, type Instant } from '@reeve/wire'
import type { Context } from '../../context.ts'

/** Bytes of the token that only the worker knows that was given a message. */
const TOKEN_BYTES = 32
/** A message that no worker took for this long is dropped: what it is about is gone, or nobody can end it. */
const MAX_AGE_SECONDS = 7 * 24 * 60 * 60

/** A worker as far as messages go. */
export interface CleanupWorker {
  readonly workPoolId: string
  /** Names the worker among all, also when it connects again. */
  readonly holder: string
  readonly kinds: readonly string[]
  readonly queueIds: readonly string[]
  /** How many messages it holds at most. */
  readonly capacity: number
}

/** A message with what its worker needs to answer. */
export interface DeliveredCleanup extends ReservedCleanup {
  readonly token: string
  readonly leasedUntil: Instant
}

/** Gives a worker the oldest message of its own queues, or of any in its pool; undefined if there is none. [E44] */
export async function reserveCleanup(
  ctx: Context,
  worker: CleanupWorker,
  from: 'own-queues' | 'any-queue',
): Promise<DeliveredCleanup | undefined> {
  const now = ctx.clock.now()
  const until = addSeconds(now, leaseSeconds(ctx))
  const token = randomBytes(TOKEN_BYTES).toString('base64url')
  const { workPoolId, holder, kinds, capacity } = worker
  const reserved = await ctx.database.write((db) =>
    reserveWorkerCleanup(db, {
      ...{ workPoolId, holder, kinds, capacity, token, now, until },
      queueIds: from === 'own-queues' ? worker.queueIds : null,
      maxDeliveries: maxDeliveries(ctx),
    }),
  )
  return reserved && { ...reserved, token, leasedUntil: until }
}

const leaseSeconds = ({ settings }: Context) => settings['server.worker_channel.cleanup_lease_seconds']
const maxDeliveries = ({ settings }: Context) =>
  settings['server.worker_channel.cleanup_max_delivery_attempts']

/** What a worker says of a message, and the pool whose channel it says it on. */
export interface CleanupAnswer {
  readonly operation: CleanupOperation
  readonly workPoolId: string
  readonly messageId: string
  readonly token: string
  /** Why it gives the message back. */
  readonly reason?: string
}

/** What a worker is told of its answer. */
export interface CleanupResult extends Omit<CleanupVerdict, 'effect'> {
  /** Until when a message is the worker's that it holds on to. */
  readonly leasedUntil: Instant | null
}

/** Takes in what a worker says of a message. [E45] */
export async function answerCleanup(ctx: Context, answer: CleanupAnswer): Promise<CleanupResult> {
  const now = ctx.clock.now()
  const until = addSeconds(now, leaseSeconds(ctx))
  const { effect, status, reason } = await ctx.database.write(async (db) => {
    const message = await lockWorkerCleanup(db, answer.messageId)
    const verdict = judgeCleanup(message, { ...answer, now, maxDeliveries: maxDeliveries(ctx) })
    await apply(db, answer.messageId, { effect: verdict.effect, until })
    return verdict
  })
  if (effect === 'bury') {
    const { messageId: message_id, reason: release_reason } = answer
    ctx.log.warn(
      { message_id, release_reason },
      'No worker could clean up after a run; the message is dropped',
    )
  }
  if (effect === 'free') ctx.broadcast.publish('worker-cleanups', [answer.workPoolId])
  return { status, reason, leasedUntil: effect === 'renew' ? until : null }
}

async function apply(
  db: Db,
  id: string,
  { effect, until }: { readonly effect: CleanupVerdict['effect']; readonly until: Instant },
): Promise<void> {
  switch (effect) {
    case 'none':
      return
    case 'end':
    case 'bury':
      return deleteWorkerCleanup(db, id)
    case 'free':
      return freeWorkerCleanup(db, id)
    case 'renew':
      return renewWorkerCleanup(db, { id, until })
  }
}

/** Drops messages that were delivered often enough or are too old. Returns how many. [E23, E44] */
export async function dropHopelessCleanups(ctx: Context): Promise<number> {
  const now = ctx.clock.now()
  const dropped = await ctx.database.write((db) =>
    deleteHopelessCleanups(db, {
      now,
      maxDeliveries: maxDeliveries(ctx),
      createdBefore: addSeconds(now, -MAX_AGE_SECONDS),
      limit: ctx.settings['server.services.cleanup_reconciler.batch_size'],
    }),
  )
  for (const { id: message_id, ...facts } of dropped)
    ctx.log.warn({ message_id, ...facts }, 'No worker could clean up after a run; the message is dropped')
  return dropped.length
}
