import { compilePrinter, type Json, TaskRun } from '@reeve/wire'
import type { Context } from '../../context.ts'
import {
  acknowledgeTaskRun,
  type ClaimedTaskRun,
  claimTaskRun,
  returnTaskRun,
} from '../../operations/task-runs/claim-task-run.ts'
import { taskWorkersOf } from '../../task-workers/task-workers.ts'
import { type Connection, socket } from '../socket.ts'

const PROTOCOL_VIOLATION = 4001

const toWire = compilePrinter(TaskRun)

interface Subscription {
  readonly clientId: string
  readonly taskKeys: readonly string[]
}

/**
 * Hands background task runs to a task worker, one at a time: the next is sent when the one before is acknowledged;
 * a worker that leaves without acknowledging leaves its run to others. [B59]
 */
export const scheduledTaskRuns = socket({
  path: '/task_runs/subscriptions/scheduled',
  pong: 'at-once',
  async open(ctx, connection) {
    const messages = connection.messages[Symbol.asyncIterator]()
    const first = await messages.next()
    if (first.done) return
    const subscription = readSubscription(first.value)
    if (typeof subscription === 'string') return connection.close(PROTOCOL_VIOLATION, subscription)
    const forget = taskWorkersOf(ctx).connect(subscription)
    const gone = new Promise((resolve) => connection.ended.addEventListener('abort', resolve, { once: true }))
    try {
      await deliver(ctx, connection, { messages, taskKeys: subscription.taskKeys, gone })
    } finally {
      forget()
    }
  },
})

/** The subscription in a worker's first message, or why it is none. */
function readSubscription(message: Json): Subscription | string {
  const fields = fieldsOf(message)
  if (fields.type !== 'subscribe') return "Protocol violation: expected 'subscribe' message"
  const keys = Array.isArray(fields.keys) ? fields.keys.filter((key) => typeof key === 'string') : []
  if (keys.length === 0) return "Protocol violation: expected 'keys' in subscribe message"
  const { client_id: clientId } = fields
  if (typeof clientId !== 'string' || clientId === '') {
    return "Protocol violation: expected 'client_id' in subscribe message"
  }
  return { clientId, taskKeys: keys }
}

const fieldsOf = (message: Json) =>
  typeof message === 'object' && message !== null && !Array.isArray(message) ? message : {}

interface Worker {
  readonly messages: AsyncIterator<Json>
  readonly taskKeys: readonly string[]
  /** Resolves when the worker is gone or the server stops. */
  readonly gone: Promise<unknown>
}

/** Until the worker quits, breaks the protocol or is gone. */
async function deliver(ctx: Context, connection: Connection, worker: Worker): Promise<void> {
  for (;;) {
    const claimed = await nextTaskRun(ctx, connection.ended, worker)
    if (!claimed) return
    await connection.send(toWire(claimed.run) as Json)
    const answer = await worker.messages.next()
    const type = answer.done ? undefined : fieldsOf(answer.value).type
    if (type === 'ack' || type === 'quit') await acknowledgeTaskRun(ctx, claimed.claim)
    else await returnTaskRun(ctx, claimed.claim)
    if (type === 'quit') return
    if (type !== 'ack')
      return connection.close(PROTOCOL_VIOLATION, "Protocol violation: expected 'ack' message")
  }
}

/** Waits for a task run of the worker's keys; undefined when the worker is gone or the server stops. */
async function nextTaskRun(
  ctx: Context,
  ended: AbortSignal,
  { taskKeys, gone }: Worker,
): Promise<ClaimedTaskRun | undefined> {
  const { waiting } = taskWorkersOf(ctx)
  while (!ended.aborted) {
    // Taken before looking: what is scheduled between a look and the wait must not be missed.
    const place = waiting.enter(taskKeys)
    const claimed = await claimTaskRun(ctx, taskKeys)
    if (!claimed) await Promise.race([place.called, gone])
    if (claimed || ended.aborted) place.leave()
    if (claimed) return claimed
  }
  return undefined
}
