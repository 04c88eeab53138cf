import type { CleanupOperation } from '@reeve/core/work'
import {
  CLEANUP_CAPABILITY,
  CleanupHeld,
  CleanupRelease,
  compileParser,
  type Json,
  type JsonObject,
  printInstant,
  type WorkerHello,
} from '@reeve/wire'
import type { Context } from '../../context.ts'
import { cleanupDispatcherOf } from '../../operations/work-pools/cleanup-dispatcher.ts'
import type { OpenedChannel } from '../../operations/work-pools/open-worker-channel.ts'
import {
  answerCleanup,
  type CleanupResult,
  type DeliveredCleanup,
} from '../../operations/work-pools/worker-cleanups.ts'
import { parseContext } from '../../parse-context.ts'
import type { Connection } from '../socket.ts'
import { frame } from './worker-frames.ts'

const parseHeld = compileParser(CleanupHeld)
const parseRelease = compileParser(CleanupRelease)

/** How workers call what they say of a message. */
const OPERATIONS: ReadonlyMap<unknown, CleanupOperation> = new Map([
  ['cleanup.ack.v1', 'ack'],
  ['cleanup.release.v1', 'release'],
  ['cleanup.renew.v1', 'renew'],
])

/** What the type of a message says of one to clean up; undefined if it is about something else. */
export const cleanupOperation = (type: unknown): CleanupOperation | undefined => OPERATIONS.get(type)

/** Whether a worker takes messages to clean up after runs. */
export const takesCleanups = ({ payload: hello }: WorkerHello): boolean =>
  hello.requested_capabilities.includes(CLEANUP_CAPABILITY) &&
  hello.handled_cleanup_kinds.length > 0 &&
  hello.max_cleanup_concurrency > 0

/** The part of a worker's channel by which it cleans up after runs. [E43-E46] */
export class CleanupChannel {
  private readonly ctx: Context
  private readonly connection: Connection
  private readonly workPoolId: string
  private readonly leave: (() => Promise<void>) | undefined

  /** From now on the worker is given messages, if it takes any. */
  constructor(ctx: Context, connection: Connection, { hello, opened }: Introduction) {
    this.ctx = ctx
    this.connection = connection
    this.workPoolId = opened.pool.id
    const { consumer_id, worker_name, handled_cleanup_kinds, max_cleanup_concurrency } = hello.payload
    this.leave = takesCleanups(hello)
      ? cleanupDispatcherOf(ctx).join({
          workPoolId: opened.pool.id,
          holder: `${consumer_id}:${worker_name}`,
          kinds: handled_cleanup_kinds,
          queueIds: opened.queues.map(({ id }) => id),
          capacity: max_cleanup_concurrency,
          deliver: (message) => this.deliver(message),
        })
      : undefined
  }

  /** The worker is given no more messages; what it holds stays its own until the lease is over. */
  async stop(): Promise<void> {
    await this.leave?.()
  }

  /** Takes in what the worker says of a message and tells it what came of that; false if it cannot be read. */
  async hear(operation: CleanupOperation, message: Json): Promise<boolean> {
    const parse = operation === 'release' ? parseRelease : parseHeld
    const said: CleanupHeld | CleanupRelease | undefined = parse(message, parseContext(this.ctx)).value
    if (!said) return false
    const result = await this.answer(operation, said)
    await this.connection.send(
      frame(this.ctx, 'cleanup.operation_result.v1', resultPayload(operation, said, result)),
    )
    if (this.leave && operation !== 'renew') void cleanupDispatcherOf(this.ctx).dispatch([this.workPoolId])
    return true
  }

  private async answer(
    operation: CleanupOperation,
    { payload }: CleanupHeld | CleanupRelease,
  ): Promise<Told> {
    if (!this.leave) return NOT_ACCEPTED
    const { message_id: messageId, reservation_token: token } = payload
    const reason = 'reason' in payload ? payload.reason : undefined
    try {
      return await answerCleanup(this.ctx, {
        ...{ operation, workPoolId: this.workPoolId, messageId, token },
        ...(reason === undefined ? {} : { reason }),
      })
    } catch (err) {
      this.ctx.log.error({ err, message_id: messageId }, 'Cannot take in what a worker says of a message')
      return { status: 'error', reason: 'cleanup_queue_operation_failed', leasedUntil: null }
    }
  }

  private async deliver(message: DeliveredCleanup): Promise<boolean> {
    if (this.connection.ended.aborted) return false
    await this.connection.send(frame(this.ctx, 'cleanup.message.v1', messagePayload(message)))
    return !this.connection.ended.aborted
  }
}

interface Introduction {
  readonly hello: WorkerHello
  readonly opened: OpenedChannel
}

/** What a worker is told of what it said. */
type Told = Omit<CleanupResult, 'status'> & { readonly status: CleanupResult['status'] | 'error' }

/** For workers that take no messages. */
const NOT_ACCEPTED: Told = {
  status: 'unauthorized',
  reason: 'cleanup_delivery_not_accepted',
  leasedUntil: null,
}

const messagePayload = (message: DeliveredCleanup): JsonObject => ({
  message_id: message.id,
  kind: message.kind,
  reservation_token: message.token,
  lease_expires_at: printInstant(message.leasedUntil),
  delivery_count: message.delivery_count,
  work_queue_id: message.work_queue_id,
  target: message.target,
  data: {},
})

const resultPayload = (
  operation: CleanupOperation,
  said: CleanupHeld | CleanupRelease,
  { status, reason, leasedUntil }: Told,
): JsonObject => ({
  request_frame_id: said.id,
  message_id: said.payload.message_id,
  operation,
  status,
  lease_expires_at: leasedUntil && printInstant(leasedUntil),
  reason,
  detail: null,
})
