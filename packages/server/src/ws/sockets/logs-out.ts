import { type JsonObject, LogFilter, readInstant } from '@reeve/wire'
import { Backlog } from '../backlog.ts'
import { socket } from '../socket.ts'
import { readFilter } from './read-filter.ts'

/** Logs that wait for one reader at most, as many as the reference lets wait. */
const MAX_WAITING_LOGS = 256

/** Logs as they are written, those that match the client's filter. There is no backfill. */
export const logsOut = socket({
  path: '/logs/out',
  pong: 'at-once',
  async open(ctx, connection) {
    const filter = await readFilter(connection, LogFilter, ctx.clock.now())
    if (!filter) return
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
