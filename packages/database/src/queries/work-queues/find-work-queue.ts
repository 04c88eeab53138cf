import type { JsonObject } from '@reeve/wire'
import type { Db, Statement } from '../../database.ts'

/** Where a run is to be queued: what was found of the named pool and queue. */
export interface FoundWorkQueue {
  readonly pool_id: string
  readonly pool_name: string
  readonly pool_type: string
  readonly base_job_template: JsonObject
  readonly queue_id: string | null
}

const statement: Statement = {
  name: 'find-work-queue',
  text: (dialect) => `
    SELECT p.id AS pool_id, p.name AS pool_name, p.type AS pool_type, p.base_job_template, q.id AS queue_id
    FROM work_pool AS p
    LEFT JOIN work_queue AS q ON q.work_pool_id = p.id
      AND (q.name = ${dialect.parameter(2)} OR (${dialect.typedParameter(2, 'text')} IS NULL AND q.id = p.default_queue_id))
    WHERE p.name = ${dialect.parameter(1)}`,
}

/** The queue of this name in a pool, or the pool's default queue if no name is given. Undefined without such a pool. [C1] */
export async function findWorkQueue(
  db: Db,
  pool: string,
  queue: string | null,
): Promise<FoundWorkQueue | undefined> {
  const [row] = await db.run<FoundWorkQueue>(statement, [pool, queue])
  return row
}
