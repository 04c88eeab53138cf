import type { Instant } from '@reeve/wire'
import type { Db } from '../../database.ts'

/** What a download shows of a log, and its id to go on from. */
export interface FlowRunLog {
  id: string
  timestamp: Instant
  level: number
  flow_run_id: string | null
  task_run_id: string | null
  message: string
}

/** Where a page starts: behind this log, or at the beginning. */
export type LogPosition = Pick<FlowRunLog, 'timestamp' | 'id'> | undefined

/** The next logs of a flow run, oldest first. [C16] */
export function readFlowRunLogs(
  db: Db,
  page: { readonly flowRunId: string; readonly after: LogPosition; readonly limit: number },
): Promise<FlowRunLog[]> {
  const { flowRunId, after, limit } = page
  const logs = db.sql
    .selectFrom('log')
    .select(['id', 'timestamp', 'level', 'flow_run_id', 'task_run_id', 'message'])
    .where('flow_run_id', '=', flowRunId)
    .orderBy('timestamp')
    .orderBy('id')
    .limit(limit)
  if (!after) return db.execute(logs.compile())
  return db.execute(
    logs
      .where((is) =>
        is.or([
          is('timestamp', '>', after.timestamp),
          is.and([is('timestamp', '=', after.timestamp), is('id', '>', after.id)]),
        ]),
      )
      .where('timestamp', '>=', after.timestamp)
      .compile(),
  )
}
