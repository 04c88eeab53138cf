import { insertLogs, type LogRow } from '@reeve/database/queries/logs/insert-logs'
import { type Instant, type JsonObject, type LogCreate, printInstant } from '@reeve/wire'
import type { Context } from '../context.ts'

/** Stores logs; after the commit they are told to the sockets, if the settings say so. [J21] */
export async function writeLogs(ctx: Context, logs: readonly LogCreate[]): Promise<null> {
  if (logs.length === 0) return null
  const now = ctx.clock.now()
  const rows = logs.map((log) => toRow(log, ctx.ids.next(), now))
  await ctx.database.write((db) => insertLogs(db, rows))
  if (ctx.settings['server.logs.stream_publishing_enabled']) ctx.broadcast.publish('logs', rows.map(toWire))
  return null
}

const toRow = (log: LogCreate, id: string, now: Instant): LogRow => ({
  id,
  created: now,
  updated: now,
  name: withoutNul(log.name),
  level: log.level,
  flow_run_id: log.flow_run_id,
  task_run_id: log.task_run_id,
  message: withoutNul(log.message),
  timestamp: log.timestamp,
})

/** PostgreSQL stores no NUL in a text. */
const withoutNul = (text: string): string => (text.includes('\0') ? text.replaceAll('\0', '') : text)

/** A log as its socket sends it: before it has been read back, without the times of its row. */
const toWire = ({ timestamp, ...log }: LogRow): JsonObject => ({
  ...log,
  created: null,
  updated: null,
  timestamp: printInstant(timestamp),
})
