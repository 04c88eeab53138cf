import { readWorkPool } from '@reeve/database/queries/work-pools/read-work-pool'
import {
  compileParser,
  compilePrinter,
  type Instant,
  type Json,
  type JsonObject,
  printInstant,
  REQUIRED_CAPABILITIES,
  WorkerHello,
  WorkerReport,
  WorkPoolResponse,
} from '@reeve/wire'
import type { Context } from '../../context.ts'
import { Refused } from '../../http/errors.ts'
import {
  type OpenedChannel,
  openWorkerChannel,
  reportOnChannel,
  WorkerUnauthorized,
} from '../../operations/work-pools/open-worker-channel.ts'
import { poolWatchersOf } from '../../operations/work-pools/pool-watchers.ts'
import { parseContext } from '../../parse-context.ts'
import { type Connection, socket } from '../socket.ts'

const VERSION = 'work_pool_worker_channel.v1'

/** Changes of a pool that come this soon after one another are shown at once. */
const COALESCING_MS = 50

/** Why a channel is closed, with the code that goes with it. */
const CLOSINGS = {
  authorization_failed: 1008,
  unsupported_version: 1008,
  protocol_error: 1002,
  heartbeat_persistence_failed: 1011,
} as const

const parseHello = compileParser(WorkerHello)
const parseReport = compileParser(WorkerReport)
const printPool = compilePrinter(WorkPoolResponse)

const close = (connection: Connection, reason: keyof typeof CLOSINGS): void =>
  connection.close(CLOSINGS[reason], reason)

/**
 * The channel of a worker: it reports here and is shown its pool whenever that changes. Messages to clean up after
 * runs are not delivered: the capability is answered as rejected, which workers are prepared for.
 */
export const workerChannel = socket({
  path: '/work_pools/{name}/workers/connect',
  pong: 'at-once',
  unauthenticated: 'authentication_failed',
  async open(ctx, connection) {
    const messages = connection.messages[Symbol.asyncIterator]()
    const first = await messages.next()
    if (first.done) return
    const hello =
      typeOf(first.value) === 'worker.hello.v1' && parseHello(first.value, parseContext(ctx)).value
    if (!hello) return close(connection, 'protocol_error')
    if (!hello.payload.supported_channel_versions.includes(VERSION))
      return close(connection, 'unsupported_version')
    const opened = await tryToOpen(ctx, connection, hello)
    if (!opened) return
    const pool = new ShownPool(ctx, connection, opened.pool)
    await connection.send(frame(ctx, 'worker.ready.v1', readyPayload(hello, opened)))
    try {
      for (let next = await messages.next(); !next.done; next = await messages.next()) {
        const problem = await hear(ctx, { message: next.value, hello, pool })
        if (problem) return close(connection, problem)
      }
    } finally {
      pool.stop()
    }
  },
})

const typeOf = (message: Json): Json | undefined =>
  typeof message === 'object' && message !== null && !Array.isArray(message) ? message.type : undefined

async function tryToOpen(
  ctx: Context,
  connection: Connection,
  hello: WorkerHello,
): Promise<OpenedChannel | undefined> {
  try {
    return await openWorkerChannel(ctx, connection.params.name as string, hello.payload)
  } catch (error) {
    if (error instanceof WorkerUnauthorized) close(connection, 'authorization_failed')
    else if (error instanceof Refused) close(connection, 'protocol_error')
    else throw error
    return undefined
  }
}

interface Heard {
  readonly message: Json
  readonly hello: WorkerHello
  readonly pool: ShownPool
}

/** Takes in one message; returns why the channel is to be closed over it, if it is. */
async function hear(
  ctx: Context,
  { message, hello, pool }: Heard,
): Promise<keyof typeof CLOSINGS | undefined> {
  const report = typeOf(message) === 'worker.heartbeat.v1' && parseReport(message, parseContext(ctx)).value
  if (!report) return 'protocol_error'
  const { consumer_id, worker_name } = report.payload
  if (consumer_id !== hello.payload.consumer_id || worker_name !== hello.payload.worker_name)
    return 'protocol_error'
  try {
    await pool.reconcile(await reportOnChannel(ctx, pool.name, report.payload))
    return undefined
  } catch (err) {
    ctx.log.warn({ err, pool: pool.name, worker: worker_name }, 'Cannot note that a worker is alive')
    return 'heartbeat_persistence_failed'
  }
}

/** The pool as the worker was shown it last. */
class ShownPool {
  readonly name: string
  private readonly ctx: Context
  private readonly connection: Connection
  private readonly unwatch: () => void
  private updated: Instant | null
  private sequence = 1
  private timer: NodeJS.Timeout | undefined

  constructor(ctx: Context, connection: Connection, pool: WorkPoolResponse) {
    this.ctx = ctx
    this.connection = connection
    this.name = pool.name
    this.updated = pool.updated as Instant | null
    this.unwatch = poolWatchersOf(ctx).watch(pool.id, () => {
      this.timer ??= setTimeout(() => void this.showChange(), COALESCING_MS)
    })
  }

  stop(): void {
    this.unwatch()
    clearTimeout(this.timer)
  }

  /** Shows the pool if it is another than the worker knows. */
  async reconcile(pool: WorkPoolResponse): Promise<void> {
    if (pool.updated !== this.updated) await this.show(pool, 'heartbeat_reconciliation')
  }

  private async showChange(): Promise<void> {
    this.timer = undefined
    try {
      const pool = await readWorkPool(this.ctx.database.quick, this.name)
      if (pool) await this.show(pool, 'work_pool_updated')
      else close(this.connection, 'authorization_failed')
    } catch (err) {
      this.ctx.log.warn({ err, pool: this.name }, 'Cannot show a worker that its pool changed')
    }
  }

  private async show(pool: WorkPoolResponse, reason: string): Promise<void> {
    this.updated = pool.updated as Instant | null
    this.sequence += 1
    await this.connection.send(
      frame(this.ctx, 'work_pool.snapshot.v1', snapshot(pool, { sequence: this.sequence, reason })),
    )
  }
}

const frame = (ctx: Context, type: string, payload: JsonObject): JsonObject => ({
  type,
  id: ctx.ids.next(),
  sent_at: printInstant(ctx.clock.now()),
  payload,
})

const snapshot = (
  pool: WorkPoolResponse,
  { sequence, reason }: { readonly sequence: number; readonly reason: string },
): JsonObject => ({ snapshot_sequence: sequence, reason, work_pool: printPool(pool) as JsonObject })

function readyPayload({ payload: hello }: WorkerHello, { pool, queues }: OpenedChannel): JsonObject {
  const requested = [...new Set(hello.requested_capabilities)]
  return {
    consumer_id: hello.consumer_id,
    worker_id: null,
    selected_channel_version: VERSION,
    effective_heartbeat_interval_seconds: hello.heartbeat_interval_seconds,
    accepted_capabilities: REQUIRED_CAPABILITIES,
    rejected_capabilities: requested.filter((capability) => !REQUIRED_CAPABILITIES.includes(capability)),
    effective_max_cleanup_concurrency: 0,
    resolved_work_queues: queues.map(({ id, name }) => ({ id, name })),
    initial_snapshot: snapshot(pool, { sequence: 1, reason: 'initial' }),
  }
}
