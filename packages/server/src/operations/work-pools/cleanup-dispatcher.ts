import { findPoolsWithWaitingCleanups } from '@reeve/database/queries/worker-cleanups/find-waiting-cleanups'
import type { Context } from '../../context.ts'
import {
  answerCleanup,
  type CleanupWorker,
  type DeliveredCleanup,
  reserveCleanup,
} from './worker-cleanups.ts'

/** A worker that is connected to this server and takes messages. */
export interface CleanupConsumer extends CleanupWorker {
  /** Sends a message; false if the worker is gone. */
  deliver(message: DeliveredCleanup): Promise<boolean>
}

/** Hands the messages of pools to the workers that are connected to this server, in turns. [E46] */
export class CleanupDispatcher {
  private readonly ctx: Context
  private readonly consumers = new Map<string, readonly CleanupConsumer[]>()
  /** The last of the rounds of each pool; a round begins when the one before is over. */
  private readonly rounds = new Map<string, Promise<void>>()

  constructor(ctx: Context) {
    this.ctx = ctx
    ctx.broadcast.subscribe('worker-cleanups', (poolIds) => void this.dispatch(poolIds))
  }

  /** Lets a worker take messages. Returns how to leave, which resolves once nothing is on its way to it. */
  join(consumer: CleanupConsumer): () => Promise<void> {
    const { workPoolId } = consumer
    this.consumers.set(workPoolId, [...this.of(workPoolId), consumer])
    void this.dispatch([workPoolId])
    return async () => {
      const left = this.of(workPoolId).filter((other) => other !== consumer)
      if (left.length > 0) this.consumers.set(workPoolId, left)
      else this.consumers.delete(workPoolId)
      await this.rounds.get(workPoolId)
    }
  }

  /** Looks for messages of all pools that have workers here. */
  dispatchAll(): Promise<void> {
    return this.dispatch([...this.consumers.keys()])
  }

  /** Looks for messages of these pools; what goes wrong is logged, and what is left is found the next time. */
  async dispatch(poolIds: readonly string[]): Promise<void> {
    await Promise.all(poolIds.filter((id) => this.consumers.has(id)).map((id) => this.enqueueRound(id)))
  }

  private enqueueRound(poolId: string): Promise<void> {
    const round = (this.rounds.get(poolId) ?? Promise.resolve())
      .then(() => this.round(poolId))
      .catch((err) => this.ctx.log.warn({ err, work_pool_id: poolId }, 'Cannot hand messages to workers'))
      .finally(() => {
        if (this.rounds.get(poolId) === round) this.rounds.delete(poolId)
      })
    this.rounds.set(poolId, round)
    return round
  }

  private async round(poolId: string): Promise<void> {
    while ((await this.isWaiting(poolId)) && (await this.deliverOne(poolId)));
  }

  private async isWaiting(poolId: string): Promise<boolean> {
    if (!this.consumers.has(poolId)) return false
    const { clock, database } = this.ctx
    return (
      (await findPoolsWithWaitingCleanups(database.quick, { poolIds: [poolId], now: clock.now() })).length > 0
    )
  }

  /** Workers of a message's own queue come first; among them, those that were given one longest ago. */
  private async deliverOne(poolId: string): Promise<boolean> {
    for (const from of ['own-queues', 'any-queue'] as const)
      for (const consumer of this.of(poolId)) {
        const message = await reserveCleanup(this.ctx, consumer, from)
        if (!message) continue
        this.moveToEnd(consumer)
        if (!(await this.isStillHere(consumer, message))) await this.takeBack(consumer, message)
        return true
      }
    return false
  }

  private async isStillHere(consumer: CleanupConsumer, message: DeliveredCleanup): Promise<boolean> {
    return this.of(consumer.workPoolId).includes(consumer) && (await consumer.deliver(message))
  }

  private async takeBack({ workPoolId }: CleanupConsumer, { id, token }: DeliveredCleanup): Promise<void> {
    await answerCleanup(this.ctx, {
      operation: 'release',
      ...{ workPoolId, messageId: id, token, reason: 'delivery_failed' },
    })
  }

  private moveToEnd(consumer: CleanupConsumer): void {
    const others = this.of(consumer.workPoolId).filter((other) => other !== consumer)
    if (others.length < this.of(consumer.workPoolId).length)
      this.consumers.set(consumer.workPoolId, [...others, consumer])
  }

  private of(poolId: string): readonly CleanupConsumer[] {
    return this.consumers.get(poolId) ?? []
  }
}

const ofContext = new WeakMap<object, CleanupDispatcher>()

/** The dispatcher of the server that this context belongs to. */
export function cleanupDispatcherOf(ctx: Context): CleanupDispatcher {
  const known = ofContext.get(ctx.broadcast)
  if (known) return known
  const made = new CleanupDispatcher(ctx)
  ofContext.set(ctx.broadcast, made)
  return made
}
