import type { Instant } from '@reeve/wire'
import { defineBatch } from '../../batch.ts'
import type { Db } from '../../database.ts'

/** A row of `log`. */
export interface LogRow {
  id: string
  created: Instant
  updated: Instant
  name: string
  level: number
  flow_run_id: string | null
  task_run_id: string | null
  message: string
  timestamp: Instant
}

const batch = defineBatch<LogRow>({
  name: 'insert-logs',
  columns: {
    id: 'uuid',
    created: 'instant',
    updated: 'instant',
    name: 'text',
    level: 'integer',
    flow_run_id: 'uuid',
    task_run_id: 'uuid',
    message: 'text',
    timestamp: 'instant',
  },
  steps: {
    logs: () => `
      INSERT INTO log (id, created, updated, name, level, flow_run_id, task_run_id, message, timestamp)
      SELECT id, created, updated, name, level, flow_run_id, task_run_id, message, timestamp FROM input`,
  },
})

/** Adds logs, any number of them in one statement. [J21] */
export const insertLogs = async (db: Db, rows: readonly LogRow[]): Promise<void> => {
  await batch.execute(db, rows)
}
