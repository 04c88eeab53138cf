import { readWorkPool } from '@reeve/database/queries/work-pools/read-work-pool'
import {
  CLEANUP_CAPABILITY,
  compileParser,
  compilePrinter,
  type Instant,
  type Json,
  type JsonObject,
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
import { CleanupChannel, cleanupOperation, takesCleanups } from './worker-cleanup.ts'
import { type Closing, closeChannel, frame, typeOf } from './worker-frames.ts'

const VERSION = 'work_pool_worker_channel.v1'

/** Changes of a pool that come this soon after one another are shown at once. */
const COALESCING_MS = 50

const parseHello = compileParser(WorkerHello)
const parseReport = compileParser(WorkerReport)
const printPool = compilePrinter(WorkPoolResponse)

/**
 * The channel of a worker: it reports here, is shown its pool whenever that changes, and is asked to clean up after
 * runs.
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
    if (!hello) return closeChannel(connection, 'protocol_error')
    if (!hello.payload.supported_channel_versions.includes(VERSION))
      return closeChannel(connection, 'unsupported_version')
    const opened = await tryToOpen(ctx, connection, hello)
    if (!opened) return
    const pool = new ShownPool(ctx, connection, opened.pool)
    await connection.send(frame(ctx, 'worker.ready.v1', readyPayload(hello, opened)))
    const cleanup = new CleanupChannel(ctx, connection, { hello, opened })
    try {
      for (let next = await messages.next(); !next.done; next = await messages.next()) {
        const problem = await hear(ctx, { message: next.value, hello, pool, cleanup })
        if (problem) return closeChannel(connection, problem)
      }
    } finally {
      pool.stop()
      await cleanup.stop()
    }
  },
})

async function tryToOpen(
  ctx: Context,
  connection: Connection,
  hello: WorkerHello,
): Promise<OpenedChannel | undefined> {
  try {
    return await openWorkerChannel(ctx, connection.params.name as string, hello.payload)
  } catch (error) {
    if (error instanceof WorkerUnauthorized) closeChannel(connection, 'authorization_failed')
    else if (error instanceof Refused) closeChannel(connection, 'protocol_error')
    else throw error
    return undefined
  }
}

interface Heard {
  readonly message: Json
  readonly hello: WorkerHello
  readonly pool: ShownPool
  readonly cleanup: CleanupChannel
}

/** Takes in one message; returns why the channel is to be closed over it, if it is. */
async function hear(ctx: Context, { message, hello, pool, cleanup }: Heard): Promise<Closing | undefined> {
  const operation = cleanupOperation(typeOf(message))
  if (operation) return (await cleanup.hear(operation, message)) ? undefined : 'protocol_error'
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
      else closeChannel(this.connection, 'authorization_failed')
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

const snapshot = (
  pool: WorkPoolResponse,
  { sequence, reason }: { readonly sequence: number; readonly reason: string },
): JsonObject => ({ snapshot_sequence: sequence, reason, work_pool: printPool(pool) as JsonObject })

function readyPayload(introduction: WorkerHello, { pool, queues }: OpenedChannel): JsonObject {
  const { payload: hello } = introduction
  const accepted = takesCleanups(introduction)
    ? [...REQUIRED_CAPABILITIES, CLEANUP_CAPABILITY]
    : REQUIRED_CAPABILITIES
  const requested = [...new Set(hello.requested_capabilities)]
  return {
    consumer_id: hello.consumer_id,
    worker_id: null,
    selected_channel_version: VERSION,
    effective_heartbeat_interval_seconds: hello.heartbeat_interval_seconds,
    accepted_capabilities: accepted,
    rejected_capabilities: requested.filter((capability) => !accepted.includes(capability)),
    effective_max_cleanup_concurrency: takesCleanups(introduction) ? hello.max_cleanup_concurrency : 0,
    resolved_work_queues: queues.map(({ id, name }) => ({ id, name })),
    initial_snapshot: snapshot(pool, { sequence: 1, reason: 'initial' }),
  }
}
