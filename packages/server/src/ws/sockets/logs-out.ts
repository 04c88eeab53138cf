import { compileParser, type Json, type JsonObject, LogFilter, readInstant } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { parseContext } from '../../parse-context.ts'
import { Backlog } from '../backlog.ts'
import { socket } from '../socket.ts'

const PROTOCOL_ERROR = 1002

/** Logs that wait for one reader at most, as many as the reference lets wait. */
const MAX_WAITING_LOGS = 256

const parseFilter = compileParser(LogFilter)

/** Logs as they are written, those that match the client's filter. There is no backfill. */
export const logsOut = socket({
  path: '/logs/out',
  pong: 'at-once',
  async open(ctx, connection) {
    const first = await connection.messages[Symbol.asyncIterator]().next()
    if (first.done) return
    const filter = readFilter(ctx, first.value)
    if (typeof filter === 'string') return connection.close(PROTOCOL_ERROR, filter)
    const backlog = new Backlog<JsonObject>(MAX_WAITING_LOGS)
    const stop = ctx.settings['server.logs.stream_out_enabled']
      ? ctx.broadcast.subscribe('logs', (logs) => backlog.add(logs.filter((log) => matchesLog(filter, log))))
      : () => {}
    try {
      for await (const log of backlog.drain(connection.ended)) await connection.send({ type: 'log', log })
    } finally {
      stop()
    }
  },
})

/** The filter in a client's first message, or why there is none. */
function readFilter(ctx: Context, message: Json): LogFilter | string {
  const { type, filter = null } = fieldsOf(message)
  if (type !== 'filter') return "Expected 'filter' message"
  const { value, issues } = parseFilter(filter, parseContext(ctx))
  return issues ? `Invalid filter: ${issues[0]?.loc.slice(1).join('.')}: ${issues[0]?.msg}` : value
}

const fieldsOf = (message: Json): JsonObject =>
  typeof message === 'object' && message !== null && !Array.isArray(message) ? message : {}

/** Whether a log is sent under a filter: by level, timestamp and runs; the text is not looked at. */
export function matchesLog(
  { level, timestamp, flow_run_id, task_run_id }: LogFilter,
  log: JsonObject,
): boolean {
  return (
    isWithin(log.level as number, level?.ge_, level?.le_) &&
    (!timestamp || isWithin(readInstant(log.timestamp as string), timestamp.after_, timestamp.before_)) &&
    isOneOf(log.flow_run_id as string | null, flow_run_id?.any_) &&
    isOneOf(log.task_run_id as string | null, task_run_id?.any_) &&
    (task_run_id?.is_null_ == null || task_run_id.is_null_ === (log.task_run_id === null))
  )
}

const isWithin = <T extends number | string>(value: T, least?: T | null, most?: T | null): boolean =>
  (least == null || value >= least) && (most == null || value <= most)

const isOneOf = (id: string | null, wanted?: readonly string[] | null): boolean =>
  wanted == null || (id !== null && wanted.includes(id))
